import { describe, expect, it } from '@jest/globals';
import { sealedCodec } from '#libs/codec';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { temporaryKeyVault } from '#libs/key-vault';
import { knownFrom, StreamCache } from './stream-cache.js';

describe('streams at hand', () => {
  it('make room for others as they grow, the one used longest ago first', async () => {
    const store = openSqliteEventStore(':memory:');
    const cache = new StreamCache(store, sealedCodec(temporaryKeyVault()), 500_000);
    const names = Array.from({ length: 10 }, (_, i) => `trajectory-${i}`);
    const streams = names.map((name) => ({ name, known: knownFrom('trajectory', { revision: null, events: [] }) }));
    for (const { name, known } of streams) cache.put(name, known);
    expect(names.every((name) => cache.peek(name, 'trajectory') !== undefined)).toBe(true);
    for (const { name, known } of streams) {
      for (let mark = 0; mark < 100_000; mark += 1) known.marks.push(mark);
      cache.put(name, known);
    }
    const left = names.filter((name) => cache.peek(name, 'trajectory') !== undefined);
    expect(left).toEqual(names.slice(-left.length));
    expect(left.length).toBeLessThan(names.length);
    expect(left.length).toBeGreaterThan(0);
    await store.close();
  });
});
