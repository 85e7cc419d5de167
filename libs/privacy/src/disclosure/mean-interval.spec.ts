import { describe, expect, it } from '@jest/globals';
import type { FigureLayout } from './figures.js';
import { protectRows } from './protect.js';

const row = (n: number, mean: number | null, sd: number | null) => ({
  group: {},
  n,
  mean,
  sd,
  median: mean,
  p90: mean,
  interval: mean === null ? null : { level: 0.95, lower: mean - 1.2345, upper: mean + 1.2345, method: 'student-t' },
  suppressed: false,
});

/** Says from what it was computed. */
const meanInterval: FigureLayout['meanInterval'] = (mean, sd, n) =>
  mean === null || sd === null ? null : { level: 0.95, lower: mean - sd / 7, upper: n + 0.123, method: 'student-t' };

const protect = (one: ReturnType<typeof row>, figure: FigureLayout) =>
  protectRows([[one]], { by: [], known: {}, figure })[0]![0]!;

describe('the interval of a mean', () => {
  it('is computed from the numbers that are shown, and rounded like them', () => {
    expect(protect(row(123, 51.2345, 10.4321), { meanInterval })).toMatchObject({
      n: 125,
      mean: 51.2,
      sd: 10.4,
      interval: { level: 0.95, lower: 49.7, upper: 125, method: 'student-t' },
    });
  });

  it('is hidden with the mean, and where nothing computes it', () => {
    expect(protect(row(9, 51.2345, 10.4321), { meanInterval })).toMatchObject({ mean: null, interval: null });
    expect(protect(row(123, 51.2345, 10.4321), {})).toMatchObject({ mean: 51.2, interval: null });
  });

  it('is not there without numbers', () => {
    expect(protect(row(123, null, null), { meanInterval })).toMatchObject({ n: 125, mean: null, interval: null });
  });
});
