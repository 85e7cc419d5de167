import type { Dimension } from '../question/question.js';
import type { Group } from './rows.js';

/** A row as it comes from the database. */
export type Counted = Readonly<Record<string, unknown>>;

/** Rows of one group. */
export interface Grouped {
  readonly group: Group;
  readonly rows: readonly Counted[];
}

/**
 * Puts rows together by group, sorted by the values of the dimensions in the order asked, by code point, null last.
 * Without dimensions there is one group, even over nothing.
 */
export function byGroup(rows: readonly Counted[], by: readonly Dimension[]): Grouped[] {
  const groups = new Map<string, { group: Group; rows: Counted[] }>();
  if (by.length === 0) groups.set('[]', { group: {}, rows: [] });
  for (const row of rows) {
    const values = by.map((name) => (row[`by.${name}`] ?? null) as string | null);
    const key = JSON.stringify(values);
    const known = groups.get(key);
    if (known) known.rows.push(row);
    else groups.set(key, { group: Object.fromEntries(by.map((name, i) => [name, values[i]!])), rows: [row] });
  }
  return [...groups.values()].sort((a, b) => compareGroups(a.group, b.group, by));
}

function compareGroups(a: Group, b: Group, by: readonly Dimension[]): number {
  for (const name of by) {
    const [left, right] = [a[name] ?? null, b[name] ?? null];
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -1 : 1;
  }
  return 0;
}

/** Sum of a count over the rows that qualify. */
export function total(rows: readonly Counted[], column: string, qualifies: (status: number) => boolean): number {
  const counts = (row: Counted): boolean => typeof row['status'] === 'number' && qualifies(row['status']);
  return rows.reduce((sum, row) => (counts(row) ? sum + Number(row[column]) : sum), 0);
}

/** The number of cases with a status. */
export const withStatus = (rows: readonly Counted[], status: number): number =>
  total(rows, 'cases', (one) => one === status);
