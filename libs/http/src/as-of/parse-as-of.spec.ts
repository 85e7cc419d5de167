import { describe, expect, it } from '@jest/globals';
import { parseAsOf } from './parse-as-of.js';

describe('parseAsOf', () => {
  it('means the newest position when absent', () => {
    expect(parseAsOf(undefined)).toEqual({ kind: 'newest' });
  });

  it.each(['0', '184467', '900-880'])('reads %s as a position', (text) => {
    expect(parseAsOf(text)).toEqual({ kind: 'position', position: text });
  });

  it.each([
    ['2025-12-31T22:10:05Z', '2025-12-31T22:10:05.000Z'],
    ['2025-12-31T23:10:05.123456+01:00', '2025-12-31T22:10:05.123Z'],
    ['2025-12-31T23:10:05 01:00', '2025-12-31T22:10:05.000Z'],
    ['2025-12-31t22:10:05z', '2025-12-31T22:10:05.000Z'],
  ])('reads %s as the instant %s', (text, instant) => {
    expect(parseAsOf(text)).toEqual({ kind: 'instant', instant });
  });

  it.each([
    '',
    'latest',
    '-1',
    '1.5',
    '2025-12-31',
    '2025-12-31T22:10:05',
    '2025-02-30T00:00:00Z',
    '2025-12-31T25:00:00Z',
  ])('refuses %p', (text) => {
    expect(parseAsOf(text)).toBeNull();
  });
});
