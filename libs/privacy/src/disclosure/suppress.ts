/**
 * Primary and complementary suppression in one table with all its sums.
 *
 * What holds afterwards: whoever knows the rule, the exact value of every count shown, every sum of 8 and over that is not hidden here, and which counts were
 * hidden for being small, still finds every value from 0 to 7 possible for each of those. A shown count is taken to be known exactly, so that neither
 * rounding nor a share with one decimal has to keep anything secret.
 */
import { moved, placeOf, sumsOf, type Cube } from './cube.js';
import { OWN, patternsOf, SUMMED, type Change, type Pattern } from './moves.js';
import { isSmall, MOST_SMALL, RULE } from './rule.js';

/** What becomes of a cell. */
export const SHOWN = 0;
/** Hidden for being small. */
export const SMALL = 1;
/** Hidden so that no small one follows from the others. */
export const COVER = 2;
/** A sum hidden because its parts leave it no other way. */
export const CLOSED = 3;

export interface SuppressOptions {
  /** Whether the answer itself holds a cell; the others are sums that another answer may show. Default: those without a sum. */
  readonly published?: (offset: number) => boolean;
  /** Cells that are hidden for a reason of their own. */
  readonly hidden?: Iterable<number>;
}

/** A sum that the answer does not hold is hidden only when nothing else helps: later answers then have to hide it. */
const OUTSIDE = 1e9;
/** A sum in the answer carries more than a part of it. */
const SUM = 1e4;
/** Each count hidden costs something, and large ones more. */
const CELL = 100;
/** How many places are tried in each dimension, by the number of dimensions. */
const TRIED = [0, 12, 6, 4, 2];
/** How many moves that worked are tried again first. */
const REMEMBERED = 16;

/**
 * Decides which cells of a table are hidden.
 * @returns for each offset of the cube SHOWN, SMALL or COVER.
 */
export function suppress(cube: Cube, options: SuppressOptions = {}): Uint8Array {
  const state = new Uint8Array(cube.counts.length);
  for (const offset of options.hidden ?? []) state[offset] = COVER;
  const small: { readonly offset: number; readonly sums: number }[] = [];
  cube.counts.forEach((count, offset) => {
    if (!isSmall(count)) return;
    state[offset] = SMALL;
    small.push({ offset, sums: sumsOf(cube, offset) });
  });
  const search = new Search(cube, state, options.published ?? ((offset) => sumsOf(cube, offset) === 0));
  // Sums first: what is hidden among them is hidden in the answer that shows them, whatever stands below.
  small.sort((a, b) => b.sums - a.sums || cube.counts[b.offset]! - cube.counts[a.offset]! || a.offset - b.offset);
  for (const { offset } of small) search.protect(offset);
  return state;
}

/** A move that a search has found: its pattern, with whom each dimension swaps, and what it costs to hide what it needs. */
interface Found {
  readonly pattern: Pattern;
  readonly partner: readonly number[];
  readonly cost: number;
}

class Search {
  private readonly patterns = new Map<number, Pattern[]>();
  private readonly worked = new Map<number, Found[]>();
  private readonly largest = new Map<number, number[]>();
  /** Place of the cell in hand in each dimension. */
  private place: number[] = [];

  constructor(
    private readonly cube: Cube,
    private readonly state: Uint8Array,
    private readonly published: (offset: number) => boolean,
  ) {}

  /** Hides what is needed for one small cell. */
  protect(offset: number): void {
    const { cube, state } = this;
    this.place = cube.sizes.map((_, k) => placeOf(cube, offset, k));
    const active = cube.sizes.flatMap((size, k) => (this.place[k]! < size ? [k] : []));
    if (active.length === 0) return; // the sum over everything follows from nothing
    const kind = active.reduce((bits, k) => bits | (1 << k), 0);
    const worked = this.worked.get(kind) ?? [];
    this.worked.set(kind, worked);
    for (const one of worked) if (this.costOf(offset, one.pattern, one.partner, 1) === 0) return;
    const found = this.best(offset, kind, active);
    if (!found) {
      for (const sum of sumsAbove(cube, offset, active)) if (state[sum] !== SMALL) state[sum] = CLOSED;
      return;
    }
    for (const change of found.pattern.changes) {
      const at = this.offsetOf(offset, change, found.partner);
      if (state[at] === SHOWN) state[at] = COVER;
    }
    worked.unshift(found);
    worked.length = Math.min(worked.length, REMEMBERED);
  }

