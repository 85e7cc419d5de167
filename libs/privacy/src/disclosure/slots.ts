import type { Cube } from './cube.js';

/** Values of the dimensions of a breakdown; null = does not apply. */
export type Group = Readonly<Record<string, string | null>>;

/** A row of any answer. */
export type AnyRow = { readonly group: Group } & Readonly<Record<string, unknown>>;

/** The table that an answer is: a place for every period and every combination of groups, whether or not it has cases. */
export interface Slots {
  /** Number of places of each dimension that has several. */
  readonly sizes: readonly number[];
  /** Rows by place, period by period and sorted by group; one without cases where the answer had none. */
  readonly rows: readonly AnyRow[];
  readonly groupsPerPeriod: number;
}

/** Lists of values that hold whatever was found: a breakdown shows each of them. */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

/** The most rows that a protected answer can have. */
export const MOST_ROWS = 20_000;

/** A breakdown into more rows than can be protected in reasonable time. */
export class TooManyGroupsError extends Error {
  override readonly name = 'TooManyGroupsError';
}

/**
 * Puts the rows of an answer in their table.
 * @param periods rows by period; one list where the answer is no series
 * @throws TooManyGroupsError
 */
export function slotsOf(periods: readonly (readonly AnyRow[])[], by: readonly string[], known: KnownValues): Slots {
  const all = periods.flat();
  const first = all[0];
  if (first === undefined) return { sizes: [], rows: [], groupsPerPeriod: 0 };
  const axes = axesOf(by).map((names) => ({ names, values: valuesOf(names, all, known) }));
  const groups = axes.reduce<Group[]>(
    (combined, { values }) => combined.flatMap((one) => values.map((value) => ({ ...one, ...value }))),
    [{}],
  );
  if (groups.length * periods.length > MOST_ROWS) {
    throw new TooManyGroupsError(`This breaks down into more than ${MOST_ROWS} rows.`);
  }
  const none = withoutCases(first) as AnyRow;
  const rows = periods.flatMap((period) => {
    const found = new Map(period.map((row) => [keyOf(row.group, by), row]));
    return groups.map((group) => found.get(keyOf(group, by)) ?? { ...none, group: inOrder(group, by) });
  });
  const sizes = [periods.length, ...axes.map(({ values }) => values.length)].filter((size) => size > 1);
  return { sizes, rows, groupsPerPeriod: groups.length };
}

/** A municipality lies in one region at a time: the two are one dimension. */
function axesOf(by: readonly string[]): string[][] {
  const pair: string[] = by.filter((name) => name === 'region' || name === 'municipality');
  const others = by.filter((name) => !pair.includes(name)).map((name) => [name]);
  return pair.length > 0 ? [pair, ...others] : others;
}

function valuesOf(names: readonly string[], rows: readonly AnyRow[], known: KnownValues): Group[] {
  const values = new Map<string, Group>();
  const add = (group: Group): void => void values.set(keyOf(group, names), group);
  for (const { group } of rows) add(inOrder(group, names));
  if (names.length === 1) for (const value of known[names[0]!] ?? []) add({ [names[0]!]: value });
  return [...values.values()].sort((a, b) => compare(a, b, names));
}

const keyOf = (group: Group, names: readonly string[]): string =>
  JSON.stringify(names.map((name) => group[name] ?? null));

const inOrder = (group: Group, names: readonly string[]): Group =>
  Object.fromEntries(names.map((name) => [name, group[name] ?? null]));

function compare(a: Group, b: Group, names: readonly string[]): number {
  for (const name of names) {
    const [left, right] = [a[name] ?? null, b[name] ?? null];
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -1 : 1;
  }
  return 0;
}

/** The same members with nothing in them. */
function withoutCases(value: unknown): unknown {
  if (typeof value === 'number') return 0;
  if (Array.isArray(value)) return [];
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutCases(member)]));
}

/** The rows of a table in the order of the answer: sorted by group in the order of the breakdown. */
export function sortedByGroup<Row extends AnyRow>(rows: readonly Row[], by: readonly string[]): Row[] {
  return [...rows].sort((a, b) => compare(a.group, b.group, by));
}

/** Number of a place within a cube that has these dimensions first and a further one last. */
export const slotAt = (cube: Cube, places: readonly number[], dimensions: number): number =>
  places.slice(0, dimensions).reduce((at, place, k) => at * cube.sizes[k]! + place, 0);
