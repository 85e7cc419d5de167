/**
 * Moves: ways in which hidden counts can differ while every shown count stays as it is. One that reaches a hidden small count makes each of its
 * possible values as likely as the next to who sees what is shown.
 *
 * A move takes cases from one place to another in some dimensions. Dimensions that swap by themselves leave the sums over them as they are; those that
 * swap together change the sums over a part of them; those that stay change the sums over themselves.
 */

/** Where a changed cell stands in a dimension: where the cell does that the move is made for, at the partner's place, or in the sum. */
export const OWN = 0;
export const PARTNER = 1;
export const SUMMED = 2;

/** A cell that a move changes. */
export interface Change {
  /** OWN, PARTNER or SUMMED by dimension. */
  readonly steps: readonly number[];
  /** Which way it changes when the cell that the move is made for goes up. */
  readonly sign: 1 | -1;
  /** Whether it is a sum over that cell. */
  readonly above: boolean;
  /** Over how many dimensions more than that cell it sums. */
  readonly sums: number;
}

export interface Pattern {
  /** Dimensions that swap. */
  readonly swapping: readonly number[];
  /** What changes beside the cell itself: the sums over it first. */
  readonly changes: readonly Change[];
}

/** All patterns over the dimensions that a cell does not sum over. */
export function patternsOf(dimensions: number, active: readonly number[]): Pattern[] {
  const patterns: Pattern[] = [];
  const groupOf = new Map<number, number>();
  const extend = (at: number, groups: number): void => {
    if (at === active.length) {
      if (groups > 0) patterns.push(patternOf(dimensions, active, groupOf));
      return;
    }
    for (let group = -1; group <= groups; group += 1) {
      groupOf.set(active[at]!, group);
      extend(at + 1, Math.max(groups, group + 1));
    }
  };
  extend(0, 0);
  return patterns;
}

/** @param groupOf for each dimension the number of the group in which it swaps; -1 = it stays. */
function patternOf(dimensions: number, active: readonly number[], groupOf: ReadonlyMap<number, number>): Pattern {
  let cells: { steps: number[]; sign: 1 | -1 }[] = [{ steps: Array.from({ length: dimensions }, () => OWN), sign: 1 }];
  const inSum = (steps: number[], k: number): number[] => steps.with(k, SUMMED);
  const staying = active.filter((k) => groupOf.get(k) === -1);
  for (const k of staying) cells = cells.flatMap((one) => [one, { ...one, steps: inSum(one.steps, k) }]);
  for (const group of new Set(active.map((k) => groupOf.get(k)!).filter((one) => one >= 0))) {
    const members = active.filter((k) => groupOf.get(k) === group);
    cells = cells.flatMap(({ steps, sign }) => {
      const there = members.reduce((at, k) => at.with(k, PARTNER), steps);
      // In the sum over all that swap together, what leaves and what comes cancel out.
      const parts = (from: number[]) =>
        members.reduce<number[][]>((all, k) => all.flatMap((one) => [one, inSum(one, k)]), [from]).slice(0, -1);
      return [
        ...parts(steps).map((one) => ({ steps: one, sign })),
        ...parts(there).map((one) => ({ steps: one, sign: -sign as 1 | -1 })),
      ];
    });
  }
  const changes = cells.slice(1).map(({ steps, sign }) => ({
    steps,
    sign,
    above: !steps.includes(PARTNER),
    sums: steps.filter((step) => step === SUMMED).length,
  }));
  return {
    swapping: active.filter((k) => groupOf.get(k)! >= 0),
    changes: changes.sort((a, b) => Number(b.above) - Number(a.above) || a.sums - b.sums),
  };
}
