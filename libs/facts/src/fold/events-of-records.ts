/** Facts that are one event each: plans, questionnaires, analyses, perspective plans, costs. */
import type { FactRow } from '#libs/fact-schema';
import { named } from './history.js';
import type { RecordContext } from './record-context.js';

/** Care plans (hulpverleningsplan). */
export function planRows(context: RecordContext): FactRow<'plan'>[] {
  return named(context.history.all, 'plan-established').map(({ event, rank }) => ({
    ...context.place(event, rank),
    form: event.data.form,
    familyGroupPlan: event.data.familyGroupPlan ?? null,
    goals: event.data.goals.length,
  }));
}

/** Exit questionnaires (exitvragenlijst). */
export function questionnaireRows(context: RecordContext): FactRow<'questionnaire'>[] {
  return named(context.history.all, 'exit-questionnaire-completed').map(({ event, rank }) => ({
    ...context.place(event, rank),
    informant: event.data.informant,
    usefulness: event.data.usefulness ?? null,
    withoutHelp: event.data.withoutHelp ?? null,
  }));
}

/** Explanatory analyses (verklarende analyse), on any trajectory of the person. */
export function analysisRows(context: RecordContext): FactRow<'analysis'>[] {
  return named(context.history.all, 'explanatory-analysis-completed').map(({ event, rank }) => {
    const { record: _, ...place } = context.place(event, rank);
    return { ...place, by: event.data.by, model: event.data.model ?? null };
  });
}

/** Perspective plans (perspectiefplan), on any trajectory of the person. */
export function perspectivePlanRows(context: RecordContext): FactRow<'perspectivePlan'>[] {
  return named(context.history.all, 'perspective-plan-made').map(({ event, rank }) => {
    const { record: _, ...place } = context.place(event, rank);
    return { ...place, domains: new Set(event.data.domains).size };
  });
}

/** Declared costs. */
export function costRows(context: RecordContext): FactRow<'cost'>[] {
  return named(context.history.all, 'cost-declared').map(({ event, rank }) => ({
    ...context.place(event, rank),
    amountCents: event.data.amountCents,
    periodFrom: event.data.periodFrom,
    periodTo: event.data.periodTo,
    productCategory: event.data.productCategory ?? null,
    productCode: event.data.productCode ?? null,
  }));
}
