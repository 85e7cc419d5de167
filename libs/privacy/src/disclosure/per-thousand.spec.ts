import { describe, expect, it } from '@jest/globals';
import { protectRows } from './protect.js';
import type { AnyRow } from './slots.js';

const statistics = { mean: null, sd: null, median: null, p90: null };
const row = (municipality: string, n: number, persons: number, inhabitants: number): AnyRow => ({
  group: { municipality },
  n,
  ...statistics,
  perThousand:
    inhabitants === 0
      ? { numerator: persons, denominator: 0, value: null, interval: null, reason: 'no-population' }
      : {
          numerator: persons,
          denominator: inhabitants,
          value: (persons / inhabitants) * 1_000,
          interval: { level: 0.95, lower: 1, upper: 999, method: 'wilson' },
        },
  suppressed: false,
});
const protect = (...rows: AnyRow[]) =>
  protectRows([rows], { by: ['municipality'], known: {}, figure: {} })[0]!.map(({ perThousand, suppressed }) => ({
    ...(perThousand as object),
    suppressed,
  }));
const hidden = {
  numerator: null,
  denominator: null,
  value: null,
  interval: null,
  reason: 'suppressed',
  suppressed: true,
};

describe('persons per 1,000 inhabitants', () => {
  it('are rounded to what one decimal of a percentage is', () => {
    expect(protect(row('GM0001', 123, 123, 1_002))).toEqual([
      {
        numerator: 125,
        denominator: 1_000,
        value: 123,
        // Wilson of 0.123 of 1,000.
        interval: { level: 0.95, lower: 104, upper: 145, method: 'wilson' },
        suppressed: false,
      },
    ]);
  });

  it('are not given where they lack few of the persons', () => {
    expect(protect(row('GM0001', 123, 120, 1_000), row('GM0002', 200, 200, 1_000))).toEqual([hidden, hidden]);
    expect(protect(row('GM0001', 123, 113, 1_000))[0]).toMatchObject({ value: 113 });
  });

  it('are not given where the persons are few, or all but few', () => {
    const covered = protect(row('GM0001', 3, 3, 1_000), row('GM0002', 90, 90, 1_000), row('GM0003', 80, 80, 1_000));
    expect(covered).toEqual([hidden, expect.objectContaining({ value: 90 }), hidden]);
    expect(protect(row('GM0001', 80, 80, 85))).toEqual([hidden]);
  });

  it('say why where no inhabitants are known', () => {
    expect(protect(row('GM0001', 90, 0, 0))).toEqual([{ ...hidden, reason: 'no-population', suppressed: false }]);
  });
});
