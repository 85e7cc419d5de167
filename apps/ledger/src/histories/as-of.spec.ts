import { expect, it } from '@jest/globals';
import { reaches } from './as-of.js';

it('a position is waited for no longer than somebody waits', async () => {
  const leaving = new AbortController();
  let looks = 0;
  const head = () => {
    looks += 1;
    if (looks === 2) leaving.abort();
    return Promise.resolve({ position: '1', recordedAt: '2026-01-01T00:00:00.000Z' });
  };
  expect([await reaches({ head }, '2', leaving.signal), looks]).toEqual([false, 2]);
  expect([await reaches({ head }, '1', leaving.signal), looks]).toEqual([true, 3]);
});
