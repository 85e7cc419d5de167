import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WrongExpectedRevisionError, type EventStore, type StoredEvent } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { startAppending } from './start-appending.js';

const EACH = 150;

let folder: string;
let store: EventStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'two-processes-'));
  store = openSqliteEventStore(join(folder, 'events.sqlite'));
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** Appends one event at a time, each at the revision just read, until so many were accepted. */
async function appendHere(stream: string, count: number): Promise<string[]> {
  const accepted: string[] = [];
  while (accepted.length < count) {
    const event = { id: randomUUID(), type: 'test.happened', data: Buffer.from('{}'), metadata: Buffer.from('{}') };
    try {
      await store.append(stream, [event], (await store.streamRevision(stream)) ?? 'must-not-exist');
      accepted.push(event.id);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevisionError)) throw error;
    }
  }
  return accepted;
}

async function follow(count: number): Promise<StoredEvent[]> {
  const seen: StoredEvent[] = [];
  for await (const batch of store.subscribe()) {
    seen.push(...batch);
    if (seen.length >= count) break;
  }
  return seen;
}

describe('two processes on one file', () => {
  it('append to one stream at the same time, each revision once, and a subscription of one sees both', async () => {
    const following = follow(2 * EACH);
    const child = startAppending(join(folder, 'events.sqlite'), ['raced'], EACH);
    await child.printed(1);
    const here = await appendHere('raced', EACH);
    expect(await child.gone).toBe(0);

    const stored: StoredEvent[] = [];
    for await (const event of store.readStream('raced')) stored.push(event);
    expect(stored.map(({ revision }) => revision)).toEqual(Array.from({ length: 2 * EACH }, (_, n) => n));
    expect(stored.map(({ id }) => id).sort()).toEqual([...here, ...child.receipts.map(({ id }) => id)].sort());
    expect(await following).toEqual(stored);
  });
});
