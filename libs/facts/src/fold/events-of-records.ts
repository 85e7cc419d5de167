/** Facts that are one event each: plans, questionnaires, analyses, perspective plans, costs. */
import type { FactRow } from '#libs/fact-schema';
import { named } from './history.js';
import type { RecordContext } from './record-context.js';

/** Care plans (hulpverleningsplan). */
export function planRows({ history, recordOf }: RecordContext): FactRow<'plan'>[] {
  return named(history.all, 'plan-established').map(({ event, rank }) => ({
    person: history.person,
    trajectory: event.subject,
    record: recordOf(event.subject),
    on: event.data.effectiveOn,
    rankInPerson: rank,
    form: event.data.form,
    familyGroupPlan: event.data.familyGroupPlan ?? null,
    goals: event.data.goals.length,
  }));
}

/** Exit questionnaires (exitvragenlijst). */
export function questionnaireRows({ history, recordOf }: RecordContext): FactRow<'questionnaire'>[] {
  return named(history.all, 'exit-questionnaire-completed').map(({ event, rank }) => ({
    person: history.person,
    trajectory: event.subject,
    record: recordOf(event.subject),
    on: event.data.effectiveOn,
    rankInPerson: rank,
    informant: event.data.informant,
    usefulness: event.data.usefulness ?? null,
    withoutHelp: event.data.withoutHelp ?? null,
  }));
}

/** Explanatory analyses (verklarende analyse), on any trajectory of the person. */
export function analysisRows({ history }: RecordContext): FactRow<'analysis'>[] {
  return named(history.all, 'explanatory-analysis-completed').map(({ event, rank }) => ({
    person: history.person,
    trajectory: event.subject,
    on: event.data.effectiveOn,
    rankInPerson: rank,
    by: event.data.by,
    model: event.data.model ?? null,
  }));
}

/** Perspective plans (perspectiefplan), on any trajectory of the person. */
export function perspectivePlanRows({ history }: RecordContext): FactRow<'perspectivePlan'>[] {
  return named(history.all, 'perspective-plan-made').map(({ event, rank }) => ({
    person: history.person,
    trajectory: event.subject,
    on: event.data.effectiveOn,
    rankInPerson: rank,
    domains: new Set(event.data.domains).size,
  }));
}

/** Declared costs. */
export function costRows({ history, recordOf }: RecordContext): FactRow<'cost'>[] {
  return named(history.all, 'cost-declared').map(({ event, rank }) => ({
    person: history.person,
    trajectory: event.subject,
    record: recordOf(event.subject),
    on: event.data.effectiveOn,
    rankInPerson: rank,
    amountCents: event.data.amountCents,
    periodFrom: event.data.periodFrom,
    periodTo: event.data.periodTo,
    productCategory: event.data.productCategory ?? null,
    productCode: event.data.productCode ?? null,
  }));
}
