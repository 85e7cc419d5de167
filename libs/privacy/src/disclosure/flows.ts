/** Stock and flow of an answer: opening + in = active = closing + out in every row, and the table of steps. */
import { makeCube, placeOf, sumsOf } from './cube.js';
import { showFamily } from './family.js';
import { roundCount } from './rule.js';
import type { AnyRow, KnownValues, Slots } from './slots.js';
import { SHOWN, suppress } from './suppress.js';

type Stock = Readonly<Record<'opening' | 'in' | 'out' | 'closing' | 'active', number>>;
interface Step {
  readonly from: string;
  readonly to: string | null;
  readonly count: number;
}
const PAIRS = [
  ['opening', 'in'],
  ['closing', 'out'],
] as const;

/**
 * Protects rows of stock and flow.
 * @param known with `careForm`: the kinds between which steps are told; every pair of them is listed, so that one that is missing says nothing
 */
export function protectFlows(slots: Slots, known: KnownValues): AnyRow[] {
  const names = Object.keys(slots.rows[0] ?? {}).filter(
    (name) => !['group', 'transitions', 'suppressed'].includes(name),
  );
  const stocks = names.map((name) => [name, protectStock(slots, name)] as const);
  const steps = protectSteps(slots, known);
  return slots.rows.map((row, at) => {
    const shown = Object.fromEntries(stocks.map(([name, all]) => [name, all[at]!]));
    const counts = [
      ...Object.values(shown).flatMap((stock) => Object.values(stock)),
      ...steps[at]!.map((step) => step.count),
    ];
    return { group: row.group, ...shown, transitions: steps[at]!, suppressed: counts.includes(null) };
  });
}

function protectStock(slots: Slots, name: string): Record<keyof Stock, number | null>[] {
  const stocks = slots.rows.map((row) => row[name] as Stock);
  const partitions = PAIRS.map((pair) => ({ parts: stocks.map((stock) => pair.map((part) => stock[part])) }));
  const wholes = stocks.map(({ active }) => active);
  const hiddenRows = new Set<number>();
  for (;;) {
    const { whole, parts } = showFamily(slots, { wholes, partitions, hiddenRows });
    const shownWhole = (row: number): boolean =>
      whole[row]! && parts.every((partition) => partition[row]!.every(Boolean));
    // The closing stock of a period is the opening stock of the next: of a group with a hidden part in one period everything is hidden in all of them.
    const incomplete = new Set(slots.rows.flatMap((_, row) => (shownWhole(row) ? [] : [row % slots.groupsPerPeriod])));
    const before = hiddenRows.size;
    if (slots.rows.length > slots.groupsPerPeriod) {
      slots.rows.forEach((_, row) => void (incomplete.has(row % slots.groupsPerPeriod) && hiddenRows.add(row)));
    }
    if (hiddenRows.size > before) continue;
    return stocks.map((stock, row) => {
      const shown = (may: boolean, count: number): number | null => (may && whole[row]! ? roundCount(count) : null);
      const [start, end] = parts.map((partition) => partition[row]!) as [readonly boolean[], readonly boolean[]];
      return {
        opening: shown(start[0]!, stock.opening),
        in: shown(start[1]!, stock.in),
        out: shown(end[1]!, stock.out),
        closing: shown(end[0]!, stock.closing),
        active: shown(true, stock.active),
      };
    });
  }
}

function protectSteps(slots: Slots, known: KnownValues): { from: string; to: string | null; count: number | null }[][] {
  const all = slots.rows.map((row) => row['transitions'] as readonly Step[]);
  const kinds = (found: readonly (string | null)[]): (string | null)[] =>
    [...new Set([...(known['careForm'] ?? []), ...found])].sort(compare);
  const from = kinds(all.flat().map((step) => step.from)) as string[];
  const to = kinds([...all.flat().map((step) => step.to), null]);
  if (from.length === 0) return all.map(() => []);
  const counts = all.map((steps) => new Map(steps.map((step) => [JSON.stringify([step.from, step.to]), step.count])));
  const count = (row: number, i: number, j: number): number => counts[row]!.get(JSON.stringify([from[i], to[j]])) ?? 0;
  const dimensions = slots.sizes.length;
  const sizes = [...slots.sizes, from.length, to.length];
  const rowOf = (places: readonly number[]): number =>
    places.slice(0, dimensions).reduce((at, place, k) => at * sizes[k]! + place, 0);
  const cube = makeCube(sizes, (places) => count(rowOf(places), places[dimensions]!, places[dimensions + 1]!));
  const state = suppress(cube);
  const shown = all.map(() => [] as { from: string; to: string | null; count: number | null }[]);
  cube.counts.forEach((exact, offset) => {
    if (sumsOf(cube, offset) > 0) return;
    const places = sizes.map((_, k) => placeOf(cube, offset, k));
    const may = state[offset] === SHOWN;
    shown[rowOf(places)]!.push({
      from: from[places[dimensions]!]!,
      to: to[places[dimensions + 1]!]!,
      count: may ? roundCount(exact) : null,
    });
  });
  return shown;
}

/** By code point, null last. */
const compare = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1;
