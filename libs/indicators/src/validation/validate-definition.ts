import type {
  FigureBody,
  IndicatorDefinition,
  MeasureBody,
  ParameterValue,
  ShareBody,
} from '../language/definition.js';
import { figureOf } from '../language/figure-of.js';
import { member, type DefinitionFault } from '../language/fault.js';
import { UNIT_NAMES } from '../language/vocabulary.js';
import { compilationFor } from '../answer/compile.js';
import { METHODS } from '../question/question.js';
import type { Compilation } from '../sql/compilation.js';
import { stockCounts, transitionCounts } from '../sql/flow.js';
import { measureStatistics } from '../sql/measure.js';
import { rateCounts } from '../sql/rate.js';
import { shareCounts } from '../sql/share.js';
import { timeToEventCounts } from '../sql/time-to-event.js';
import { definitionForm, figureForm } from './form.js';

/** Deeper than any definition that can be read. */
const DEEPEST = 60;

/**
 * Checks a definition: its form, every name and every type in it.
 * @param json parsed JSON from anywhere.
 * @returns all faults with JSON pointers; an empty list means that the definition can be computed.
 */
export function validateDefinition(json: unknown): DefinitionFault[] {
  if (depthOf(json) > DEEPEST) {
    return [{ pointer: '', code: 'malformed', message: `A definition is at most ${DEEPEST} levels deep.` }];
  }
  const faults: DefinitionFault[] = [];
  definitionForm(json, '', faults);
  if (faults.length > 0) return faults;
  const definition = json as IndicatorDefinition;
  faults.push(...clashingUnits(definition), ...variantFaults(definition));
  if (faults.length > 0) return faults;
  const usual = Object.fromEntries(
    Object.entries(definition.parameters).map(([name, parameter]) => [name, parameter.default]),
  );
  for (const values of everyVariant(definition, usual)) faults.push(...compileFaults(definition, values));
  return distinct(faults);
}

function clashingUnits({ units }: IndicatorDefinition): DefinitionFault[] {
  return Object.keys(units ?? {})
    .filter((name) => UNIT_NAMES.includes(name))
    .map((name) => ({
      pointer: member('/units', name),
      code: 'clash',
      message: 'There is a unit of this name already.',
    }));
}

function variantFaults({ variants, parameters }: IndicatorDefinition): DefinitionFault[] {
  if (!variants) return [];
  const parameter = Object.hasOwn(parameters, variants.parameter) ? parameters[variants.parameter] : undefined;
  if (parameter?.type !== 'choice') {
    const message = 'Name a parameter of type choice.';
    return [{ pointer: '/variants/parameter', code: parameter ? 'wrong-type' : 'unknown-name', message }];
  }
  return Object.keys(variants.bodies)
    .filter((value) => !parameter.values.includes(value))
    .map((value) => ({
      pointer: member('/variants/bodies', value),
      code: 'unknown-name',
      message: 'The parameter has no such value.',
    }));
}

function* everyVariant(
  { variants }: IndicatorDefinition,
  usual: Readonly<Record<string, ParameterValue>>,
): Generator<Readonly<Record<string, ParameterValue>>> {
  yield usual;
  for (const value of Object.keys(variants?.bodies ?? {})) yield { ...usual, [variants!.parameter]: value };
}

/** Compiles one variant without running it. */
function compileFaults(
  definition: IndicatorDefinition,
  parameters: Readonly<Record<string, ParameterValue>>,
): DefinitionFault[] {
  const figure = figureOf(definition, parameters);
  const day = '2000-01-01';
  const question = { parameters, window: { from: day, to: day }, observedUntil: day, by: [], filters: {} };
  const faults: DefinitionFault[] = [];
  figureForm(figure, '/figure', faults);
  faults.push(...dimensionFaults(figure));
  if (faults.length > 0) return located(faults, definition, parameters);
  const attempt = (compile: (compilation: Compilation) => unknown): void => {
    const compilation = compilationFor('main', definition, question);
    compile(compilation);
    faults.push(...compilation.faults);
  };
  for (const name of Object.keys(definition.units ?? {})) attempt((one) => one.unit(name, member('/units', name)));
  const compileBody = (body: ShareBody | MeasureBody, pointer: string): void =>
    attempt((one) =>
      body.shape === 'share'
        ? shareCounts(one, body, question, pointer)
        : measureStatistics(one, body, question, pointer),
    );
  if (figure.shape === 'share' || figure.shape === 'measure') {
    compileBody(figure, '/figure');
    for (const [name, body] of Object.entries(figure.further ?? {})) {
      compileBody(body, member('/figure/further', name));
    }
  }
  if (figure.shape === 'time-to-event') {
    for (const method of METHODS) attempt((one) => timeToEventCounts(one, figure, { ...question, method }));
  }
  if (figure.shape === 'rate') attempt((one) => rateCounts(one, figure, question));
  if (figure.shape === 'flow') {
    for (const [name, stock] of Object.entries(figure.stocks)) {
      attempt((one) => stockCounts(one, stock, question, member('/figure/stocks', name)));
    }
    const { transitions } = figure;
    if (transitions) attempt((one) => transitionCounts(one, transitions, question));
  }
  return located(faults, definition, parameters);
}

const located = (
  faults: readonly DefinitionFault[],
  definition: IndicatorDefinition,
  parameters: Readonly<Record<string, ParameterValue>>,
): DefinitionFault[] =>
  faults.map((fault) => ({ ...fault, pointer: inVariant(fault.pointer, definition, parameters) }));

/** Whether what breakdowns are taken from is a lookup of the same figure. */
function dimensionFaults(figure: FigureBody): DefinitionFault[] {
  const further = 'further' in figure ? Object.entries(figure.further ?? {}) : [];
  const bodies = [
    figure.shape === 'flow' ? (['/figure/transitions', figure.transitions] as const) : (['/figure', figure] as const),
    ...further.map(([name, body]) => [member('/figure/further', name), body] as const),
  ];
  return bodies.flatMap(([pointer, body]) => {
    const of = body?.cases.dimensionsOf;
    if (of === undefined || Object.hasOwn(body!.lookups ?? {}, of)) return [];
    const fault = { code: 'unknown-name', message: 'There is no such lookup.' } as const;
    return [{ pointer: `${pointer}/cases/dimensionsOf`, ...fault }];
  });
}

/** A fault in a member that a variant replaces stands in the variant. */
function inVariant(
  pointer: string,
  { variants }: IndicatorDefinition,
  parameters: Readonly<Record<string, ParameterValue>>,
): string {
  const value = variants && String(parameters[variants.parameter]);
  const name = pointer.split('/')[2];
  const body = value === undefined ? undefined : variants!.bodies[value];
  return pointer.startsWith('/figure/') && body && name && Object.hasOwn(body, name)
    ? `${member('/variants/bodies', value!)}${pointer.slice('/figure'.length)}`
    : pointer;
}

function distinct(faults: readonly DefinitionFault[]): DefinitionFault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}

function depthOf(json: unknown, depth = 1): number {
  if (typeof json !== 'object' || json === null || depth > DEEPEST) return depth;
  return Object.values(json).reduce<number>((deepest, one) => Math.max(deepest, depthOf(one, depth + 1)), depth);
}
