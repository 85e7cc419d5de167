/**
 * The attack by two answers: counts that are each large enough, and whose difference is a small number. Here it is looked for, with the cases behind the
 * counts. A shown count is taken to be known exactly.
 */
import { isSmall, MOST_SMALL, RULE } from '#libs/privacy';
import type { Cell } from './cells.js';

/** Whether two answers together show a small number. */
export function showsSmallNumber(one: readonly Cell[], other: readonly Cell[]): boolean {
  return nestedPair(one, other) || partsOfWhole(one, other) || partsOfWhole(other, one);
}

/** A shown count within another one of which it lacks few cases. */
function nestedPair(one: readonly Cell[], other: readonly Cell[]): boolean {
  const shown = other.filter((cell) => cell.shown);
  return one.some(
    (cell) =>
      cell.shown &&
      shown.some((against) => {
        const more = Math.abs(cell.cases.length - against.cases.length);
        return more > 0 && isSmall(more) && isNested(cell.cases, against.cases);
      }),
  );
}

/** Whether the smaller of two ascending lists stands within the larger. */
function isNested(one: Float64Array, other: Float64Array): boolean {
  const [inner, outer] = one.length <= other.length ? [one, other] : [other, one];
  let at = 0;
  for (const value of inner) {
    while (at < outer.length && outer[at]! < value) at += 1;
    if (outer[at] !== value) return false;
    at += 1;
  }
  return true;
}

/**
 * A shown count that consists of rows of the other answer: without the shown ones among them it leaves few cases, or hidden small counts of which their
 * sum tells too much.
 */
function partsOfWhole(wholes: readonly Cell[], parts: readonly Cell[]): boolean {
  const byCount = new Map<string, Cell[]>();
  for (const part of parts) byCount.set(part.count, [...(byCount.get(part.count) ?? []), part]);
  for (const [count, cells] of byCount) {
    const alike = wholes.filter((cell) => cell.shown && cell.count === count);
    if (alike.length === 0 || cells.length < 2) continue;
    const partOf = new Map<number, number>();
    cells.forEach((cell, i) => cell.cases.forEach((key) => partOf.set(key, i)));
    for (const whole of alike) if (leavesLittle(whole, cells, partOf)) return true;
  }
  return false;
}

function leavesLittle(whole: Cell, cells: readonly Cell[], partOf: ReadonlyMap<number, number>): boolean {
  const within = new Map<number, number>();
  for (const key of whole.cases) {
    const part = partOf.get(key);
    if (part !== undefined) within.set(part, (within.get(part) ?? 0) + 1);
  }
  const contained = [...within].filter(([part, n]) => cells[part]!.cases.length === n).map(([part]) => cells[part]!);
  const sum = (some: readonly Cell[]): number => some.reduce((all, cell) => all + cell.cases.length, 0);
  const shown = contained.filter((cell) => cell.shown);
  const rest = whole.cases.length - sum(shown);
  if (shown.length > 0 && rest > 0 && isSmall(rest)) return true;
  const hidden = contained.filter((cell) => !cell.shown);
  return shown.length > 0 && rest === sum(hidden) && sumTellsTooMuch(hidden.map((cell) => cell.cases.length));
}

/** Whether hidden counts of a known sum leave one of the small ones fewer values than 0 to 7. */
function sumTellsTooMuch(counts: readonly number[]): boolean {
  const total = (room: (count: number) => number): number => counts.reduce((sum, count) => sum + room(count), 0);
  const down = total((count) => (isSmall(count) ? count : count - RULE.hiddenBelow));
  const up = total((count) => (isSmall(count) ? MOST_SMALL - count : Infinity));
  return counts.some(
    (count) => isSmall(count) && (down - count < MOST_SMALL - count || up - (MOST_SMALL - count) < count),
  );
}

/** Number of texts that stand in one of two lists only. */
export function apart(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const missing = [...one].filter((text) => !other.has(text)).length;
  return missing + other.size - (one.size - missing);
}
