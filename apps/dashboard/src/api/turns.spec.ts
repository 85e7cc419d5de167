import { describe, expect, it } from '@jest/globals';
import { inTurn } from './turns.js';

/** Requests that end when they are told to. */
function requests(count: number) {
  const sent: number[] = [];
  const aborts = Array.from({ length: count }, () => new AbortController());
  const ends: ((value: number) => void)[] = [];
  const all = aborts.map(({ signal }, i) =>
    inTurn(signal, () => {
      sent.push(i);
      return new Promise<number>((resolve) => (ends[i] = resolve));
    }),
  );
  return { sent, all, end: (i: number) => ends[i]!(i), giveUp: (i: number) => aborts[i]!.abort() };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('requests', () => {
  it('are sent three at a time, in order, and one that was given up is not sent', async () => {
    const { sent, all, end, giveUp } = requests(6);
    await settled();
    expect(sent).toEqual([0, 1, 2]);
    giveUp(3);
    end(1);
    await expect(all[3]).rejects.toThrow();
    await settled();
    expect(sent).toEqual([0, 1, 2, 4]);
    for (const i of [0, 2, 4]) end(i);
    await settled();
    end(5);
    expect(await Promise.all([0, 1, 2, 4, 5].map((i) => all[i]!))).toEqual([0, 1, 2, 4, 5]);
    const later = requests(4);
    await settled();
    expect(later.sent).toEqual([0, 1, 2]);
    for (const i of [0, 1, 2]) later.end(i);
    await settled();
    later.end(3);
    await Promise.all(later.all);
  });
});
