import { describe, expect, it } from '@jest/globals';
import { bandPath, linePath, stepPath } from './line-path.js';

describe('paths', () => {
  it('break at a gap', () => {
    expect(linePath([{ x: 0, y: 1 }, { x: 1, y: 2 }, null, { x: 3, y: 4 }])).toBe('M0,1L1,2M3,4');
    expect(linePath([])).toBe('');
  });

  it('go along the top of a band and back along its bottom', () => {
    expect(
      bandPath([
        { x: 0, upper: 1, lower: 5 },
        { x: 2, upper: 0, lower: 4 },
      ]),
    ).toBe('M0,1L2,0L2,4L0,5Z');
  });

  it('keep a height until the next step', () => {
    expect(
      stepPath(
        [
          { x: 0, y: 10 },
          { x: 3, y: 8 },
        ],
        5,
      ),
    ).toBe('M0,10L3,10L3,8L5,8');
  });
});
