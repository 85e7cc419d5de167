import { describe, expect, it } from '@jest/globals';
import { poissonRate } from './poisson.js';

describe('the exact Poisson interval', () => {
  // R: c(qgamma(.025, x), qgamma(.975, x + 1)), print with digits = 15.
  it.each([
    [0, 0, 3.68887945411394],
    [1, 0.0253178079842899, 5.57164339093889],
    [2, 0.242209278543965, 7.22468766772395],
    [3, 0.618672122895601, 8.76727306974232],
    [10, 4.79538869613243, 18.3903560420177],
    [37, 26.051414567106, 50.9996261419308],
    [100, 81.3639912509231, 121.626793792426],
    [1234, 1166.10171851755, 1304.82037052892],
    [1_000_000, 998040.983340294, 1001961.91194543],
  ])('of %i events agrees with R', (events, lower, upper) => {
    const { value, interval } = poissonRate(events, 1);
    expect(value).toBe(events);
    expect(interval.lower / (lower || 1)).toBeCloseTo(lower === 0 ? 0 : 1, 11);
    expect(interval.upper / upper).toBeCloseTo(1, 11);
    expect(interval).toMatchObject({ level: 0.95, method: 'poisson-exact' });
  });

  it('is per the time given', () => {
    expect(poissonRate(10, 4)).toMatchObject({
      value: 2.5,
      interval: { lower: expect.closeTo(4.79538869613243 / 4, 12), upper: expect.closeTo(18.3903560420177 / 4, 12) },
    });
  });
});
