/** Further numbers over the cases counted: each leaf of them is one aggregate column. */
import type { Aggregate, Beside } from '../language/definition.js';
import { member } from '../language/fault.js';
import type { Compilation } from './compilation.js';
import { objectOf, operatorOf, tuple } from './json.js';
import type { Scope, Typed } from './scope.js';
import { CASE } from './stage.js';
import { STATUS } from './status.js';
import { compileOf } from './values.js';

/** Cases that the figure counts: neither missing nor left out. */
const COUNTED = `(${CASE}."status" < ${STATUS.missing})`;

/** Statistics of a number, in the order of their columns. Quantiles are R's type 7, sd has n - 1. */
export const STATISTICS = ['n', 'mean', 'sd', 'median', 'p90'] as const;

/**
 * The known numbers of a group in order. Threads would add up in any order, and the last digits would differ. All that is said of one number
 * shares one list, which costs half of what aggregates with an order each do.
 */
const inOrder = (number: string): string => `list_sort(list(${number}) FILTER (WHERE ${number} IS NOT NULL))`;

type Statistics = Readonly<Record<(typeof STATISTICS)[number], string>>;

/** SQL of the statistics of a number that stands in a column of type DOUBLE, as columns `<prefix>n` and so on. */
export function statisticsColumns({ sql: number, whole }: Pick<Typed, 'sql' | 'whole'>, prefix = ''): string[] {
  const sql = whole ? ofWholeNumbers(number) : ofNumbers(number);
  return STATISTICS.map((name) => `${sql[name]} AS "${prefix}${name}"`);
}

function ofNumbers(number: string): Statistics {
  const sorted = inOrder(number);
  return {
    n: `count(${number})`,
    mean: `list_avg(${sorted})`,
    sd: `list_stddev_samp(${sorted})`,
    median: `list_aggregate(${sorted}, 'quantile_cont', 0.5)`,
    p90: `list_aggregate(${sorted}, 'quantile_cont', 0.9)`,
  };
}

/** Their sum and that of their squares are exact, so nothing has to be put in order: that takes more than half of the time. */
function ofWholeNumbers(number: string): Statistics {
  const [n, exact] = [`count(${number})`, `CAST(${number} AS HUGEINT)`];
  const [sum, squares] = [`sum(${exact})`, `sum(${exact} * ${exact})`];
  const quantiles = `quantile_cont(${number}, [0.5, 0.9])`;
  return {
    n,
    mean: `CAST(${sum} AS DOUBLE) / ${n}`,
    sd: `sqrt(CAST(${n} * ${squares} - ${sum} * ${sum} AS DOUBLE) / ${n} / nullif(${n} - 1, 0))`,
    median: `${quantiles}[1]`,
    p90: `${quantiles}[2]`,
  };
}

/** What a case brings to one leaf: `place` counts the leaves of a further number from 0. */
interface Input {
  readonly sql: string;
  /** As of a value. */
  readonly whole: boolean;
  /** Several inputs made of the same have one column. */
  readonly column: string;
  /** The piece of the definition, as JSON. */
  readonly made: string;
  readonly name: string;
  readonly place: number;
}

/** The further numbers of a figure in SQL. */
interface Columns {
  /** To be computed for each case. */
  readonly inputs: Input[];
  /** Aggregates of those. */
  readonly aggregates: string[];
}

/**
 * The columns of all further numbers of a figure: leaf `i` of a name is `<name> i` (statistics `<name> i <statistic>`, class `j` of a distribution
 * `<name> i j`), counted from 0 in the order in which the leaves stand.
 */
export function besideColumns(compilation: Compilation, scope: Scope, beside: unknown, pointer: string): Columns {
  const columns: Columns = { inputs: [], aggregates: [] };
  for (const [name, one] of Object.entries(objectOf(beside) ?? {})) {
    let leaves = 0;
    const next = (): string => `${name} ${leaves++}`;
    const at: At = { compilation, scope, name, pointer: member(pointer, name), columns, next };
    compileOne(at, one, BESIDE);
  }
  return columns;
}

interface At {
  readonly compilation: Compilation;
  readonly scope: Scope;
  /** Of the further number. */
  readonly name: string;
  readonly pointer: string;
  readonly columns: Columns;
  /** Name of the next leaf's column. */
  readonly next: () => string;
}
type Operator = (at: At, argument: unknown, where: unknown) => void;

function compileOne(at: At, one: unknown, operators: Readonly<Record<string, Operator>>): void {
  if (typeof one === 'number') return;
  const operator = operatorOf(at.compilation, one, operators, at.pointer, 'a further figure', (name) =>
    WITH_WHERE.includes(name) ? ['where'] : [],
  );
  operator?.compile({ ...at, pointer: operator.pointer }, operator.argument, operator.rest['where']);
}

const WITH_WHERE = ['sum', 'mean', 'sd', 'statistics'];

/** Adds a column of the cases, or takes the one that is made of the same piece of the definition; what stands for it. */
function input({ compilation, columns, name }: At, of: readonly unknown[], compiled: () => Compiled): Compiled {
  const made = JSON.stringify(of);
  const known = columns.inputs.find((other) => other.made === made);
  if (known) compilation.check(compiled);
  const { sql, whole, column } = known ?? { ...compiled(), column: compilation.name('b') };
  const place = columns.inputs.filter((other) => other.name === name).length;
  columns.inputs.push({ sql, whole, column, made, name, place });
  return { sql: `${CASE}."${column}"`, whole };
}

