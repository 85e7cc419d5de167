import { describe, expect, it } from '@jest/globals';
import { figureOf, followUpOf } from './figure.js';

const beside = { immature: 2, lost: 0, missing: 3, excluded: { deceased: 1, other: 2 }, suppressed: false };

describe('a figure', () => {
  it('is the value of a share with its interval', () => {
    const interval = { level: 0.95, lower: 0.1, upper: 0.4, method: 'wilson' };
    const figure = figureOf({ group: {}, numerator: 5, denominator: 20, value: 0.25, interval, ...beside }, 'dropout');
    expect(figure).toMatchObject({
      value: 0.25,
      lower: 0.1,
      upper: 0.4,
      n: 20,
      unit: 'share',
      missing: 3,
      excluded: 3,
    });
  });

  it('is the mean of a measure with the interval of a mean', () => {
    const interval = { level: 0.95, lower: 48.02, upper: 51.98, method: 'student-t' };
    const row = { group: {}, n: 100, mean: 50, sd: 10, median: 45, p90: 80, interval, ...beside };
    expect(figureOf(row, 'waiting-time')).toMatchObject({
      value: 50,
      lower: 48.02,
      upper: 51.98,
      n: 100,
      unit: 'days',
    });
  });

  it('has no days below zero in its interval', () => {
    const interval = { level: 0.95, lower: -21.8, upper: 41.8, method: 'student-t' };
    const row = { group: {}, n: 4, mean: 10, interval, sd: 20, median: 2, p90: 40, ...beside };
    expect(figureOf(row, 'waiting-time').lower).toBe(0);
    expect(figureOf(row, 'reach').lower).toBe(-21.8);
  });

  it('is a rate over its person-years, which may be above one', () => {
    const interval = { level: 0.95, lower: 1.1, upper: 2.2, method: 'exact' };
    const row = { group: {}, numerator: 16, value: 1.6, interval, personDays: 3652.5, perPersonYears: 1, ...beside };
    expect(figureOf(row, 'incidents')).toMatchObject({ value: 1.6, lower: 1.1, upper: 2.2, n: 10, unit: 'rate' });
  });

  it('is a count where a measure has no numbers', () => {
    const figure = figureOf({ group: {}, n: 1088, mean: null, sd: null, median: null, p90: null, ...beside }, 'reach');
    expect(figure).toMatchObject({ value: 1088, lower: null, unit: 'count' });
  });

  it('is hidden, and not zero, when the server hid it', () => {
    const row = { group: {}, numerator: null, denominator: null, value: null, interval: null, suppressed: true };
    expect(figureOf(row, 'dropout')).toMatchObject({
      value: null,
      n: null,
      missing: null,
      excluded: null,
      hidden: true,
    });
  });
});

describe('the follow-up', () => {
  const indicator = (id: string, parameters: Record<string, { default: unknown }>) => ({ id, parameters });

  it('is the longest that a parameter names', () => {
    expect(followUpOf(indicator('recidivism', { followUpDays: { default: 730 }, level: { default: 'x' } }))).toBe(730);
    expect(followUpOf(indicator('dropout', { codes: { default: ['03'] } }))).toBe(0);
    expect(followUpOf(indicator('costs', { followUpDays: { default: 365 } }))).toBe(0);
  });
});
