import { describe, expect, it } from '@jest/globals';
import { dayBefore } from './observed-until.js';

describe('dayBefore', () => {
  it.each([
    ['winter, before midnight', '2025-12-31T22:59:59.999Z', '2025-12-30'],
    ['winter, at midnight', '2025-12-31T23:00:00.000Z', '2025-12-31'],
    ['summer, before midnight', '2025-06-30T21:59:59.999Z', '2025-06-29'],
    ['summer, at midnight', '2025-06-30T22:00:00.000Z', '2025-06-30'],
    ['the evening before the clock goes forward', '2025-03-29T22:59:59Z', '2025-03-28'],
    ['the evening of the day it went forward', '2025-03-30T21:59:59Z', '2025-03-29'],
    ['the day after the clock went back', '2025-10-26T23:00:00Z', '2025-10-26'],
    ['new year', '2026-01-01T12:00:00Z', '2025-12-31'],
  ])('%s', (_when, instant, day) => {
    expect(dayBefore(instant)).toBe(day);
  });
});
