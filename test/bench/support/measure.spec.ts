import { describe, expect, it } from '@jest/globals';
import { quantile, rateOf, ratio, shown, verdict, type Measurement } from './measure.js';

const measurement = (more: Partial<Measurement>): Measurement => ({
  id: 'x',
  what: 'x',
  unit: 'ms',
  values: [10, 30, 20],
  ...more,
});

describe('the arithmetic of the bench', () => {
  it('takes the value at the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([0, 0.5, 0.99, 1].map((part) => quantile(hundred, part))).toEqual([1, 50, 99, 100]);
    expect([0, 0.5, 0.99, 1].map((part) => quantile([7], part))).toEqual([7, 7, 7, 7]);
  });

  it('shows the median, or the value that 99 in 100 stay within, or nothing', () => {
    expect(shown(measurement({}))).toBe(20);
    expect(shown(measurement({ show: 'p99' }))).toBe(30);
    expect(shown(measurement({ values: [] }))).toBeNull();
  });

  it('makes rates of time and processor time', () => {
    expect(rateOf(500, [{ ms: 250, processorMs: 400 }])).toEqual({
      unit: 'events/s',
      values: [2_000],
      processor: [800],
    });
  });

  it('says how many times better than the peer: a rate when it is larger, a time when it is smaller', () => {
    const peer = { name: 'y', values: [5], unit: 'ms' } as const;
    expect(ratio(measurement({ peer }))).toBe(0.25);
    expect(ratio(measurement({ unit: 'events/s', peer: { ...peer, unit: 'events/s' } }))).toBe(4);
    expect(ratio(measurement({}))).toBeNull();
    expect(ratio(measurement({ peer: { ...peer, values: [], missing: 'not there' } }))).toBeNull();
  });

  it('says whether what was asked is met', () => {
    const peer = { name: 'y', values: [5], unit: 'ms' } as const;
    expect(verdict(measurement({}))).toBeNull();
    expect(verdict(measurement({ target: { of: 'result', atMost: 20 } }))).toBe('yes');
    expect(verdict(measurement({ target: { of: 'result', atMost: 19 } }))).toBe('no');
    expect(verdict(measurement({ target: { of: 'result', atLeast: 21 } }))).toBe('no');
    expect(verdict(measurement({ peer, target: { of: 'ratio', atLeast: 0.25 } }))).toBe('yes');
    expect(verdict(measurement({ peer, target: { of: 'ratio', atLeast: 0.26 } }))).toBe('no');
    expect(verdict(measurement({ target: { of: 'ratio', atLeast: 1 } }))).toBe('not measured');
  });
});
