/**
 * The attack by two answers: counts that are each large enough, and whose difference is a small number. Here it is looked for, with the cases behind the
 * counts. A shown count is taken to be known exactly.
 */
import { isSmall, MOST_SMALL, RULE } from '#libs/privacy';
import type { Cell } from './cells.js';

/** Of a count that lacks at most 7 cases of another one, this many cases hold one at least that both have. */
const TOUCHING = RULE.hiddenBelow;

/** An answer that is about to be given, by case, so that holding it against an earlier one costs little where they have nothing to do with each other. */
export class HeldAnswer {
  private readonly cellsWith = new Map<number, Cell[]>();
  private readonly rowsOf = new Map<string, number>();

  constructor(cells: readonly Cell[]) {
    for (const cell of cells) {
      this.rowsOf.set(cell.count, (this.rowsOf.get(cell.count) ?? 0) + 1);
      for (const key of cell.cases) {
        const at = this.cellsWith.get(key);
        if (at) at.push(cell);
        else this.cellsWith.set(key, [cell]);
      }
    }
  }

  /** Whether it shows a small number together with an earlier answer. */
  showsSmallNumberBeside(earlier: readonly Cell[]): boolean {
    return (
      earlier.some((cell) => cell.shown && (this.isNestedPair(cell) || this.isWhole(cell))) || this.hasWhole(earlier)
    );
  }

  /** Cells with one of the cases. */
  private touching(cases: Float64Array): Set<Cell> {
    const found = new Set<Cell>();
    for (const key of cases) for (const cell of this.cellsWith.get(key) ?? []) found.add(cell);
    return found;
  }

  /** A shown count within another one of which it lacks few cases. */
  private isNestedPair(earlier: Cell): boolean {
    for (const cell of this.touching(earlier.cases.subarray(0, TOUCHING))) {
      const more = Math.abs(cell.cases.length - earlier.cases.length);
      if (cell.shown && more > 0 && isSmall(more) && isNested(cell.cases, earlier.cases)) return true;
    }
    return false;
  }

  /** Whether an earlier count is the whole of rows of this answer. */
  private isWhole(whole: Cell): boolean {
    if ((this.rowsOf.get(whole.count) ?? 0) < 2) return false;
    const isPart = (cell: Cell): boolean => cell.count === whole.count && isWithin(cell, whole);
    // What the parts leave is small, or they leave nothing: one of them has one of the first cases.
    const first = [...this.touching(whole.cases.subarray(0, TOUCHING))].filter(isPart);
    if (first.length === 0 || first.some((part) => part.shown && part.cases.length === whole.cases.length))
      return false;
    return leavesLittle(whole, [...this.touching(whole.cases)].filter(isPart));
  }

  /** Whether a count of this answer is the whole of rows of an earlier one. */
  private hasWhole(parts: readonly Cell[]): boolean {
    const found = new Map<Cell, { readonly parts: Cell[]; cases: number }>();
    for (const part of parts) {
      for (const whole of this.cellsWith.get(part.cases[0]!) ?? []) {
        if (!whole.shown || whole.count !== part.count || part.cases.length > whole.cases.length) continue;
        const of = found.get(whole) ?? { parts: [], cases: 0 };
        found.set(whole, of);
        of.parts.push(part);
        of.cases += part.cases.length;
      }
    }
    return [...found].some(
      ([whole, of]) =>
        isSmall(whole.cases.length - of.cases) &&
        leavesLittle(
          whole,
          of.parts.filter((part) => isWithin(part, whole)),
        ),
    );
  }
}

const isWithin = (part: Cell, whole: Cell): boolean =>
  part.cases.length <= whole.cases.length && isNested(part.cases, whole.cases);

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
 * Whether a shown count without the shown ones among its parts leaves few cases, or hidden small counts of which what is left tells too much. A case can
 * stand in several parts, such as a person in two care forms: it is left when it stands in no shown one.
 */
function leavesLittle(whole: Cell, parts: readonly Cell[]): boolean {
  const left = new Set(whole.cases);
  for (const part of parts) if (part.shown) for (const key of part.cases) left.delete(key);
  if (left.size > 0 && isSmall(left.size)) return true;
  const hidden = parts.flatMap((part) => (part.shown ? [] : [part.cases.filter((key) => left.has(key)).length]));
  const sum = hidden.reduce((all, count) => all + count, 0);
  return sumTellsTooMuch(
    hidden.filter((count) => count > 0),
    Math.max(0, left.size - sum),
  );
}

/**
 * Whether hidden counts of a known sum leave one of the small ones fewer values than 0 to 7.
 * @param others cases in the sum of which nothing is known
 */
function sumTellsTooMuch(counts: readonly number[], others: number): boolean {
  const total = (room: (count: number) => number): number => counts.reduce((sum, count) => sum + room(count), 0);
  const down = others + total((count) => (isSmall(count) ? count : count - RULE.hiddenBelow));
  const up = (others > 0 ? Infinity : 0) + total((count) => (isSmall(count) ? MOST_SMALL - count : Infinity));
  return counts.some((count) => {
    const more = MOST_SMALL - count;
    return isSmall(count) && (down - count < more || up - more < count);
  });
}

/** Number of texts that stand in one of two lists only. */
export function apart(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const missing = [...one].filter((text) => !other.has(text)).length;
  return missing + other.size - (one.size - missing);
}
