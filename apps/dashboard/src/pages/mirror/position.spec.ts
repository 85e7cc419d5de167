import { describe, expect, it } from '@jest/globals';
import { mirrorOf } from './position.js';

const row = (provider: string, value: number, denominator: number) => ({
  group: { provider },
  numerator: value * denominator,
  denominator,
  value,
  interval: { level: 0.95, lower: 0, upper: 1, method: 'wilson' },
  suppressed: false,
});

describe('a provider beside the others', () => {
  const others = Array.from({ length: 30 }, (_, i) => row(`p${i}`, i % 2 === 0 ? 0.5 : 0.52, 1000));

  it.each([
    [0.51, 'within'],
    [0.55, 'warning'],
    [0.7, 'outside'],
  ])('with a share of %s is %s the limits', (value, position) => {
    expect(mirrorOf([...others, row('own', value, 1000)], 'own', 'dropout').position).toBe(position);
  });

  it('has no place without cases, or without enough others', () => {
    expect(mirrorOf(others, 'own', 'dropout')).toMatchObject({ figure: null, position: 'unknown' });
    expect(mirrorOf([row('own', 0.5, 10), row('p', 0.4, 10)], 'own', 'dropout').position).toBe('unknown');
  });

  it('has a place by a difference of classes, whose limits come from both', () => {
    const part = (value: number) => ({ numerator: value * 1000, denominator: 1000, value, interval: null });
    const net = (provider: string, lighter: number, heavier: number) => ({
      ...row(provider, lighter - heavier, 1000),
      net: lighter - heavier,
      classes: { lighter: part(lighter), heavier: part(heavier) },
    });
    const alike = Array.from({ length: 30 }, (_, i) => net(`p${i}`, i % 2 === 0 ? 0.11 : 0.1, 0.1));
    const { funnel, position } = mirrorOf([...alike, net('own', 0.05, 0.3)], 'own', 'flow-through');
    expect(funnel!.limits(1000, 1).lower).toBeLessThan(0);
    expect(position).toBe('outside');
  });

  it('is the only one marked among the others', () => {
    const { units } = mirrorOf([...others, row('own', 0.5, 1000)], 'own', 'dropout');
    expect(units.filter(({ own }) => own)).toHaveLength(1);
  });
});
