import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import type { StoredEvent } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { startAppending, type Receipt } from './start-appending.js';

const STREAMS = ['a', 'b', 'c'];
const KILLS = 6;

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kill-'));
  path = join(folder, 'events.sqlite');
});
afterEach(() => rm(folder, { recursive: true }));

async function ledger(): Promise<StoredEvent[]> {
  const store = openSqliteEventStore(path);
  const stored: StoredEvent[] = [];
  for await (const event of store.readAll()) stored.push(event);
  await store.close();
  return stored;
}

function integrity(): unknown {
  const db = new DatabaseSync(path);
  try {
    return db.prepare('PRAGMA integrity_check').all();
  } finally {
    db.close();
  }
}

describe('a process that is killed while it appends', () => {
  it('loses nothing that was answered, and leaves no half of a write', async () => {
    const answered: Receipt[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = startAppending(path, STREAMS);
      await child.printed(1 + Math.floor(Math.random() * 200));
      await setTimeout(Math.random() * 10);
      child.process.kill('SIGKILL');
      expect(await child.gone).toBeNull();
      answered.push(...child.receipts);

      const stored = await ledger();
      const byId = new Map(stored.map((event) => [event.id, event]));
      expect(answered.filter(({ id }) => !byId.has(id))).toEqual([]);
      for (const { id, stream, revision, position } of answered) {
        expect(byId.get(id)).toMatchObject({ stream, revision, position });
      }
      for (const stream of STREAMS) {
        const revisions = stored.filter((event) => event.stream === stream).map(({ revision }) => revision);
        expect(revisions).toEqual(revisions.map((_, n) => n));
      }
      expect(integrity()).toEqual([{ integrity_check: 'ok' }]);
    }
    expect(answered.length).toBeGreaterThanOrEqual(KILLS);
  });
});
