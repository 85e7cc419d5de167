/** A view ↔ the query of an address. The part that the server is asked is written the same way for both. */
import { DIMENSIONS, isDimension, type Dimension } from './dimensions.js';
import { INTERVALS, METHODS, PICTURES, type Beside, type Question, type View, type Window } from './question.js';

/** Names of the address that are no parameter of an indicator. Those with a point are the pages' own: no parameter has one. */
const COMMON = ['from', 'to', 'by', 'method', 'asOf', 'observedUntil', 'version', 'interval'];

/** The query of a page's address, without the question mark. */
export function writeView({ question, picture, interval, beside, overlay }: View): string {
  const query = questionParameters(question);
  if (interval) query.set('interval', interval);
  if (picture) query.set('show.picture', picture);
  if (beside?.window) {
    query.set('beside.from', beside.window.from);
    query.set('beside.to', beside.window.to);
  }
  if (beside?.asOf) query.set('beside.asOf', beside.asOf);
  if (overlay) query.set('show.beside', 'overlay');
  return text(query);
}

/** Reads the query of a page's address. What it does not say, or says badly, is left to `otherwise`. */
export function readView(indicator: string, query: URLSearchParams, otherwise: Window): View {
  const one = <T extends string>(name: string, of: readonly T[]) => of.find((value) => value === query.get(name));
  const parameters = Object.fromEntries(
    [...query].filter(([name]) => !COMMON.includes(name) && !isDimension(name) && !name.includes('.')),
  );
  const filters = Object.fromEntries(
    DIMENSIONS.flatMap((name) => {
      const values = list(query.get(name));
      return values.length > 0 ? [[name, values] as const] : [];
    }),
  );
  const version = Number(query.get('version'));
  const beside: Beside = {
    ...optional('window', readWindow(query.get('beside.from'), query.get('beside.to'))),
    ...optional('asOf', query.get('beside.asOf') || undefined),
  };
  const question: Question = {
    indicator,
    ...optional('version', Number.isSafeInteger(version) && version > 0 ? version : undefined),
    window: readWindow(query.get('from'), query.get('to')) ?? otherwise,
    by: list(query.get('by')).filter(isDimension),
    filters,
    ...optional('method', one('method', METHODS)),
    parameters,
    ...optional('asOf', query.get('asOf') || undefined),
    ...optional('observedUntil', query.get('observedUntil') || undefined),
  };
  return {
    question,
    ...optional('picture', one('show.picture', PICTURES)),
    ...optional('interval', one('interval', INTERVALS)),
    ...optional('beside', Object.keys(beside).length > 0 ? beside : undefined),
    ...optional('overlay', query.get('show.beside') === 'overlay' || undefined),
  };
}

/** The address of the API that answers a question. */
export function apiPath(
  question: Question,
  part: 'values' | 'series' | 'curve' | 'cases',
  further: Readonly<Record<string, string>> = {},
): string {
  const query = questionParameters(question);
  for (const [name, value] of Object.entries(further)) query.set(name, value);
  return `/v1/indicators/${encodeURIComponent(question.indicator)}/${part}?${text(query)}`;
}

/** The address of the API that answers with stock and flow. */
export function flowsPath(question: Question): string {
  const query = questionParameters(question);
  for (const name of ['version', 'method']) query.delete(name);
  return `/v1/flows?${text(query)}`;
}

function questionParameters(question: Question): URLSearchParams {
  const query = new URLSearchParams({ from: question.window.from, to: question.window.to });
  if (question.by.length > 0) query.set('by', question.by.join(','));
  for (const name of DIMENSIONS) {
    const values = question.filters[name];
    if (values && values.length > 0) query.set(name, values.join(','));
  }
  if (question.method) query.set('method', question.method);
  for (const name of Object.keys(question.parameters).sort()) query.set(name, question.parameters[name]!);
  if (question.asOf) query.set('asOf', question.asOf);
  if (question.observedUntil) query.set('observedUntil', question.observedUntil);
  if (question.version) query.set('version', String(question.version));
  return query;
}

/** Commas stay readable: they separate values and need no escape in a query. */
const text = (query: URLSearchParams): string => query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');

const list = (value: string | null): string[] => (value ?? '').split(',').filter((part) => part !== '');

const optional = <K extends string, T>(name: K, value: T | undefined): Partial<Record<K, T>> =>
  value === undefined ? {} : ({ [name]: value } as Record<K, T>);

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function readWindow(from: string | null, to: string | null): Window | undefined {
  return from && to && DAY.test(from) && DAY.test(to) ? { from, to } : undefined;
}

/** Limits a question to one value of a dimension. */
export function limitedTo(question: Question, name: Dimension, value: string): Question {
  return { ...question, filters: { ...question.filters, [name]: [value] } };
}
