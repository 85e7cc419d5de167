import { describe, expect, it } from '@jest/globals';
import { dayInAmsterdam } from './amsterdam.js';
import { compareInstants } from './instant.js';

describe('dayInAmsterdam', () => {
  it('turns the day at midnight in Amsterdam, winter and summer', () => {
    expect(dayInAmsterdam('2024-12-31T22:59:59Z')).toBe('2024-12-31');
    expect(dayInAmsterdam('2024-12-31T23:00:00Z')).toBe('2025-01-01');
    expect(dayInAmsterdam('2024-06-30T21:59:59Z')).toBe('2024-06-30');
    expect(dayInAmsterdam('2024-06-30T22:00:00Z')).toBe('2024-07-01');
  });

  it('follows the change of the clocks', () => {
    expect(dayInAmsterdam(new Date('2024-03-30T23:00:00Z'))).toBe('2024-03-31');
    expect(dayInAmsterdam(new Date('2024-03-31T22:00:00Z'))).toBe('2024-04-01');
    expect(dayInAmsterdam(new Date('2024-10-26T22:00:00Z'))).toBe('2024-10-27');
    expect(dayInAmsterdam(new Date('2024-10-27T22:30:00Z'))).toBe('2024-10-27');
  });

  it('refuses what is no instant', () => {
    expect(() => dayInAmsterdam('yesterday')).toThrow(RangeError);
  });
});

describe('compareInstants', () => {
  it.each([
    ['2024-01-01T10:00:00Z', '2024-01-01T10:00:01Z'],
    ['2024-01-01T12:00:00+02:00', '2024-01-01T10:00:01Z'],
    ['2024-01-01T10:00:00.1234Z', '2024-01-01T10:00:00.1235Z'],
    ['2024-01-01T10:00:00Z', '2024-01-01T10:00:00.000001Z'],
    ['2023-12-31T23:59:60Z', '2024-01-01T00:00:01Z'],
    ['2024-01-01T23:30:00Z', '2024-01-01T23:00:00-01:00'],
    ['no instant', '0001-01-01T00:00:00Z'],
    ['a', 'b'],
  ])('%s comes before %s', (earlier, later) => {
    expect(compareInstants(earlier, later)).toBeLessThan(0);
    expect(compareInstants(later, earlier)).toBeGreaterThan(0);
  });

  it.each([
    ['2024-01-01T10:00:00Z', '2024-01-01T11:00:00+01:00'],
    ['2024-01-01T10:00:00.5Z', '2024-01-01t10:00:00.500z'],
  ])('%s is %s', (one, other) => {
    expect(compareInstants(one, other)).toBe(0);
  });
});
