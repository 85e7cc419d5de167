import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { labelPlaces, textWidth } from './label-places.js';

describe('labels along an axis', () => {
  it('are all there where they fit, and every so many where they do not, always with the last', () => {
    const months = Array.from({ length: 12 }, (_, index) => `${index + 1} 2024`);
    const shown = (width: number) =>
      labelPlaces(months, (index) => (index * width) / 11, [0, width]).map(({ index }) => index);
    expect(shown(1200)).toHaveLength(12);
    expect(shown(400)).toEqual([2, 5, 8, 11]);
    expect(shown(60)).toEqual([11]);
  });

  it('can be counted from the first', () => {
    expect(labelPlaces(['0', '100', '200', '300'], (index) => index * 25, [0, 75], 'first')).toEqual([
      { index: 0, middle: textWidth('0') / 2 },
      { index: 2, middle: 50 },
    ]);
  });

  it('never touch, never leave the picture, and are never none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 16 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 130, max: 1500 }),
        fc.constantFrom('first' as const, 'last' as const),
        (labels, width, keep) => {
          const at = (index: number) => (index * width) / Math.max(1, labels.length - 1);
          const placed = labelPlaces(labels, at, [0, width], keep);
          expect(placed.length).toBeGreaterThan(0);
          let end = -Infinity;
          for (const { index, middle } of placed) {
            const half = textWidth(labels[index]!) / 2;
            expect(middle - half).toBeGreaterThan(end);
            expect(middle - half).toBeGreaterThanOrEqual(-1e-9);
            expect(middle + half).toBeLessThanOrEqual(width + 1e-9);
            end = middle + half;
          }
        },
      ),
    );
  });
});
