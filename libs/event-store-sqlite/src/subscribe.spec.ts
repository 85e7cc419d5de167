import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { EventStore, StoredEvent } from '#libs/event-store';
import { openSqliteEventStore } from './open.js';

/** Longer than any test: only a wake-up, never the next look, can end a wait. */
const NEVER = 1_000_000;

let store: EventStore;
beforeEach(() => {
  store = openSqliteEventStore(':memory:', { pollMs: NEVER });
});
afterEach(() => store.close());

async function collect(signal?: AbortSignal): Promise<StoredEvent[]> {
  const seen: StoredEvent[] = [];
  for await (const batch of store.subscribe({ signal })) seen.push(...batch);
  return seen;
}

describe('a subscription that waits, without looking again by itself', () => {
  it('wakes for a commit of its own process', async () => {
    const waiting = store.subscribe()[Symbol.asyncIterator]();
    const next = waiting.next();
    const event = { id: randomUUID(), type: 't', data: Buffer.from('{}'), metadata: Buffer.from('{}') };
    await store.append('s', [event], 'any');
    expect((await next).value).toMatchObject([{ id: event.id }]);
    await waiting.return?.();
  });

  it('ends at once when its signal aborts', async () => {
    const abort = new AbortController();
    const ended = collect(abort.signal);
    setImmediate(() => abort.abort());
    expect(await ended).toEqual([]);
  });

  it('ends at once when the store is closed', async () => {
    const ended = collect();
    setImmediate(() => void store.close());
    expect(await ended).toEqual([]);
  });
});
