import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { gatherLines } from './gather-lines.js';
import type { Line } from './split-lines.js';

const line = (number: number, bytes = 1): Line => ({ number, content: Buffer.alloc(bytes) });
const numbers = (lines: readonly Line[]) => lines.map(({ number }) => number);

/** Batches of two lines each, after a pause of so many turns of the event loop; notes how many were asked for. */
function input(
  batches: number,
  { bytes = 1, error, pause = 0 }: { bytes?: number; error?: Error; pause?: number } = {},
) {
  const asked = { batches: 0, closed: false };
  async function* all() {
    try {
      for (let i = 0; i < batches; i += 1) {
        asked.batches += 1;
        for (let turn = 0; turn < pause; turn += 1) await setImmediate();
        yield [line(2 * i + 1, bytes), line(2 * i + 2, bytes)];
      }
      if (error) throw error;
    } finally {
      asked.closed = true;
    }
  }
  return { asked, lines: all() };
}

describe('lines that are gathered', () => {
  it('go on together when they come without a pause, in order', async () => {
    const groups: number[][] = [];
    for await (const lines of gatherLines(input(4, { pause: 1 }).lines, { lines: 100, bytes: 1_000 })) {
      groups.push(numbers(lines));
    }
    expect(groups).toEqual([[1, 2, 3, 4, 5, 6, 7, 8]]);
  });

  it('go on soon when no more come, and those that come meanwhile go on together', async () => {
    const groups: number[][] = [];
    for await (const lines of gatherLines(input(4, { pause: 8 }).lines, { lines: 100, bytes: 1_000 })) {
      groups.push(numbers(lines));
      if (groups.length === 1) for (let turn = 0; turn < 40; turn += 1) await setImmediate();
    }
    expect(groups).toEqual([
      [1, 2],
      [3, 4, 5, 6, 7, 8],
    ]);
  });

  it('are read ahead no further than one group of lines', async () => {
    const { asked, lines } = input(100);
    const groups = gatherLines(lines, { lines: 5, bytes: 1_000 });
    expect(numbers((await groups.next()).value)).toEqual([1, 2, 3, 4, 5]);
    await setImmediate();
    expect(asked.batches).toBe(5);
    expect(numbers((await groups.next()).value)).toEqual([6, 7, 8, 9, 10]);
    await setImmediate();
    expect(asked.batches).toBe(8);
  });

  it('are read ahead no further than the bytes of a group', async () => {
    const { asked, lines } = input(100, { bytes: 40 });
    const groups = gatherLines(lines, { lines: 1_000, bytes: 100 });
    expect(numbers((await groups.next()).value)).toEqual([1, 2, 3, 4]);
    await setImmediate();
    expect(asked.batches).toBe(4);
  });

  it('come before the failure of the input that follows them', async () => {
    const groups: number[][] = [];
    const read = async () => {
      const { lines } = input(2, { error: new Error('broken off') });
      for await (const group of gatherLines(lines, { lines: 100, bytes: 1_000 })) groups.push(numbers(group));
    };
    await expect(read()).rejects.toThrow('broken off');
    expect(groups.flat()).toEqual([1, 2, 3, 4]);
  });

  it('are let go of when nobody wants them any more', async () => {
    const { asked, lines } = input(100);
    for await (const group of gatherLines(lines, { lines: 4, bytes: 1_000 })) if (group.length > 0) break;
    await setImmediate();
    expect(asked).toEqual({ batches: expect.any(Number), closed: true });
    expect(asked.batches).toBeLessThan(5);
  });
});
