import { MOST_SMALL } from '#libs/privacy';
import { lengthOf, type Outline } from './outline.js';

/** How many leading bits of a case tell its place in a table with room for so many entries. Numbers of cases are spread evenly. */
const bitsFor = (entries: number): number => Math.max(4, Math.ceil(Math.log2(entries + 1)));

/**
 * By case, the cells of an answer that have it. The entries of one place of the table stand after each other, from `from(case)` until `until(case)`: `entries`
 * has two numbers for each, the case and its cell.
 */
export class CaseIndex {
  readonly entries: Uint32Array;
  /** By place, 1 when it has entries: small enough to stay at hand. */
  readonly isTaken: Uint8Array;
  readonly shift: number;
  private readonly starts: Uint32Array;

  /**
   * @param most so many first cases of each cell are entered
   * @param room about so many places for each entry: with more, fewer stand in one place
   */
  constructor(answer: Outline, most: number, room: number) {
    const cells = answer.shown.length;
    let size = 0;
    for (let cell = 0; cell < cells; cell += 1) size += Math.min(most, lengthOf(answer, cell));
    const bits = bitsFor(room * size);
    this.shift = 32 - bits;
    this.starts = new Uint32Array(2 ** bits + 1);
    this.isTaken = new Uint8Array(2 ** bits);
    this.entries = new Uint32Array(2 * size);
    const { starts, entries, shift } = this;
    const each = (take: (value: number, cell: number) => void): void => {
      for (let cell = 0; cell < cells; cell += 1) {
        const from = answer.start[cell]!;
        const until = from + Math.min(most, lengthOf(answer, cell));
        for (let at = from; at < until; at += 1) take(answer.cases[at]!, cell);
      }
    };
    // How many stand in each place, then where each place ends; filling it from behind leaves where it begins.
    each((value) => (starts[value >>> shift]! += 2));
    for (let place = 0; place < this.isTaken.length; place += 1) this.isTaken[place] = starts[place]! > 0 ? 1 : 0;
    for (let place = 1; place < starts.length; place += 1) starts[place]! += starts[place - 1]!;
    each((value, cell) => {
      const at = (starts[value >>> shift]! -= 2);
      entries[at] = value;
      entries[at + 1] = cell;
    });
  }

  from(value: number): number {
    return this.starts[value >>> this.shift]!;
  }

  until(value: number): number {
    return this.starts[(value >>> this.shift) + 1]!;
  }
}

/** The most that a length is told apart. */
const LONGEST = 65_535;

/** Which cases stand in a cell of a count, and how long the shortest of those is. */
export class CoverIndex {
  /** By count and place of a case, the length of the shortest cell with one there; 0 when there is none. */
  private readonly shortest: readonly Uint16Array[];
  /** By count, in how many cells a case stands at most. */
  private readonly deepest: Uint32Array;
  private readonly shift: number;

  /** @param having all cases of the answer */
  constructor(answer: Outline, having: CaseIndex) {
    const bits = bitsFor((8 * answer.cases.length) / Math.max(1, answer.counts.length));
    this.shift = 32 - bits;
    this.shortest = answer.counts.map(() => new Uint16Array(2 ** bits));
    this.deepest = new Uint32Array(answer.counts.length);
    const { entries } = having;
    for (let entry = 0; entry < entries.length; entry += 2) {
      const [value, cell] = [entries[entry]!, entries[entry + 1]!];
      const count = answer.countOf[cell]!;
      const table = this.shortest[count]!;
      const length = Math.min(LONGEST, lengthOf(answer, cell));
      const place = value >>> this.shift;
      if (table[place] === 0 || table[place]! > length) table[place] = length;
      let depth = 0;
      for (let at = entry; at < having.until(value); at += 2) {
        if (entries[at] === value && answer.countOf[entries[at + 1]!] === count) depth += 1;
      }
      if (depth > this.deepest[count]!) this.deepest[count] = depth;
    }
  }

  /**
   * Whether cells of a count that are no longer than a whole can have all but few of its cases, as many as leave few when each counts as often as it stands in one.
   */
  mayCover(answer: Outline, whole: number, count: number): boolean {
    const length = lengthOf(answer, whole);
    const table = this.shortest[count]!;
    const longest = Math.min(LONGEST, length);
    let bare = length - Math.ceil((length - MOST_SMALL) / this.deepest[count]!);
    const from = answer.start[whole]!;
    const until = from + length;
    for (let at = from; at < until; at += 1) {
      const shortest = table[answer.cases[at]! >>> this.shift]!;
      if (shortest === 0 || shortest > longest) {
        bare -= 1;
        if (bare < 0) return false;
      }
    }
    return true;
  }
}
