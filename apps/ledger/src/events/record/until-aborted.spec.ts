import { describe, expect, it } from '@jest/globals';
import { untilAborted } from './until-aborted.js';

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('an iterable until a signal aborts', () => {
  it('gives everything when it does not', async () => {
    async function* two() {
      yield 1;
      yield 2;
    }
    expect(await collect(untilAborted(two(), new AbortController().signal))).toEqual([1, 2]);
  });

  it('ends while it waits for an item that never comes', async () => {
    const abort = new AbortController();
    async function* stuck() {
      yield 1;
      queueMicrotask(() => abort.abort());
      await new Promise(() => undefined);
    }
    expect(await collect(untilAborted(stuck(), abort.signal))).toEqual([1]);
    expect(await collect(untilAborted(stuck(), abort.signal))).toEqual([]);
  });

  it('passes an error on', async () => {
    // eslint-disable-next-line require-yield -- it fails before its first item
    async function* broken(): AsyncGenerator<number> {
      throw new Error('gone');
    }
    await expect(collect(untilAborted(broken(), new AbortController().signal))).rejects.toThrow('gone');
  });
});
