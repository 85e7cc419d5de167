import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linear, niceDomain, ticks } from './scale.js';

describe('scales', () => {
  it('map a domain onto pixels', () => {
    const scale = linear([0, 0.5], [100, 0]);
    expect(scale(0)).toBe(100);
    expect(scale(0.25)).toBe(50);
    expect(linear([3, 3], [0, 10])(3)).toBe(5);
  });

  it('have round ticks', () => {
    expect(ticks([0, 0.37], 4)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(ticks([12, 97], 5)).toEqual([20, 40, 60, 80]);
    expect(ticks([5, 5], 5)).toEqual([5]);
  });

  it('have a domain around every value, whatever the values', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: -1e8, max: 1e8 }).map((cents) => cents / 100),
          { minLength: 1 },
        ),
        fc.boolean(),
        (values, zero) => {
          const [low, high] = niceDomain(values, 5, zero);
          const slack = 1e-9 * (1 + Math.abs(low) + Math.abs(high));
          expect(high).toBeGreaterThan(low);
          for (const value of values) {
            expect(value).toBeGreaterThanOrEqual(low - slack);
            expect(value).toBeLessThanOrEqual(high + slack);
          }
        },
      ),
    );
  });

  it('have a domain where there is nothing to show', () => {
    expect(niceDomain([], 5)).toEqual([0, 1]);
  });
});
