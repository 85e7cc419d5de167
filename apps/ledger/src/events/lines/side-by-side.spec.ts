import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { sideBySide } from './side-by-side.js';

/** Numbers from 0; notes how many were asked for, and whether it was told that no more are wanted. */
function numbers(count: number, error?: Error) {
  const asked = { items: 0, closed: false };
  async function* all() {
    try {
      for (let n = 0; n < count; n += 1) {
        asked.items += 1;
        await setImmediate();
        yield n;
      }
      if (error) throw error;
    } finally {
      asked.closed = true;
    }
  }
  return { asked, items: all() };
}

/** Work that ends when it is told to. */
function work() {
  const ends: (() => void)[] = [];
  const begin = (n: number) => new Promise<number>((resolve) => (ends[n] = () => resolve(10 * n)));
  return { ends, begin };
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await setImmediate();
}

describe('work side by side', () => {
  it('gives results in the order of the items, whatever ends first', async () => {
    const { ends, begin } = work();
    const results = sideBySide(numbers(3).items, 3, begin);
    const first = results.next();
    await turns(10);
    expect(ends).toHaveLength(3);
    ends[2]!();
    ends[1]!();
    ends[0]!();
    expect((await first).value).toBe(0);
    expect((await results.next()).value).toBe(10);
    expect((await results.next()).value).toBe(20);
    expect((await results.next()).done).toBe(true);
  });

  it('gives a result while it waits for more items', async () => {
    const never = async function* () {
      yield 1;
      await new Promise(() => undefined);
    };
    const results = sideBySide(never(), 4, (n) => Promise.resolve(n));
    expect((await results.next()).value).toBe(1);
  });

  it('begins no more than it may before results are taken', async () => {
    const { asked, items } = numbers(100);
    const { ends, begin } = work();
    const results = sideBySide(items, 2, begin);
    const first = results.next();
    await turns(20);
    expect([ends.length, asked.items]).toEqual([2, 3]);
    ends[0]!();
    await first;
    await turns(20);
    expect(ends).toHaveLength(2);
    await results.return(undefined);
    await turns(5);
    expect(asked.closed).toBe(true);
  });

  it('tells a failure of the items after the results of those before, and one of the work in its turn', async () => {
    const given: number[] = [];
    const read = async (items: AsyncIterable<number>, failing: number) => {
      const each = (n: number) => (n === failing ? Promise.reject(new Error('work')) : Promise.resolve(n));
      for await (const n of sideBySide(items, 3, each)) given.push(n);
    };
    await expect(read(numbers(4, new Error('broken off')).items, -1)).rejects.toThrow('broken off');
    await expect(read(numbers(4).items, 2)).rejects.toThrow('work');
    expect(given).toEqual([0, 1, 2, 3, 0, 1]);
  });
});
