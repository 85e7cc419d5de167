import { describe, expect, it } from '@jest/globals';
import type { NewEvent } from '#libs/event-store';
import { wavesOf } from './waves.js';

const ONE = [{ id: 'x' }] as unknown as readonly NewEvent[];
const writes = (names: string) =>
  [...names].map((stream) => ({ stream, events: stream === '-' ? [] : ONE, expectedRevision: 'any' as const }));

describe('waves', () => {
  it.each([
    ['', []],
    ['abc', [[0, 1, 2]]],
    ['aab', [[0], [1, 2]]],
    [
      'abab',
      [
        [0, 1],
        [2, 3],
      ],
    ],
    ['abca', [[0, 1, 2], [3]]],
    ['-a-a-', [[1], [3]]],
  ])('of %p keep the order and hold each stream once', (names, waves) => {
    expect(wavesOf(writes(names))).toEqual(waves);
  });
});
