import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cell } from './cells.js';
import { HeldAnswer } from './difference.js';
import { FirstLook } from './first-look.js';
import { outlineOf } from './outline.js';

const CASES = 60;

/** Numbers of cases, spread as those of facts are. Some pairs agree in the bits that an outline has. */
const keyOf = (n: number, likeness: number): number => {
  const spread = (Math.imul(Math.floor(n / likeness) + 1, 2_654_435_761) >>> 0) * 2 ** 20;
  return spread + (n % likeness);
};

const aSet = fc.oneof(
  fc.uniqueArray(fc.nat(CASES - 1), { minLength: 1, maxLength: CASES }),
  // A run of cases, such as those of a window: these lie within each other often.
  fc.tuple(fc.nat(CASES - 1), fc.integer({ min: 1, max: CASES })).map(([from, length]) => run(from, length)),
);

const run = (from: number, length: number): number[] =>
  Array.from({ length: Math.min(length, CASES - from) }, (_, i) => from + i);

/** Cells that hold a window by parts of one size, which each case stands in once, and a second time in some answers. */
const aBreakdown = fc
  .record({
    from: fc.nat(20),
    to: fc.integer({ min: 21, max: CASES }),
    part: fc.integer({ min: 3, max: 40 }),
    overlap: fc.constantFrom(0, 0, 1, 5),
  })
  .map(({ from, to, part, overlap }) => {
    const parts: number[][] = [];
    for (let at = from; at < to; at += part) parts.push(run(at, Math.min(part + overlap, to - at)));
    return parts;
  });

const anAnswer = (likeness: number): fc.Arbitrary<Cell[]> =>
  fc.oneof(fc.array(aSet, { minLength: 1, maxLength: 4 }), aBreakdown).chain((sets) =>
    fc
      .array(fc.record({ shown: fc.boolean(), always: fc.boolean(), count: fc.constantFrom('n', 'n', 'numerator') }), {
        minLength: sets.length,
        maxLength: sets.length,
      })
      .map((kinds) =>
        sets.map((set, i) => ({
          row: `${i}`,
          count: kinds[i]!.count,
          // What is shown is mostly large, and what is hidden small, but neither always.
          shown: kinds[i]!.always ? set.length >= 8 : kinds[i]!.shown,
          cases: Float64Array.from(set, (n) => keyOf(n, likeness)).sort(),
        })),
      ),
  );

const sequences = fc
  .constantFrom(1, 1, 2, 4)
  .chain((likeness) => fc.array(anAnswer(likeness), { minLength: 2, maxLength: 6 }));

describe('a first look at two answers', () => {
  it('leaves every decision as it is', () => {
    const seen = { refused: 0, cleared: 0, lookedAtTwice: 0 };
    fc.assert(
      fc.property(sequences, (answers) => {
        for (const [at, next] of answers.entries()) {
          const held = new HeldAnswer(next);
          const look = new FirstLook(outlineOf(next));
          for (const earlier of answers.slice(0, at)) {
            const decision = held.showsSmallNumberBeside(earlier);
            const may = look.maySeeSmallNumberBeside(outlineOf(earlier));
            expect(may && held.showsSmallNumberBeside(earlier)).toBe(decision);
            seen[decision ? 'refused' : may ? 'lookedAtTwice' : 'cleared'] += 1;
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(seen.refused).toBeGreaterThan(50);
    expect(seen.cleared).toBeGreaterThan(500);
  });

  const cell = (cases: readonly number[], shown: boolean): Cell => ({
    row: '0 {}',
    count: 'n',
    shown,
    cases: Float64Array.from(cases, (n) => keyOf(n, 2)).sort(),
  });
  const whole = run(0, 30);

  it.each([
    ['hidden parts that have the same cases', [whole], Array.from({ length: 5 }, () => run(0, 6)), false],
    // Case 31 is taken for case 30 in an outline, and the third set for the whole.
    [
      'parts beside what is only taken for the whole',
      [[...whole, 30]],
      [run(0, 14), run(14, 14), [...whole, 31]],
      true,
    ],
  ])('finds %s, both ways round', (_, wholes, parts, shown) => {
    const one = wholes.map((cases) => cell(cases, true));
    const other = parts.map((cases) => cell(cases, shown));
    for (const [next, earlier] of [
      [one, other],
      [other, one],
    ] as const) {
      expect(new HeldAnswer(next).showsSmallNumberBeside(earlier)).toBe(true);
      expect(new FirstLook(outlineOf(next)).maySeeSmallNumberBeside(outlineOf(earlier))).toBe(true);
    }
  });
});
