import { describe, expect, it } from '@jest/globals';
import { hasTooManyPeriods } from './periods.js';

describe('hasTooManyPeriods', () => {
  it.each([
    ['P1M', '2000-01-01', '2049-12-31', false],
    ['P1M', '2000-01-01', '2050-01-01', true],
    ['P3M', '2000-01-01', '2050-01-01', false],
    ['P6M', '0001-01-01', '9999-12-31', true],
    ['P1Y', '1900-01-01', '2499-12-31', false],
  ] as const)('%s from %s to %s: %s', (interval, from, to, tooMany) => {
    expect(hasTooManyPeriods({ from, to }, interval)).toBe(tooMany);
  });
});
