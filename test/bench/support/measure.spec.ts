import { describe, expect, it } from '@jest/globals';
import { perSecond, quantile, ratio, shown, type Measurement } from './measure.js';
import { table } from './report.js';

const rate: Measurement = {
  id: 'append',
  what: 'append',
  unit: 'events/s',
  values: [100, 300, 200],
  peer: { name: 'other', unit: 'events/s', values: [400] },
};
const wait: Measurement = {
  id: 'query',
  what: 'query',
  unit: 'ms',
  values: [10, 20, 30, 400],
  peer: { name: 'other', unit: 'ms', values: [100] },
};

describe('a measurement', () => {
  it('shows the median, or the 95th part in a hundred', () => {
    expect(shown(rate)).toBe(200);
    expect(shown(wait)).toBe(20);
    expect(shown(wait, 'p95')).toBe(400);
  });

  it('leaves the order in which values were taken as it is', () => {
    quantile(rate.values, 0.5);
    expect(rate.values).toEqual([100, 300, 200]);
  });

  it('is better than its peer when a rate is higher or a time is shorter', () => {
    expect(ratio(rate)).toBe(0.5);
    expect(ratio(wait)).toBe(5);
    expect(ratio({ ...rate, peer: undefined })).toBeNull();
  });

  it('makes rates of milliseconds', () => {
    expect(perSecond(500, [1_000, 250])).toEqual([500, 2_000]);
  });

  it('stands in a table with its unit, its range and its peer', () => {
    const lines = table([{ ...rate, load: 0.25 }]).split('\n');
    expect(lines).toHaveLength(3);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(lines[2]!.split('|').map((cell) => cell.trim())).toEqual([
      '', 'append', '200 events/s', '100 - 300', 'other', '400 events/s', '0.50 x', '0.3', '',
    ]); // prettier-ignore
  });
});
