/** From cases to the values of a row: indicators.md sections 2 and 5. */
import type { Case, Indicator, Question, Values } from './case.js';
import { estimate, meanInterval, wilson } from './estimate.js';
import { personsAt, type OracleEvent, type Person } from './history.js';
import type { DayNumber } from './calendar.js';
import { born, dimension, type Span } from './spans.js';

/** A row: its group, and every value that the oracle checks, by path. */
export interface OracleRow {
  readonly group: Record<string, string | null>;
  readonly values: Values;
}

const mean = (numbers: readonly number[]) =>
  numbers.length === 0 ? null : numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

/** Standard deviation with n - 1. */
export function deviation(numbers: readonly number[]): number | null {
  if (numbers.length < 2) return null;
  const middle = mean(numbers)!;
  return Math.sqrt(numbers.reduce((sum, n) => sum + (n - middle) ** 2, 0) / (numbers.length - 1));
}

/** R's type 7. */
function quantile(numbers: readonly number[], p: number): number | null {
  if (numbers.length === 0) return null;
  const sorted = [...numbers].sort((a, b) => a - b);
  const place = (sorted.length - 1) * p;
  const low = Math.floor(place);
  return sorted[low]! + (place - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!);
}

/** n, mean, sd, median, p90, under a prefix. */
export function statistics(numbers: readonly number[], prefix = ''): Values {
  return {
    [`${prefix}n`]: numbers.length,
    [`${prefix}mean`]: mean(numbers),
    [`${prefix}sd`]: deviation(numbers),
    [`${prefix}median`]: quantile(numbers, 0.5),
    [`${prefix}p90`]: quantile(numbers, 0.9),
  };
}

export const meanOf = mean;

export const bounds = (interval: [number, number] | null, prefix = ''): Values => ({
  [`${prefix}interval.lower`]: interval?.[0],
  [`${prefix}interval.upper`]: interval?.[1],
});

/** Cases by what becomes of them before the figure looks at them. */
function sorted(cases: readonly Case[]) {
  const excluded = cases.filter((c) => c.excluded !== undefined);
  const apart = cases.filter((c) => c.excluded === undefined && c.apart !== undefined);
  const rest = cases.filter((c) => c.excluded === undefined && c.apart === undefined);
  return { excluded: excluded.length, apart, rest };
}

function shareValues(indicator: Pick<Indicator, 'classes' | 'value'>, cases: readonly Case[], prefix = ''): Values {
  const { excluded, rest } = sorted(cases);
  const immature = rest.filter((c) => c.immature);
  const missing = rest.filter((c) => !c.immature && c.missing);
  const counted = countedOf(cases);
  const counts: Values = {
    'excluded#': excluded,
    immature: immature.length,
    missing: missing.length,
    lost: 0,
    denominator: counted.length,
  };
  const under = (values: Values) =>
    Object.fromEntries(Object.entries(values).map(([path, value]) => [prefix + path, value]));
  if (indicator.classes) {
    const each = Object.fromEntries(
      indicator.classes.map((name) => [name, counted.filter((c) => c.className === name).length]),
    );
    const value = counted.length ? indicator.value!(each) / counted.length : null;
    const shown = Object.entries(each).map(([name, count]) => [`classes.${name}.numerator`, count]);
    return under({ ...counts, value, ...Object.fromEntries(shown) });
  }
  const numerator = counted.filter((c) => c.numerator).length;
  const value = counted.length ? numerator / counted.length : null;
  return under({ ...counts, numerator, value, ...bounds(wilson(numerator, counted.length)) });
}

/** Cases in the denominator of a share, or in n. */
const countedOf = (cases: readonly Case[]) =>
  sorted(cases).rest.filter((c) => !c.immature && !c.missing && c.number !== null);

function measureValues(cases: readonly Case[]): Values {
  const { excluded, rest } = sorted(cases);
  const counted = countedOf(cases);
  const numbers = counted.flatMap((c) => (c.number === undefined ? [] : [c.number!]));
  return {
    ...statistics(numbers),
    n: counted.length,
    ...bounds(meanInterval(mean(numbers), deviation(numbers), counted.length)),
    'excluded#': excluded,
    missing: rest.length - counted.length,
    immature: 0,
    lost: 0,
  };
}

