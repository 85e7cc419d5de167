/** Whether a query written by hand gives the numbers of a figure. */
import type { HandWritten } from '../hand-written/question.js';

type Row = Readonly<Record<string, unknown>>;
type Group = Readonly<Record<string, string | null>>;

/** Sums of a query are made in any order: its last digits may differ. */
const TOLERANCE = 1e-9;

/**
 * Compares every number of every group that the query gives with the figure.
 * @param own rows of the figure @param other rows of the query
 * @throws Error that names the first difference
 */
export function mustBeSame(
  { id, by }: Pick<HandWritten, 'id' | 'by'>,
  own: readonly Row[],
  other: readonly Row[],
): void {
  const ofGroup = new Map(own.map((row) => [(row['group'] as Group)[by] ?? null, row]));
  if (other.length === 0 || ofGroup.size !== own.length) throw new Error(`${id}: there are no groups to compare`);
  const compare = (group: string | null, place: string, row: Row, number: unknown): void => {
    const figure = valueAt(row, place);
    const [a, b] = [Number(figure ?? 0), Number(number ?? 0)];
    if (Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a))) return;
    throw new Error(`${id}, ${group}, ${place}: the figure is ${a}, the hand-written query says ${b}`);
  };
  for (const { group: given, ...numbers } of other) {
    const group = (given ?? null) as string | null;
    const row = ofGroup.get(group) ?? {};
    ofGroup.delete(group);
    for (const [place, number] of Object.entries(numbers)) compare(group, place, row, number);
  }
  const places = Object.keys(other[0]!).filter((name) => name !== 'group');
  for (const [group, row] of ofGroup) {
    for (const place of places) compare(group, place, row, 0);
  }
}

/** The number at a place: `leftOut` adds up all cases that are not in the figure. */
function valueAt(row: Row, place: string): unknown {
  if (place === 'leftOut') {
    const excluded = Object.values((row['excluded'] ?? {}) as Readonly<Record<string, number>>);
    const apart = ['immature', 'lost', 'missing'].map((name) => (row[name] ?? 0) as number);
    return [...excluded, ...apart].reduce((sum, one) => sum + one, 0);
  }
  return place.split('.').reduce<unknown>((value, name) => (value as Row | null | undefined)?.[name], row);
}
