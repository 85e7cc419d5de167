/** Counts of one answer that hang together: a whole by row, and one or more ways in which it falls into parts. */
import { makeCube, placeOf, sumsOf } from './cube.js';
import { SHOWN, suppress } from './suppress.js';
import { slotAt, type Slots } from './slots.js';

/** Counts that add up to the whole of their row. */
export interface Partition {
  /** Number of parts by place in the table. */
  readonly parts: readonly (readonly number[])[];
}

export interface Family {
  /** The whole by row. */
  readonly wholes: readonly number[];
  readonly partitions: readonly Partition[];
  /** Rows of which everything is hidden for a reason outside these counts. */
  readonly hiddenRows?: ReadonlySet<number>;
}

/** What may be shown of a family. */
export interface FamilyShown {
  /** By row: the whole. */
  readonly whole: readonly boolean[];
  /** By partition, row and part. */
  readonly parts: readonly (readonly (readonly boolean[])[])[];
}

/**
 * Decides what may be shown. A whole that one partition has to hide is hidden in all of them, with all its parts, until nothing changes any more: more
 * that is hidden never makes what was hidden before easier to find.
 */
export function showFamily(slots: Slots, { wholes, partitions, hiddenRows = new Set() }: Family): FamilyShown {
  const hidden = new Set(hiddenRows);
  showCounts(slots, wholes).forEach((shown, row) => void (shown || hidden.add(row)));
  for (;;) {
    const results = partitions.map((partition) => showPartition(slots, partition, hidden));
    const before = hidden.size;
    for (const { whole } of results) whole.forEach((shown, row) => void (shown || hidden.add(row)));
    if (hidden.size > before) continue;
    return { whole: slots.rows.map((_, row) => !hidden.has(row)), parts: results.map(({ parts }) => parts) };
  }
}

function showPartition(
  slots: Slots,
  { parts }: Partition,
  hiddenRows: ReadonlySet<number>,
): { whole: boolean[]; parts: boolean[][] } {
  const dimensions = slots.sizes.length;
  const width = parts[0]?.length ?? 1;
  const sizes = [...slots.sizes, width];
  const cube = makeCube(sizes, (places) => {
    const row = places.slice(0, dimensions).reduce((at, place, k) => at * sizes[k]! + place, 0);
    return parts[row]![places[dimensions]!]!;
  });
  // Offsets of every cell of a row: those that sum over no dimension of the breakdown.
  const cells: { offset: number; row: number; part: number }[] = [];
  cube.counts.forEach((_, offset) => {
    const places = sizes.map((_size, k) => placeOf(cube, offset, k));
    if (places.some((place, k) => k < dimensions && place === sizes[k])) return;
    cells.push({ offset, row: slotAt(cube, places, dimensions), part: places[dimensions]! });
  });
  const inRows = new Set(cells.map(({ offset }) => offset));
  const state = suppress(cube, {
    published: (offset) => sumsOf(cube, offset) === 0 || inRows.has(offset),
    hidden: cells.filter(({ row }) => hiddenRows.has(row)).map(({ offset }) => offset),
  });
  const whole = slots.rows.map(() => true);
  const shown = slots.rows.map(() => Array.from({ length: width }, () => true));
  for (const { offset, row, part } of cells) {
    if (state[offset] === SHOWN) continue;
    if (part === width) whole[row] = false;
    else shown[row]![part] = false;
  }
  return { whole, parts: shown };
}

/** Counts that stand alone: which rows may show theirs. */
export function showCounts(slots: Slots, counts: readonly number[]): readonly boolean[] {
  const cube = makeCube(
    slots.sizes,
    (places) => counts[places.reduce((at, place, k) => at * slots.sizes[k]! + place, 0)]!,
  );
  const state = suppress(cube);
  const shown = slots.rows.map(() => true);
  cube.counts.forEach((_, offset) => {
    if (state[offset] === SHOWN || sumsOf(cube, offset) > 0) return;
    shown[
      slotAt(
        cube,
        slots.sizes.map((_size, k) => placeOf(cube, offset, k)),
        slots.sizes.length,
      )
    ] = false;
  });
  return shown;
}
