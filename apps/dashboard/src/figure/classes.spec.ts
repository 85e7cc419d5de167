import { describe, expect, it } from '@jest/globals';
import { figureOf } from './figure.js';
import { netDeviation, netInterval } from './classes.js';

const share = (value: number, lower: number, upper: number) => ({
  numerator: value * 100,
  denominator: 100,
  value,
  interval: { level: 0.95, lower, upper, method: 'wilson' },
});

describe('a difference of two classes', () => {
  it('has an interval from those of the classes', () => {
    // Shares of the same cases pull each other down: r < 0 widens the interval.
    const interval = netInterval({ plus: share(0.2, 0.1334, 0.2888), minus: share(0.05, 0.0215, 0.1118) })!;
    const r = -Math.sqrt((0.2 * 0.05) / (0.8 * 0.95));
    expect(interval.lower).toBeCloseTo(0.15 - Math.sqrt(0.0666 ** 2 + 0.0618 ** 2 - 2 * r * 0.0666 * 0.0618), 10);
    expect(interval.upper).toBeCloseTo(0.15 + Math.sqrt(0.0888 ** 2 + 0.0285 ** 2 - 2 * r * 0.0888 * 0.0285), 10);
  });

  it('is not certain where nothing of either was seen', () => {
    const none = share(0, 0, 0.137);
    expect(netInterval({ plus: none, minus: none })).toEqual({ lower: -0.137, upper: 0.137 });
  });

  it('has none, and no spread, where a class is hidden', () => {
    const hidden = { numerator: null, denominator: 40, value: null, interval: null };
    expect(netInterval({ plus: hidden, minus: share(0.1, 0.05, 0.2) })).toBeNull();
    expect(netDeviation({ plus: hidden, minus: share(0.1, 0.05, 0.2) })).toBeNull();
  });

  it('spreads as cases that count +1, -1 or 0', () => {
    expect(netDeviation({ plus: share(0.3, 0.2, 0.4), minus: share(0.1, 0.05, 0.2) })).toBeCloseTo(Math.sqrt(0.36), 10);
  });

  it('is a figure of its own kind, which may be below zero', () => {
    const classes = { lighter: share(0.05, 0.0215, 0.1118), heavier: share(0.2, 0.1334, 0.2888) };
    const row = { group: {}, value: -0.15, net: -0.15, denominator: 100, interval: null, suppressed: false, classes };
    const figure = figureOf(row, 'flow-through');
    expect(figure).toMatchObject({ unit: 'net', value: -0.15, n: 100 });
    expect(figure.lower!).toBeLessThan(-0.15);
    expect(figure.upper!).toBeGreaterThan(-0.15);
  });
});
