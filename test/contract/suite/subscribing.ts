import { describe, expect, it } from '@jest/globals';
import { BEGINNING, comparePositions } from '#libs/event-store';
import { all, event, events, follow, idsOf, positionsOf, type CurrentStore } from './support.js';

/** A subscription gives every event once, in order, whatever happens meanwhile. */
export function subscribingContract(current: CurrentStore): void {
  it('resumes after every position', async () => {
    const { store } = current();
    for (let n = 0; n < 20; n += 1) await store.append(`s-${n % 3}`, [event()], 'any');
    const history = await all(store.readAll());
    const places = [BEGINNING, ...positionsOf(history)];
    for (let from = 0; from < 20; from += 1) {
      expect(await follow(store, 20 - from, { after: places[from]!, batchSize: 3 })).toEqual(history.slice(from));
    }
  });

  it('keeps to the batch size and gives no empty batch', async () => {
    const { store } = current();
    await store.append('s', events(10), 'any');
    const sizes: number[] = [];
    for await (const batch of store.subscribe({ batchSize: 4 })) {
      sizes.push(batch.length);
      if (sizes.reduce((a, b) => a + b) === 10) break;
    }
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4);
    expect(Math.min(...sizes)).toBeGreaterThan(0);
  });

  it('goes from history to live without gap or repeat while others append', async () => {
    const { store } = current();
    await store.append('before', events(100), 'any');
    const following = follow(store, 500, { batchSize: 7 });
    for (let burst = 0; burst < 40; burst += 1) {
      await Promise.all(Array.from({ length: 10 }, (_, n) => store.append(`s-${n}`, [event()], 'any')));
    }
    const seen = await following;
    expect(seen).toEqual(await all(store.readAll()));
    expect(seen).toHaveLength(500);
  });

  it('wakes for an event that comes after it has caught up', async () => {
    const { store } = current();
    const iterator = store.subscribe()[Symbol.asyncIterator]();
    for (let n = 0; n < 5; n += 1) {
      const next = iterator.next();
      const [appended] = await store.append('s', [event()], 'any');
      expect(idsOf((await next).value)).toEqual([appended!.id]);
    }
    await iterator.return!();
  });

  it('never shows an event before one that stands earlier, with many writers', async () => {
    const { store } = current();
    const following = [follow(store, 600, { batchSize: 1 }), follow(store, 600), follow(store, 600, { batchSize: 50 })];
    const writers = Array.from({ length: 30 }, async (_, writer) => {
      for (let n = 0; n < 10; n += 1) await store.append(`w-${writer}`, events(2), 'any');
    });
    await Promise.all(writers);
    const ledger = await all(store.readAll());
    for (const seen of await Promise.all(following)) {
      for (let n = 1; n < seen.length; n += 1) {
        expect(comparePositions(seen[n - 1]!.position, seen[n]!.position)).toBeLessThan(0);
      }
      expect(idsOf(seen)).toEqual(idsOf(ledger));
    }
  });

  describe('ends without an error', () => {
    it('when its signal aborts while it waits', async () => {
      const abort = new AbortController();
      const ended = all(current().store.subscribe({ signal: abort.signal }));
      setImmediate(() => abort.abort());
      expect(await ended).toEqual([]);
    });

    it('when its signal had aborted before', async () => {
      const { store } = current();
      await store.append('s', [event()], 'any');
      expect(await all(store.subscribe({ signal: AbortSignal.abort() }))).toEqual([]);
    });

    it('when its signal aborts between two batches', async () => {
      const { store } = current();
      await store.append('s', events(10), 'any');
      const abort = new AbortController();
      let batches = 0;
      for await (const batch of store.subscribe({ signal: abort.signal, batchSize: 2 })) {
        expect(batch.length).toBeGreaterThan(0);
        batches += 1;
        abort.abort();
      }
      expect(batches).toBe(1);
    });

    it('when the store is closed', async () => {
      const { store } = current();
      const ended = all(store.subscribe());
      setImmediate(() => void store.close());
      expect(await ended).toEqual([]);
    });
  });
}
