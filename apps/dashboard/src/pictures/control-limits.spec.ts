import { describe, expect, it } from '@jest/globals';
import { controlChart } from './control-limits.js';

const share = (numerator: number, denominator: number) => ({ value: numerator / denominator, numerator, denominator });
const plain = (value: number | null) => ({ value, numerator: null, denominator: null });

describe('a control chart', () => {
  it('has wider limits where there are fewer cases (p-chart)', () => {
    const chart = controlChart([...Array.from({ length: 7 }, () => share(20, 100)), share(80, 400)])!;
    expect(chart).toMatchObject({ kind: 'p', centre: 0.2 });
    expect(chart.limits[0]!.upper).toBeCloseTo(0.2 + 3 * 0.04, 12);
    expect(chart.limits[7]!.upper).toBeCloseTo(0.2 + 3 * 0.02, 12);
    expect(chart.signals.flat()).toEqual([]);
  });

  it('never leaves 0 to 1 for a share', () => {
    const chart = controlChart(Array.from({ length: 8 }, () => share(1, 20)))!;
    expect(chart.limits[0]!.lower).toBe(0);
  });

  it('has no limit below the least that a figure can be', () => {
    const values = [1, 30, 2, 40, 1, 35, 3, 50].map(plain);
    expect(controlChart(values)!.limits[0]!.lower).toBeLessThan(0);
    expect(controlChart(values, 0)!.limits[0]!.lower).toBe(0);
  });

  it('takes the spread of other figures from neighbours (XmR)', () => {
    const chart = controlChart([10, 12, 10, 12, 10, 12, 10, 12].map(plain))!;
    expect(chart).toMatchObject({ kind: 'xmr', centre: 11 });
    expect(chart.limits[3]!.upper).toBeCloseTo(11 + 2.66 * 2, 12);
  });

  it('marks a period beyond its limits', () => {
    const chart = controlChart([...Array.from({ length: 8 }, () => share(20, 100)), share(45, 100)])!;
    expect(chart.signals[8]).toContain('beyond-limits');
    expect(chart.signals[0]).not.toContain('beyond-limits');
  });

  it('marks eight periods on one side of the centre', () => {
    const low = Array.from({ length: 8 }, (_, index) => plain(index % 2 === 0 ? 10 : 11));
    const high = Array.from({ length: 8 }, (_, index) => plain(index % 2 === 0 ? 13 : 14));
    const chart = controlChart([...low, ...high])!;
    expect(chart.signals.every((rules) => rules.includes('run-of-eight'))).toBe(true);
  });

  it('marks six periods that go one way', () => {
    const chart = controlChart([5, 4, 5, 4, 5, 6, 7, 8, 9, 10, 4, 5].map(plain))!;
    const marked = chart.signals.flatMap((rules, index) => (rules.includes('trend-of-six') ? [index] : []));
    expect(marked).toEqual([3, 4, 5, 6, 7, 8, 9]);
  });

  it('marks two of three periods far on one side', () => {
    const base = Array.from({ length: 20 }, (_, index) => share(index % 2 === 0 ? 19 : 21, 100));
    const chart = controlChart([...base, share(30, 100), share(20, 100), share(30, 100)])!;
    expect(chart.signals[20]).toContain('two-of-three');
    expect(chart.signals[21]).toEqual([]);
    expect(chart.signals[22]).toContain('two-of-three');
  });

  it('passes over a period without a value, and says nothing of too few', () => {
    const values = [1, 2, null, 1, 2, 1, 2, 1, 2];
    const chart = controlChart(values.map(plain))!;
    expect(chart.limits[2]).toBeNull();
    expect(chart.signals[2]).toEqual([]);
    expect(controlChart(values.slice(0, 7).map(plain))).toBeNull();
  });
});