function timeValues(q: Question, cases: readonly Case[], complement: boolean): Values {
  const F = q.parameters.followUpDays;
  const turn = (value: number | null) => (value === null || !complement ? value : 1 - value);
  const turnInterval = (i: [number, number] | null): [number, number] | null =>
    i === null || !complement ? i : [1 - i[1], 1 - i[0]];
  const excluded = cases.filter((c) => c.excluded !== undefined).length;
  const kept = cases.filter((c) => c.excluded === undefined);
  if (q.method !== 'complete') {
    const known = kept.filter((c) => !c.missing);
    const { value, interval, events, atRisk } = estimate(courses(q, known), F, q.method);
    return {
      'excluded#': excluded,
      immature: 0,
      lost: 0,
      missing: kept.length - known.length,
      denominator: known.length,
      numerator: events,
      atRisk,
      value: turn(value),
      // Gray's variance is checked against R.
      ...(q.method === 'kaplan-meier' ? bounds(turnInterval(interval)) : {}),
    };
  }
  let [immature, missing, lost, denominator, numerator] = [0, 0, 0, 0, 0];
  for (const c of kept) {
    const { event, competing, observedUntil } = c.course!;
    const settled = Math.min(event, competing) <= observedUntil && observedUntil >= 0;
    if (c.on + F > q.observedUntil) immature++;
    else if (c.missing) missing++;
    else if (observedUntil < F && !settled) lost++;
    else {
      denominator++;
      if (event <= F && event <= competing) numerator++;
    }
  }
  return {
    'excluded#': excluded,
    immature,
    lost,
    missing,
    denominator,
    numerator,
    value: turn(denominator ? numerator / denominator : null),
    ...bounds(turnInterval(wilson(numerator, denominator))),
  };
}

/** The courses of cases as an estimator sees them: nothing after U. */
export const courses = (q: Question, cases: readonly Case[]) =>
  cases.map((c) => ({
    ...c.course!,
    observedUntil: Math.min(c.course!.observedUntil, q.observedUntil - c.on),
  }));

function values(indicator: Indicator, q: Question, all: readonly Case[]): Values {
  const own = all.filter((c) => c.part === undefined);
  const cases = indicator.perPerson ? onePerPerson(own) : own;
  const main =
    indicator.shape === 'time'
      ? timeValues(q, cases, indicator.complement === true)
      : indicator.shape === 'measure'
        ? measureValues(cases)
        : shareValues(indicator, cases);
  const apart = (indicator.apart ?? []).map((name) => [
    name,
    sorted(cases).apart.filter((c) => c.apart === name).length,
  ]);
  const further = Object.keys(indicator.further ?? {}).map((name) =>
    shareValues(
      {},
      all.filter((c) => c.part === name),
      `${name}.`,
    ),
  );
  const counted = indicator.shape === 'time' ? cases.filter((c) => c.excluded === undefined) : countedOf(cases);
  const more = indicator.more?.(q, counted, cases) ?? {};
  return Object.assign({}, main, Object.fromEntries(apart), more, ...further);
}

/** One case per person: one with the property, else one that counts, else any. */
function onePerPerson(cases: readonly Case[]): Case[] {
  const best = (c: Case) =>
    c.excluded !== undefined ? 3 : c.apart !== undefined ? 2 : c.numerator || c.number !== undefined ? 0 : 1;
  const chosen = new Map<string, Case>();
  for (const c of cases) {
    const other = chosen.get(c.person.id);
    if (other === undefined || best(c) < best(other)) chosen.set(c.person.id, c);
  }
  return [...chosen.values()];
}

/** The breakdowns asked of a span, each read on its day. */
export const groupOf = (q: Question, person: Person, span: Span, day: (name: string) => DayNumber) =>
  Object.fromEntries(q.by.map((name) => [name, dimension(name, person, span, day(name))]));

/** Whether a span passes the filters of the question. */
export const isAsked = (q: Question, person: Person, span: Span, day: (name: string) => DayNumber): boolean =>
  Object.entries(q.filters).every(([name, wanted]) =>
    wanted.includes(dimension(name, person, span, day(name)) ?? 'none'),
  );

/** The rows of an indicator, sorted as the product sorts them is not promised: compare by group. */
export function figure(indicator: Indicator, events: readonly OracleEvent[], q: Question): OracleRow[] {
  const groups = new Map<string, { group: Record<string, string | null>; cases: Case[] }>();
  if (q.by.length === 0) groups.set('{}', { group: {}, cases: [] });
  const dayOf = (c: Case) => (name: string) => (name === 'ageBand' ? (c.ageOn ?? c.on) : c.on);
  const population = personsAt(events, q.asOf)
    .filter((person) => born(person) !== null)
    .flatMap((person) => indicator.cases(q, person))
    .filter((c) => isAsked(q, c.person, c.span, dayOf(c)));
  for (const c of indicator.sample?.(q, population) ?? population) {
    const group = groupOf(q, c.person, c.span, dayOf(c));
    const key = JSON.stringify(group);
    if (!groups.has(key)) groups.set(key, { group, cases: [] });
    groups.get(key)!.cases.push(c);
  }
  return [...groups.values()].map(({ group, cases }) => ({ group, values: values(indicator, q, cases) }));
}
