/**
 * Moves: ways in which hidden counts can differ while every shown count stays as it is. One that reaches a hidden small count makes each of its
 * possible values as likely as the next to who sees what is shown.
 *
 * A move takes cases from one place to another in some dimensions. Dimensions that swap by themselves leave the sums over them as they are; those that
 * swap together change the sums over a part of them; those that stay change the sums over themselves.
 */
import { moved, placeOf, type Cube } from './cube.js';

/** For each dimension the number of the group in which it swaps; -1 = it stays. */
export type Pattern = readonly number[];

/** A cell that a move changes, and which way when the cell it is made for goes up. */
export interface Change {
  readonly offset: number;
  readonly sign: 1 | -1;
}

/** All patterns over the dimensions that a cell does not sum over; those that change the fewest sums first. */
export function patternsOf(dimensions: number, active: readonly number[]): Pattern[] {
  const patterns: number[][] = [];
  const extend = (at: number, groups: number, pattern: number[]): void => {
    if (at === active.length) {
      if (groups > 0) patterns.push([...pattern]);
      return;
    }
    for (let group = groups; group >= -1; group -= 1) {
      pattern[active[at]!] = group;
      extend(at + 1, Math.max(groups, group + 1), pattern);
    }
    pattern[active[at]!] = -1;
  };
  extend(0, 0, Array.from({ length: dimensions }, () => -1));
  return patterns;
}

/**
 * The cells that a move changes, the one it is made for first.
 * @param partner by dimension the place with which it swaps, where it does
 */
export function changesOf(cube: Cube, offset: number, pattern: Pattern, partner: readonly number[]): Change[] {
  let changes: Change[] = [{ offset, sign: 1 }];
  const isActive = (k: number): boolean => placeOf(cube, offset, k) < cube.sizes[k]!;
  const groups = new Map<number, number[]>();
  pattern.forEach((group, k) => {
    if (!isActive(k)) return;
    if (group >= 0) groups.set(group, [...(groups.get(group) ?? []), k]);
    else changes = changes.flatMap((one) => [one, { ...one, offset: moved(cube, one.offset, k, cube.sizes[k]!) }]);
  });
  for (const members of groups.values()) {
    changes = changes.flatMap((one) => {
      const there = members.reduce((at, k) => moved(cube, at, k, partner[k]!), one.offset);
      return [
        ...withSums(cube, one.offset, members).map((at) => ({ offset: at, sign: one.sign })),
        ...withSums(cube, there, members).map((at) => ({ offset: at, sign: -one.sign as 1 | -1 })),
      ];
    });
  }
  return changes;
}

/** A cell and its sums over some of the dimensions, but not over all of them: there what leaves and what comes cancel out. */
function withSums(cube: Cube, offset: number, dimensions: readonly number[]): number[] {
  const all = dimensions.reduce<number[]>(
    (cells, k) => cells.flatMap((cell) => [cell, moved(cube, cell, k, cube.sizes[k]!)]),
    [offset],
  );
  return all.slice(0, -1);
}
