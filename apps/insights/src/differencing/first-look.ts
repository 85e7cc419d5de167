/**
 * A first look at two answers by their outlines, for what must be so before they can show a small number together (difference.ts). It costs a small part of
 * holding them against each other, and clears nearly all that are clear.
 */
import { MOST_SMALL } from '#libs/privacy';
import { CaseIndex, CoverIndex } from './case-index.js';
import { areSame, canLieWithin, lengthOf, TOUCHING, type Outline } from './outline.js';

/** An answer that is about to be given. */
export class FirstLook {
  private readonly counts: ReadonlyMap<string, number>;
  private readonly rowsOf: Uint32Array;
  /** By case, the cells that have it. */
  private readonly having: CaseIndex;
  /** By case, the cells of which it is the first. */
  private readonly starting: CaseIndex;
  private readonly cover: CoverIndex;
  private readonly sums: Float64Array;
  private readonly partsOf: Uint32Array;
  /** Cells of this answer and the cells of the earlier one that may be parts of them, in turns. */
  private readonly pairs: number[] = [];

  constructor(private readonly own: Outline) {
    this.counts = new Map(own.counts.map((count, at) => [count, at]));
    this.rowsOf = new Uint32Array(own.counts.length);
    for (const count of own.countOf) this.rowsOf[count]! += 1;
    this.having = new CaseIndex(own, Infinity, 2);
    this.starting = new CaseIndex(own, 1, 16);
    this.cover = new CoverIndex(own, this.having);
    this.sums = new Float64Array(own.shown.length);
    this.partsOf = new Uint32Array(own.shown.length);
  }

  /** Whether an earlier answer may show a small number together with this one. False is certain. */
  maySeeSmallNumberBeside(earlier: Outline): boolean {
    const counts = earlier.counts.map((count) => this.counts.get(count) ?? -1);
    this.sums.fill(0);
    this.partsOf.fill(0);
    this.pairs.length = 0;
    for (let cell = 0; cell < earlier.shown.length; cell += 1) {
      const count = counts[earlier.countOf[cell]!]!;
      if (lengthOf(earlier, cell) === 0) continue;
      if (this.mayLieWithin(earlier, cell, count)) return true;
      if (earlier.shown[cell] === 1 && this.mayHold(earlier, cell, count)) return true;
    }
    return this.mayBeWhole(earlier);
  }

  /** Whether an earlier cell may lack few cases of a shown one of this answer. Notes those of which it may be a part. */
  private mayLieWithin(earlier: Outline, cell: number, count: number): boolean {
    const { own, having } = this;
    const { entries } = having;
    const length = lengthOf(earlier, cell);
    const first = earlier.heads[TOUCHING * cell]!;
    const until = having.until(first);
    for (let at = having.from(first); at < until; at += 2) {
      const whole = entries[at + 1]!;
      const more = lengthOf(own, whole) - length;
      if (entries[at] !== first || more < 0 || own.shown[whole] === 0) continue;
      if (more > 0 && more <= MOST_SMALL && earlier.shown[cell] === 1 && canLieWithin(earlier, cell, own, whole)) {
        return true;
      }
      if (own.countOf[whole] !== count) continue;
      this.sums[whole]! += length;
      this.partsOf[whole]! += 1;
      this.pairs.push(whole, cell);
    }
    return false;
  }

  /** Whether a shown earlier cell may have few cases more than a shown one of this answer, or be the whole of cells of this answer. */
  private mayHold(earlier: Outline, cell: number, count: number): boolean {
    const { own, starting } = this;
    const { entries, isTaken, shift } = starting;
    const { heads } = earlier;
    const length = lengthOf(earlier, cell);
    const last = TOUCHING * cell + Math.min(TOUCHING, length);
    let hasPart = false;
    for (let i = TOUCHING * cell; i < last; i += 1) {
      const value = heads[i]!;
      if (isTaken[value >>> shift] === 0) continue;
      const until = starting.until(value);
      for (let at = starting.from(value); at < until; at += 2) {
        const part = entries[at + 1]!;
        const less = length - lengthOf(own, part);
        if (entries[at] !== value || less < 0) continue;
        if (less > 0 && less <= MOST_SMALL && own.shown[part] === 1 && canLieWithin(own, part, earlier, cell)) {
          return true;
        }
        hasPart ||= own.countOf[part] === count;
      }
    }
    return (
      hasPart &&
      this.rowsOf[count]! > 1 &&
      this.cover.mayCover(earlier, cell, count) &&
      this.partsMayFill(earlier, cell, count)
    );
  }

  /** Whether the cells of this answer that may lie within an earlier one have nearly as many cases as it has. */
  private partsMayFill(earlier: Outline, whole: number, count: number): boolean {
    const { own, starting } = this;
    const { entries } = starting;
    const length = lengthOf(earlier, whole);
    const last = earlier.start[whole + 1]!;
    let sum = 0;
    let parts = 0;
    for (let i = earlier.start[whole]!; i < last; i += 1) {
      const value = earlier.cases[i]!;
      // Two cases that are taken for one begin the same parts.
      if (i > earlier.start[whole]! && value === earlier.cases[i - 1]) continue;
      const until = starting.until(value);
      for (let at = starting.from(value); at < until; at += 2) {
        const part = entries[at + 1]!;
        if (entries[at] !== value || own.countOf[part] !== count || !canLieWithin(own, part, earlier, whole)) continue;
        if (own.shown[part] === 1 && areSame(own, part, earlier, whole)) return false;
        sum += lengthOf(own, part);
        parts += 1;
      }
    }
    return isNearlyFull(length, sum, parts);
  }

  /** Whether a cell of this answer may be the whole of the earlier cells that were noted. */
  private mayBeWhole(earlier: Outline): boolean {
    const { own, sums, pairs, partsOf } = this;
    const open = new Set<number>();
    for (let i = 0; i < pairs.length; i += 2) {
      const whole = pairs[i]!;
      if (isNearlyFull(lengthOf(own, whole), sums[whole]!, partsOf[whole]!)) open.add(whole);
    }
    if (open.size === 0) return false;
    for (let i = 0; i < pairs.length; i += 2) {
      const [whole, part] = [pairs[i]!, pairs[i + 1]!];
      if (!open.has(whole)) continue;
      if (!canLieWithin(earlier, part, own, whole)) {
        sums[whole]! -= lengthOf(earlier, part);
        partsOf[whole]! -= 1;
      } else if (earlier.shown[part] === 1 && areSame(earlier, part, own, whole)) open.delete(whole);
    }
    return [...open].some((whole) => isNearlyFull(lengthOf(own, whole), sums[whole]!, partsOf[whole]!));
  }
}

/**
 * Whether parts can leave a whole few cases, or hidden small counts of a sum that tells too much. A single part cannot: when it is shown the two are a nested
 * pair, and when it is hidden the rest of a large whole can be anything.
 */
const isNearlyFull = (length: number, sum: number, parts: number): boolean =>
  length - sum <= MOST_SMALL && (parts !== 1 || length <= MOST_SMALL);
