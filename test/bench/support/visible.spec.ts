import { describe, expect, it } from '@jest/globals';
import { untilSeen } from './visible.js';

describe('how long an event is not in the figures', () => {
  it('is the time from its receipt to the first look that has seen its position', () => {
    const looks = [
      { position: 0, at: 5 },
      { position: 2, at: 40 },
      { position: 5, at: 90 },
    ];
    const received = [
      { position: 4, at: 30 },
      { position: 1, at: 10 },
      { position: 2, at: 45 },
    ];
    expect(untilSeen(received, looks)).toEqual([30, 0, 60]);
  });
});
