import { describe, expect, it } from '@jest/globals';
import { funnelOf, Z95 } from './funnel-limits.js';

describe('a funnel', () => {
  it('is around the figure of all together, and narrows as units grow', () => {
    const units = [100, 50, 10].map((n) => ({ value: 0.2, n }));
    const funnel = funnelOf(units, [0, 1])!;
    expect(funnel.target).toBeCloseTo(0.2, 12);
    expect(funnel.dispersion).toBe(1);
    expect(funnel.limits(100, Z95).upper).toBeCloseTo(0.2 + Z95 * 0.04, 12);
    expect(funnel.limits(10, 3).lower).toBe(0);
  });

  it('widens by the root of the over-dispersion', () => {
    const funnel = funnelOf([
      { value: 0.1, n: 100 },
      { value: 0.3, n: 100 },
      { value: 0.1, n: 100 },
      { value: 0.3, n: 100 },
    ])!;
    // Each z is 0.1 / sqrt(0.16 / 100) = 2.5, so the dispersion is 6.25 and its root 2.5.
    expect(funnel.dispersion).toBeCloseTo(6.25, 10);
    expect(funnel.limits(100, 1).upper).toBeCloseTo(0.2 + 0.1, 10);
  });

  it('does not let one far unit widen the limits that show it', () => {
    const alike = Array.from({ length: 19 }, () => ({ value: 0.2, n: 100 }));
    const funnel = funnelOf([...alike, { value: 0.9, n: 100 }])!;
    expect(funnel.dispersion).toBe(1);
    expect(0.9).toBeGreaterThan(funnel.limits(100, 3).upper);
  });

  it('takes the spread of means from within the units', () => {
    const funnel = funnelOf([
      { value: 10, n: 5, sd: 2 },
      { value: 10, n: 5, sd: 2 },
      { value: 10, n: 5, sd: 2 },
    ])!;
    expect(funnel.limits(4, 2).upper).toBeCloseTo(12, 10);
  });

  it('has no limit of days or money below zero', () => {
    const units = Array.from({ length: 4 }, () => ({ value: 10, n: 5, sd: 8 }));
    expect(funnelOf(units)!.limits(1, 3).lower).toBeCloseTo(-14, 10);
    expect(funnelOf(units, [0, Infinity])!.limits(1, 3)).toEqual({ lower: 0, upper: expect.closeTo(34, 10) });
  });

  it('is not drawn of too few units, or where nothing varies', () => {
    expect(
      funnelOf([
        { value: 0.5, n: 10 },
        { value: 0.4, n: 10 },
      ]),
    ).toBeNull();
    expect(funnelOf(Array.from({ length: 5 }, () => ({ value: 1, n: 10 })))).toBeNull();
  });
});