  private best(offset: number, kind: number, active: readonly number[]): Found | null {
    const patterns = this.patterns.get(kind) ?? patternsOf(this.cube.sizes.length, active);
    this.patterns.set(kind, patterns);
    const tried = TRIED[active.length] ?? 1;
    const candidates = this.cube.sizes.map((_, k) => (active.includes(k) ? this.candidates(offset, k, tried) : []));
    let best: Found | null = null;
    const partner = this.cube.sizes.map(() => -1);
    for (const pattern of patterns) {
      const choose = (at: number): void => {
        if (at < pattern.swapping.length) {
          const k = pattern.swapping[at]!;
          for (const place of candidates[k]!) {
            partner[k] = place;
            choose(at + 1);
          }
          return;
        }
        const cost = this.costOf(offset, pattern, partner, best?.cost ?? Infinity);
        if (cost < (best?.cost ?? Infinity)) best = { pattern, partner: [...partner], cost };
      };
      choose(0);
    }
    return best;
  }

  /** Places to swap with: those hidden already and the smallest that will do along the line of the cell, and the largest of all. */
  private candidates(offset: number, k: number, tried: number): number[] {
    const { cube, state } = this;
    const size = cube.sizes[k]!;
    const own = this.place[k]!;
    if (size - 1 <= tried) return places(size).filter((place) => place !== own);
    const half = Math.ceil(tried / 2);
    const stride = cube.strides[k]!;
    const nearest: { place: number; cost: number }[] = [];
    for (let place = 0, at = offset - own * stride; place < size; place += 1, at += stride) {
      const count = cube.counts[at]!;
      if (place === own || count < RULE.hiddenBelow + MOST_SMALL) continue;
      const cost = state[at] === SHOWN ? count : count - OUTSIDE;
      if (nearest.length === half && cost >= nearest[half - 1]!.cost) continue;
      nearest.push({ place, cost });
      nearest.sort((a, b) => a.cost - b.cost);
      nearest.length = Math.min(nearest.length, half);
    }
    const largest = this.largestOf(k)
      .filter((place) => place !== own)
      .slice(0, half);
    return [...new Set([...nearest.map(({ place }) => place), ...largest])];
  }

  private largestOf(k: number): number[] {
    const { cube } = this;
    const known = this.largest.get(k);
    if (known) return known;
    const top = cube.counts.length - 1;
    const whole = (place: number): number => cube.counts[moved(cube, top, k, place)]!;
    const places_ = places(cube.sizes[k]!).sort((a, b) => whole(b) - whole(a));
    this.largest.set(k, places_);
    return places_;
  }

  private offsetOf(offset: number, { steps }: Change, partner: readonly number[]): number {
    const { sizes, strides } = this.cube;
    let at = offset;
    for (let k = 0; k < steps.length; k += 1) {
      if (steps[k] === OWN) continue;
      at += ((steps[k] === SUMMED ? sizes[k]! : partner[k]!) - this.place[k]!) * strides[k]!;
    }
    return at;
  }

  /** What a move would cost; Infinity when it is none, does not reach far enough, or costs as much as what is known already. */
  private costOf(offset: number, pattern: Pattern, partner: readonly number[], most: number): number {
    const { cube, state, published } = this;
    for (const k of pattern.swapping) if (partner[k]! < 0 || partner[k] === this.place[k]) return Infinity;
    const count = cube.counts[offset]!;
    let slack: number = RULE.hiddenBelow;
    let cost = 0;
    // The sums over the cell come first: under a small one its other parts make room, and bring up to seven more to the far side.
    for (const change of pattern.changes) {
      const at = this.offsetOf(offset, change, partner);
      const value = cube.counts[at]!;
      if (isSmall(value)) {
        if (!change.above) return Infinity;
        slack = RULE.hiddenBelow + MOST_SMALL;
        continue;
      }
      if (value < slack + (change.sign < 0 ? MOST_SMALL - count : count)) return Infinity;
      if (state[at] !== SHOWN) continue;
      cost += value + CELL;
      if (change.sums > 0) cost += published(at) ? SUM : OUTSIDE;
      if (cost >= most) return Infinity;
    }
    return cost;
  }
}

const places = (size: number): number[] => Array.from({ length: size }, (_, place) => place);

/** The cell and every sum over it: with all of them hidden nothing leads to it. */
const sumsAbove = (cube: Cube, offset: number, active: readonly number[]): number[] =>
  active.reduce<number[]>((cells, k) => cells.flatMap((at) => [at, moved(cube, at, k, cube.sizes[k]!)]), [offset]);