type Compiled = Pick<Input, 'sql' | 'whole'>;

const notWhole = (sql: string): Compiled => ({ sql, whole: false });

/** The number of each case counted for which a condition holds; of the others not known. */
function number(at: At, value: unknown, where: unknown): Compiled {
  const above = at.pointer.slice(0, at.pointer.lastIndexOf('/'));
  return input(at, ['number', value, where], () => {
    const holds =
      where === undefined ? COUNTED : `${COUNTED} AND ${at.compilation.condition(at.scope, where, `${above}/where`)}`;
    const { sql, whole = false } = compileOf(at.compilation, at.scope, value, at.pointer, 'number');
    return { sql: `CASE WHEN ${holds} THEN CAST(${sql} AS DOUBLE) END`, whole };
  });
}

const aggregated =
  (name: string): Operator =>
  (at, value, where) =>
    void at.columns.aggregates.push(`list_${name}(${inOrder(number(at, value, where).sql)}) AS "${at.next()}"`);

const AGGREGATES: Readonly<Record<string, Operator>> = {
  count: (at, condition) => {
    const { sql: holds } = input(at, ['count', condition], () =>
      notWhole(`${COUNTED} AND ${at.compilation.condition(at.scope, condition, at.pointer)}`),
    );
    at.columns.aggregates.push(`count(*) FILTER (WHERE ${holds}) AS "${at.next()}"`);
  },
  sum: aggregated('sum'),
  mean: aggregated('avg'),
  sd: aggregated('stddev_samp'),
  divide: (at, argument) =>
    tuple(at.compilation, argument, 2, at.pointer).forEach((side, i) =>
      compileOne({ ...at, pointer: member(at.pointer, i) }, side, AGGREGATES),
    ),
};

const BESIDE: Readonly<Record<string, Operator>> = {
  ...AGGREGATES,
  statistics: (at, value, where) =>
    void at.columns.aggregates.push(...statisticsColumns(number(at, value, where), `${at.next()} `)),
  distribution: (at, byName) => {
    const leaf = at.next();
    const conditions = Object.entries(objectOf(byName) ?? {}).map(
      ([name, condition], i) =>
        `WHEN ${at.compilation.condition(at.scope, condition, member(at.pointer, name))} THEN ${i}`,
    );
    if (conditions.length === 0) return at.compilation.fault(at.pointer, 'malformed', 'Give conditions by name.');
    const { sql: place } = input(at, ['distribution', byName], () =>
      notWhole(`CASE WHEN NOT ${COUNTED} THEN NULL ${conditions.join(' ')} END`),
    );
    const counts = conditions.map((_, i) => `count(*) FILTER (WHERE ${place} = ${i}) AS "${leaf} ${i}"`);
    at.columns.aggregates.push(...counts);
  },
};

/** A further figure from its columns. */
export function besideValue(name: string, beside: Beside, columns: Readonly<Record<string, unknown>>): unknown {
  let leaves = 0;
  const next = (): string => `${name} ${leaves++}`;
  if (typeof beside === 'object' && 'statistics' in beside) {
    const leaf = next();
    const known = (statistic: string): number | null => numberOf(columns[`${leaf} ${statistic}`]);
    return Object.fromEntries(STATISTICS.map((one) => [one, one === 'n' ? (known(one) ?? 0) : known(one)]));
  }
  if (typeof beside === 'object' && 'distribution' in beside) {
    const leaf = next();
    const names = Object.keys(beside.distribution);
    return Object.fromEntries(names.map((one, i) => [one, numberOf(columns[`${leaf} ${i}`]) ?? 0]));
  }
  return aggregateValue(beside, () => numberOf(columns[next()]));
}

function aggregateValue(aggregate: Aggregate, next: () => number | null): number | null {
  if (typeof aggregate === 'number') return aggregate;
  if (!('divide' in aggregate)) return next() ?? ('sum' in aggregate || 'count' in aggregate ? 0 : null);
  const [above, below] = aggregate.divide.map((side) => aggregateValue(side, next)) as [number | null, number | null];
  return above === null || below === null || below === 0 ? null : above / below;
}

const numberOf = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** What a case brings to a further number: its number, whether it is counted, its class; of a quotient that of both but for constants, in order. */
export type Contribution = number | boolean | string | null | readonly Contribution[];

/** The part of a case in a further number, from what it brings to each leaf. */
export function contribution(beside: Beside, leaf: (place: number) => unknown): Contribution {
  let leaves = 0;
  const next = (): unknown => leaf(leaves++) ?? null;
  if (typeof beside === 'object' && 'distribution' in beside) {
    return Object.keys(beside.distribution)[(next() ?? -1) as number] ?? null;
  }
  if (typeof beside === 'object' && 'statistics' in beside) return next() as number | null;
  return contributionOf(beside, next);
}

function contributionOf(aggregate: Aggregate, next: () => unknown): Contribution {
  if (typeof aggregate === 'number') return null;
  if ('divide' in aggregate) {
    return aggregate.divide.filter((side) => typeof side !== 'number').map((side) => contributionOf(side, next));
  }
  return 'count' in aggregate ? next() === true : (next() as number | null);
}
