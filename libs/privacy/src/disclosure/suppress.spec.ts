import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attacker, offsets } from '../../testing/attack.js';
import { makeCube, sumsOf, type Cube } from './cube.js';
import { COVER, SHOWN, SMALL, suppress } from './suppress.js';

/** Counts as breakdowns have them: many small, some in between, few large. */
const aCount = fc.oneof(
  { weight: 3, arbitrary: fc.nat(7) },
  { weight: 3, arbitrary: fc.integer({ min: 8, max: 40 }) },
  { weight: 2, arbitrary: fc.integer({ min: 41, max: 400 }) },
);

const aCube = fc
  .array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 3 })
  .filter((sizes) => sizes.reduce((cells, size) => cells * size, 1) <= 24)
  .chain((sizes) =>
    fc
      .array(aCount, { minLength: 64, maxLength: 64 })
      .map((counts) => makeCube(sizes, (places) => counts[places.reduce((at, place) => at * 4 + place, 0)]!)),
  );

const table = (...rows: number[][]): Cube => makeCube([rows.length, rows[0]!.length], ([i, j]) => rows[i!]![j!]!);
const inside = (cube: Cube): number[] => offsets(cube).filter((offset) => sumsOf(cube, offset) === 0);
const statesOf = (cube: Cube): number[] => {
  const state = suppress(cube);
  return inside(cube).map((offset) => state[offset]!);
};

describe('suppression against an attacker with a solver', () => {
  it('leaves every value from 0 to 7 possible for every hidden small count', async () => {
    await fc.assert(
      fc.asyncProperty(aCube, async (cube) => {
        const state = suppress(cube);
        const rangeOf = await attacker(cube, state);
        for (const offset of offsets(cube).filter((one) => state[one] === SMALL)) {
          expect([offset, rangeOf(offset)]).toEqual([offset, { from: 0, to: 7 }]);
        }
      }),
      { numRuns: 60 },
    );
  }, 600_000);

  it('would be beaten without the counts hidden to cover the small ones', async () => {
    const cube = table([3, 40, 60], [50, 45, 70], [90, 80, 30]);
    const uncovered = suppress(cube).map((state) => (state === COVER ? SHOWN : state));
    expect((await attacker(cube, uncovered))(0)).toEqual({ from: 3, to: 3 });
  });
});

describe('suppression', () => {
  it('hides every count below 8, zero too', () => {
    const cube = table([0, 7, 8], [100, 200, 300], [8, 100, 9]);
    const states = statesOf(cube);
    expect([states[0], states[1]]).toEqual([SMALL, SMALL]);
    inside(cube).forEach((offset, i) => expect(states[i] === SMALL).toBe(cube.counts[offset]! < 8));
  });

  it('hides nothing where nothing is small', () => {
    expect(statesOf(table([8, 9], [10, 400]))).toEqual([SHOWN, SHOWN, SHOWN, SHOWN]);
  });

  it('covers a small count in its row and its column, by the smallest that give it room', () => {
    expect(statesOf(table([3, 40, 60], [50, 16, 70], [90, 80, 30]))).toEqual([1, 2, 0, 2, 2, 0, 0, 0, 0]);
  });

  it('covers many with few: one large place serves all', () => {
    const counts = [2, 5, 1, 0, 7, 30, 40, 50];
    const cube = makeCube([counts.length], ([i]) => counts[i!]!);
    expect(statesOf(cube)).toEqual([1, 1, 1, 1, 1, 2, 0, 0]);
  });

  it('does not take for a cover what is too small to be one: beside 0 an 8 can only be 8', () => {
    const cube = makeCube([3], ([i]) => [0, 8, 20][i!]!);
    expect(statesOf(cube)).toEqual([SMALL, SHOWN, COVER]);
  });
});
