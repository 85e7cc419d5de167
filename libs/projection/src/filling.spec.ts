import { describe, expect, it } from '@jest/globals';
import type { Head } from '#libs/event-store';
import { Filling } from './filling.js';

const INSTANT = '2024-06-01T12:00:00.000Z';

/** The position up to which facts are made anew, where the ledger has these last positions, one at each look. */
async function filledUpTo(positions: readonly number[]): Promise<string | undefined> {
  const heads = positions.map((position): Head => ({ position: String(position), recordedAt: INSTANT }));
  let asked: string | undefined;
  const filling = new Filling({
    store: { head: () => Promise.resolve(heads.length > 1 ? heads.shift()! : heads[0]!) },
    fill: ({ position }) => {
      asked = position;
      return Promise.resolve();
    },
    lookMs: 1,
    patienceMs: 3_600_000,
    now: () => Date.parse(INSTANT),
    onFailure: (error) => {
      throw error as Error;
    },
  });
  await filling.run(new AbortController().signal);
  return asked;
}

describe('facts that are far behind', () => {
  const POURING = 10_000_000;

  it('are made anew when no more events pour in, of which one slow moment tells nothing', async () => {
    const uploaded = [1, 2, 2, 3, 3, 3, 4, 5].map((times) => times * POURING);
    expect(await filledUpTo(uploaded)).toBe(String(5 * POURING));
  });

  it('are made anew beside few events that go on coming', async () => {
    expect(await filledUpTo([POURING, POURING + 1, POURING + 2, POURING + 3, POURING + 4])).toBe(String(POURING + 3));
  });
});
