import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { aalenJohansen } from './aalen-johansen.js';
import { kaplanMeier } from './kaplan-meier.js';
import { medianOf, readOn, type DayCounts, type Estimate } from './life-table.js';
import { wilson } from './wilson.js';

type Expected = readonly [value: number, lower: number | null, upper: number | null];
interface FromR {
  readonly name: string;
  readonly days: readonly DayCounts[];
  readonly kaplanMeier: readonly Expected[];
  readonly aalenJohansen: readonly Expected[];
}
const sets: readonly FromR[] = JSON.parse(
  readFileSync(new URL('../../fixtures/estimators.json', import.meta.url), 'utf8'),
);

function agrees(curve: readonly Estimate[], expected: readonly Expected[]): void {
  expect(curve).toHaveLength(expected.length);
  curve.forEach(({ value, interval }, i) => {
    const [estimate, lower, upper] = expected[i]!;
    expect(Math.abs(value - estimate)).toBeLessThan(1e-9);
    // R gives no interval, or one of width zero, where the estimate is 0 or 1.
    if (Math.abs(value) < 1e-12 || Math.abs(1 - value) < 1e-12) return expect(interval).toBeNull();
    expect(Math.abs(interval!.lower - lower!)).toBeLessThan(1e-9);
    expect(Math.abs(interval!.upper - upper!)).toBeLessThan(1e-9);
  });
}

describe('the estimators against R (survival, cmprsk)', () => {
  it.each(sets)('Kaplan-Meier: $name', (set) => agrees(kaplanMeier(set.days), set.kaplanMeier));
  it.each(sets)('Aalen-Johansen: $name', (set) => agrees(aalenJohansen(set.days), set.aalenJohansen));
});

const day = (at: number, events: number, competing: number, censored: number): DayCounts => ({
  day: at,
  events,
  competing,
  censored,
});

describe.each([
  ['kaplanMeier', kaplanMeier],
  ['aalenJohansen', aalenJohansen],
] as const)('reading a curve of %s', (_name, estimator) => {
  it('gives 0 without an interval before anything happened', () => {
    const curve = estimator([day(5, 1, 0, 1)]);
    expect(readOn(curve, 4)).toEqual({ value: 0, interval: null, events: 0, atRisk: 2 });
  });

  it('counts an event on the day itself', () => {
    expect(readOn(estimator([day(5, 1, 0, 3), day(8, 0, 0, 1)]), 5)).toMatchObject({
      value: expect.closeTo(0.2, 12),
      events: 1,
      atRisk: 5,
    });
  });

  it('reads the last day on which anybody is at risk, and nothing past it when somebody was censored then', () => {
    const curve = estimator([day(2, 1, 0, 0), day(9, 1, 0, 2)]);
    expect(readOn(curve, 9).value).toBeCloseTo(0.5, 12);
    expect(readOn(curve, 10)).toMatchObject({ value: null, interval: null, events: 2, atRisk: 0 });
  });

  it('stands for ever when every last case ended in an event or a competing event', () => {
    const curve = estimator([day(2, 1, 0, 1), day(9, 1, 1, 0)]);
    expect(readOn(curve, 5_000)).toEqual({ ...readOn(curve, 9), atRisk: 0 });
    expect(readOn(curve, 5_000).value).not.toBeNull();
    expect(readOn(curve, 5_000).interval).not.toBeNull();
  });

  it('stands for ever when the last ones at risk all had a competing event', () => {
    expect(readOn(estimator([day(3, 1, 0, 1), day(4, 0, 2, 0)]), 400).value).toBeCloseTo(0.25, 12);
  });

  it('has 1 without an interval when everybody had the event', () => {
    expect(readOn(estimator([day(1, 3, 0, 0), day(2, 4, 0, 0)]), 700)).toMatchObject({ value: 1, interval: null });
  });

  it('has no estimate where nobody was ever at risk', () => {
    expect(readOn(estimator([]), 365)).toEqual({ value: null, interval: null, events: 0, atRisk: 0 });
  });

  it('gives 0 without an interval where everybody is censored', () => {
    expect(readOn(estimator([day(3, 0, 0, 4)]), 3)).toEqual({ value: 0, interval: null, events: 0, atRisk: 4 });
  });

  it('has its median on the first day with at least one half', () => {
    expect(medianOf(estimator([day(1, 1, 0, 0), day(4, 1, 0, 0), day(6, 2, 0, 0)]))).toBe(4);
    expect(medianOf(estimator([day(1, 1, 0, 3)]))).toBeNull();
  });
});

describe('Wilson', () => {
  it('agrees with R prop.test(x, n, correct = FALSE)', () => {
    const { value, interval } = wilson(54, 432);
    expect(value).toBe(0.125);
    expect(interval!.lower).toBeCloseTo(0.09708112104362841, 12);
    expect(interval!.upper).toBeCloseTo(0.15952929670624855, 12);
  });

  it('keeps an interval at 0 and at 1', () => {
    expect(wilson(0, 79).interval).toMatchObject({ lower: 0, upper: expect.closeTo(0.0463712116539226, 12) });
    expect(wilson(79, 79).interval).toMatchObject({ lower: expect.closeTo(1 - 0.0463712116539226, 12), upper: 1 });
  });

  it('gives null over nothing', () => expect(wilson(0, 0)).toEqual({ value: null, interval: null }));

  it('turns value and interval round for a complement', () => {
    const { value, interval } = wilson(10, 175, true);
    expect(value).toBeCloseTo(0.942857142857143, 12);
    expect(interval!.lower).toBeCloseTo(0.898021071389492, 12);
    expect(interval!.upper).toBeCloseTo(0.968668347395682, 12);
  });
});
