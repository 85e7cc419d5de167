import type { Member } from '#libs/indicators';

/** A count of an answer with the cases behind it. */
export interface Cell {
  /** Period and group of its row. */
  readonly row: string;
  /** Path of the count in its row (`numerator`, `excluded.deceased`). */
  readonly count: string;
  readonly shown: boolean;
  /** Numbers that stand for the cases, ascending. */
  readonly cases: Float64Array;
}

type Row = Readonly<Record<string, unknown>>;

/** Cells of one period: the members behind it and its rows as they are shown. */
export function cellsOf(period: number, members: readonly Member[], rows: readonly Row[]): Cell[] {
  const rowOf = new Map(rows.map((row) => [JSON.stringify(row['group']), row]));
  const found = new Map<string, { row: string; count: string; cases: number[] }>();
  for (const { group, key, counts } of members) {
    const row = JSON.stringify(group);
    for (const count of counts) {
      const at = `${row} ${count}`;
      const cell = found.get(at) ?? { row, count, cases: [] };
      found.set(at, cell);
      cell.cases.push(key);
    }
  }
  return [...found.values()].map(({ row, count, cases }) => ({
    row: `${period} ${row}`,
    count,
    shown: isShown(rowOf.get(row), count),
    cases: Float64Array.from(new Set(cases)).sort(),
  }));
}

/** Whether a row shows a count. A curve shows those of its cases when it is there at all. */
function isShown(row: Row | undefined, count: string): boolean {
  if (row === undefined) return false;
  if ('points' in row) return row['suppressed'] === false;
  if (count.startsWith('transitions.')) {
    const steps = row['transitions'] as readonly { from: string; to: string | null; count: number | null }[];
    return steps.some(({ from, to, count: n }) => n !== null && count === `transitions.${from}>${to ?? ''}`);
  }
  const value = count.split('.').reduce<unknown>((at, name) => (at as Row | null | undefined)?.[name], row);
  return typeof value === 'number';
}
