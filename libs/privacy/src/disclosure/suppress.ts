/**
 * Primary and complementary suppression in one table with all its sums.
 *
 * What holds afterwards: whoever knows the rule, the exact value of every count shown, every sum of 8 and over that is not hidden here, and which counts were
 * hidden for being small, still finds every value from 0 to 7 possible for each of those. A shown count is taken to be known exactly, so that neither
 * rounding nor a share with one decimal has to keep anything secret.
 */
import { moved, placeOf, sumsOf, type Cube } from './cube.js';
import { changesOf, patternsOf, type Change, type Pattern } from './moves.js';
import { isSmall, MOST_SMALL, RULE } from './rule.js';

/** What becomes of a cell. */
export const SHOWN = 0;
/** Hidden for being small. */
export const SMALL = 1;
/** Hidden so that no small one follows from the others. */
export const COVER = 2;

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
/** How many places are tried in each dimension. */
const TRIED = 8;
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

interface Found {
  readonly pattern: Pattern;
  readonly partner: readonly number[];
  readonly changes: readonly Change[];
  readonly cost: number;
}

class Search {
  private readonly patterns = new Map<number, Pattern[]>();
  private readonly worked = new Map<number, Found[]>();

  constructor(
    private readonly cube: Cube,
    private readonly state: Uint8Array,
    private readonly published: (offset: number) => boolean,
  ) {}

  /** Hides what is needed for one small cell. */
  protect(offset: number): void {
    const { cube, state } = this;
    const active = cube.sizes.flatMap((size, k) => (placeOf(cube, offset, k) < size ? [k] : []));
    if (active.length === 0) return; // the sum over everything follows from nothing
    const kind = active.reduce((bits, k) => bits | (1 << k), 0);
    const worked = this.worked.get(kind) ?? [];
    this.worked.set(kind, worked);
    for (const one of worked) if (this.tryOut(offset, one.pattern, one.partner)?.cost === 0) return;
    const found = this.best(offset, kind, active);
    for (const change of found?.changes ?? ancestors(cube, offset, active)) {
      if (state[change.offset] === SHOWN) state[change.offset] = COVER;
    }
    if (!found) return;
    worked.unshift(found);
    worked.length = Math.min(worked.length, REMEMBERED);
  }

  private best(offset: number, kind: number, active: readonly number[]): Found | null {
    const patterns = this.patterns.get(kind) ?? patternsOf(this.cube.sizes.length, active);
    this.patterns.set(kind, patterns);
    const candidates = new Map(active.map((k) => [k, this.candidates(offset, k)]));
    let best: Found | null = null;
    const partner = this.cube.sizes.map(() => -1);
    for (const pattern of patterns) {
      const swapping = active.filter((k) => pattern[k]! >= 0);
      const choose = (at: number): void => {
        if (at < swapping.length) {
          const k = swapping[at]!;
          for (const place of candidates.get(k)!) {
            partner[k] = place;
            choose(at + 1);
          }
          partner[k] = -1;
          return;
        }
        const found = this.tryOut(offset, pattern, partner);
        if (found && found.cost < (best?.cost ?? Infinity)) best = { ...found, partner: [...partner] };
      };
      choose(0);
    }
    return best;
  }

  /** Places to swap with: those hidden already and the smallest that will do along the line of the cell, and the largest of all. */
  private candidates(offset: number, k: number): number[] {
    const { cube, state } = this;
    const size = cube.sizes[k]!;
    const own = placeOf(cube, offset, k);
    const places = Array.from({ length: size }, (_, place) => place).filter((place) => place !== own);
    if (places.length <= TRIED) return places;
    const inLine = (place: number): number => moved(cube, offset, k, place);
    const enough = places.filter((place) => cube.counts[inLine(place)]! >= RULE.hiddenBelow + MOST_SMALL);
    const cost = (place: number): number =>
      state[inLine(place)] === SHOWN ? cube.counts[inLine(place)]! : cube.counts[inLine(place)]! - 1e12;
    const top = cube.sizes.reduce((at, one, dimension) => moved(cube, at, dimension, one), offset);
    const whole = (place: number): number => cube.counts[moved(cube, top, k, place)]!;
    return [
      ...new Set([
        ...enough.sort((a, b) => cost(a) - cost(b)).slice(0, TRIED - 3),
        ...places.sort((a, b) => whole(b) - whole(a)).slice(0, 3),
      ]),
    ];
  }

  /** What a move would cost; null when it is none, or does not reach far enough. */
  private tryOut(offset: number, pattern: Pattern, partner: readonly number[]): Found | null {
    const { cube, state, published } = this;
    for (let k = 0; k < pattern.length; k += 1) {
      if (pattern[k]! >= 0 && (partner[k]! < 0 || partner[k] === placeOf(cube, offset, k))) return null;
    }
    const changes = changesOf(cube, offset, pattern, partner);
    const count = cube.counts[offset]!;
    // Under a small sum its other parts make room first: they bring up to seven more to the far side.
    const narrow = changes.slice(1).some((one) => isSmall(cube.counts[one.offset]!));
    const slack = RULE.hiddenBelow + (narrow ? MOST_SMALL : 0);
    const sums = sumsOf(cube, offset);
    let cost = 0;
    for (const change of changes.slice(1)) {
      const value = cube.counts[change.offset]!;
      if (isSmall(value)) {
        if (change.sign < 0 || !isAbove(cube, change.offset, offset)) return null;
        continue;
      }
      if (value < slack + (change.sign < 0 ? MOST_SMALL - count : count)) return null;
      if (state[change.offset] !== SHOWN) continue;
      cost += value + CELL;
      if (sumsOf(cube, change.offset) > sums) cost += published(change.offset) ? SUM : OUTSIDE;
    }
    return { pattern, partner, changes, cost };
  }
}

/** Whether a cell is a sum over another one. */
const isAbove = (cube: Cube, sum: number, part: number): boolean =>
  cube.sizes.every((size, k) => {
    const place = placeOf(cube, sum, k);
    return place === size || place === placeOf(cube, part, k);
  });

/** The cell and every sum over it: with all of them hidden nothing leads to it. */
function ancestors(cube: Cube, offset: number, active: readonly number[]): Change[] {
  return active
    .reduce<number[]>((cells, k) => cells.flatMap((at) => [at, moved(cube, at, k, cube.sizes[k]!)]), [offset])
    .map((at) => ({ offset: at, sign: 1 }));
}
