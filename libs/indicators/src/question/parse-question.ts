import { isDay } from '#libs/trajectory';
import type { IndicatorDefinition, ParameterValue } from '../language/definition.js';
import { parseFilter } from './code-values.js';
import { parseParameter } from './parse-parameter.js';
import {
  DIMENSIONS,
  INTERVALS,
  METHODS,
  type Dimension,
  type Interval,
  type Method,
  type Question,
  type QuestionError,
} from './question.js';

/** Parameters of a request, as a web framework gives them: repeated ones as a list. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What is asked of an indicator: it settles which parameters there are. */
export type Asked = 'values' | 'series' | 'curve' | 'cases';

const COMMON = ['from', 'to', 'by', 'asOf', 'observedUntil', ...DIMENSIONS];

/**
 * Reads a question.
 * @param definition the indicator asked.
 * @param query every parameter of the request; `asOf` is handed on as it stands.
 * @returns the question, or one error for each parameter that is unknown or impossible, all at once.
 */
export function parseQuestion(
  definition: IndicatorDefinition,
  query: Query,
  asked: Asked = 'values',
):
  | { readonly question: Question; readonly errors?: never }
  | { readonly question?: never; readonly errors: readonly QuestionError[] } {
  const errors = new Map<string, QuestionError>();
  const impossible = (parameter: string, message: string): void => {
    if (!errors.has(parameter)) errors.set(parameter, { parameter, code: 'impossible-parameter', message });
  };
  const timeToEvent = definition.figure.shape === 'time-to-event';
  const sometimes = [timeToEvent && 'method', asked === 'series' && 'interval'].filter((name) => name !== false);
  const given = readOnce([...COMMON, ...sometimes, ...Object.keys(definition.parameters)], query, impossible, errors);

  const day = (name: 'from' | 'to' | 'observedUntil'): string | null => {
    const text = given.get(name);
    if (text === undefined) return null;
    if (!isDay(text)) impossible(name, 'Give a day that exists, as YYYY-MM-DD.');
    return text;
  };
  const [from, to, observedUntil] = [day('from'), day('to'), day('observedUntil')];
  for (const [name, value] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (value !== null || errors.has(name)) continue;
    errors.set(name, { parameter: name, code: 'missing-parameter', message: `Give ${name}, a day of the window.` });
  }
  if (from && to && !errors.has('from') && !errors.has('to') && from > to) {
    impossible('to', 'The window ends before it begins: give a day on or after from.');
  }

  const method = readMethod(definition, asked, given.get('method'), impossible);
  const interval = given.get('interval') ?? (asked === 'series' ? 'P1M' : null);
  if (interval !== null && !INTERVALS.includes(interval as Interval)) {
    impossible('interval', `Give one of ${INTERVALS.join(', ')}.`);
  }
  if (interval !== null && asked !== 'series') impossible('interval', 'Only a series has an interval.');
  if (asked === 'curve' && !timeToEvent) impossible('curve', 'Only a time-to-event indicator has a curve.');

  if (asked === 'cases' && given.has('by')) {
    impossible('by', 'Cases show every dimension: leave by out, or filter on a dimension.');
  }

  const question: Question = {
    window: { from: from ?? '', to: to ?? '' },
    parameters: readParameters(definition, given, impossible),
    method,
    by: readBy(given.get('by'), impossible),
    filters: readFilters(definition, given, impossible),
    observedUntil,
    asOf: given.get('asOf') ?? null,
    interval: interval as Interval | null,
  };
  return errors.size > 0 ? { errors: [...errors.values()] } : { question };
}

type Impossible = (parameter: string, message: string) => void;

/** Parameters of some questions only; elsewhere the answer says which. */
const SOMETIMES = ['method', 'interval'];

/**
 * Every known parameter that is given once and not empty.
 * @param possible names of the parameters that this question takes.
 */
function readOnce(
  possible: readonly string[],
  query: Query,
  impossible: Impossible,
  errors: Map<string, QuestionError>,
): Map<string, string> {
  const known = new Set([...possible, ...SOMETIMES]);
  const given = new Map<string, string>();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (!known.has(name)) {
      const message = `There is no such parameter; here are ${possible.join(', ')}.`;
      errors.set(name, { parameter: name, code: 'unknown-parameter', message });
    } else if (typeof value !== 'string') impossible(name, 'Give it once; several values as a comma list.');
    else if (value === '') impossible(name, 'Give a value, or leave the parameter out.');
    else given.set(name, value);
  }
  return given;
}

function readMethod(
  { figure }: IndicatorDefinition,
  asked: Asked,
  text: string | undefined,
  impossible: Impossible,
): Method | null {
  if (figure.shape !== 'time-to-event') {
    if (text !== undefined) impossible('method', 'Only a time-to-event indicator has a method.');
    return null;
  }
  const usual = asked !== 'curve' ? 'complete' : figure.competing ? 'aalen-johansen' : 'kaplan-meier';
  const method = (text ?? usual) as Method;
  const possible: readonly Method[] = asked === 'curve' ? METHODS.filter((name) => name !== 'complete') : METHODS;
  if (!possible.includes(method)) impossible('method', `Give one of ${possible.join(', ')}.`);
  return method;
}

function readBy(text: string | undefined, impossible: Impossible): readonly Dimension[] {
  if (text === undefined) return [];
  const by = text.split(',');
  if (!by.every((name) => DIMENSIONS.includes(name as Dimension)) || new Set(by).size < by.length) {
    impossible('by', `Give a comma list, each once, of ${DIMENSIONS.join(', ')}.`);
  }
  return by as Dimension[];
}

function readFilters(
  definition: IndicatorDefinition,
  given: ReadonlyMap<string, string>,
  impossible: Impossible,
): Question['filters'] {
  const filters: Partial<Record<Dimension, readonly string[]>> = {};
  for (const dimension of DIMENSIONS) {
    const text = given.get(dimension);
    if (text === undefined || dimension in definition.parameters) continue;
    const { values, expected } = parseFilter(dimension, text);
    if (values) filters[dimension] = values;
    else impossible(dimension, `Give ${expected}.`);
  }
  return filters;
}

function readParameters(
  definition: IndicatorDefinition,
  given: ReadonlyMap<string, string>,
  impossible: Impossible,
): Record<string, ParameterValue> {
  const values: Record<string, ParameterValue> = {};
  for (const [name, parameter] of Object.entries(definition.parameters)) {
    const text = given.get(name);
    const parsed = text === undefined ? { value: parameter.default } : parseParameter(parameter, text);
    if ('expected' in parsed) impossible(name, `Give ${parsed.expected}.`);
    else values[name] = parsed.value;
  }
  return values;
}

/** Settles the last day of observation: as asked, else the given default (the day before that of `asOf`). */
export function settle(question: Question, defaultObservedUntil: string): Question & { observedUntil: string } {
  return { ...question, observedUntil: question.observedUntil ?? defaultObservedUntil };
}
