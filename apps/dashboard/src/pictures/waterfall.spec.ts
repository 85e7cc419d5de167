import { describe, expect, it } from '@jest/globals';
import { waterfall } from './waterfall.js';

describe('stock and flow', () => {
  it('go up by what came in and down by what went out, to the closing stock', () => {
    expect(waterfall({ opening: 100, in: 30, out: 50, closing: 80, active: 130 })).toEqual([
      [0, 100],
      [100, 130],
      [80, 130],
      [0, 80],
    ]);
  });

  it('stand on zero where one is hidden, which is not drawn as zero', () => {
    expect(waterfall({ opening: 100, in: null, out: 50, closing: 80, active: null })).toEqual([
      [0, 100],
      null,
      [0, 50],
      [0, 80],
    ]);
  });
});
