import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { EventStore, StoredEvent } from '#libs/event-store';
import { openSqliteEventStore } from './open.js';

/** The file as schema 1 made it. */
const SCHEMA_1 = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    type TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    data BLOB NOT NULL,
    metadata BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_by_id ON events (id);
  CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
  CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN SELECT raise(ABORT, 'changed'); END;
  CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN SELECT raise(ABORT, 'removed'); END;
  CREATE TRIGGER events_stay BEFORE INSERT ON events WHEN EXISTS (SELECT 1 FROM events WHERE id = new.id)
    BEGIN SELECT raise(ABORT, 'replaced'); END;
  PRAGMA application_id = ${0x434c6564};
  PRAGMA user_version = 1;
`;

const LONG = JSON.stringify({ encoding: 'plain', id: 'x'.repeat(100) });

/** Position, id, stream, revision, type, ms, data, metadata; positions 2 and 5 were never used. */
const ROWS = [
  [1, '00000000-0000-4000-8000-00000000000a', 'one', 0, 'opened', 1_000, 'a', '{}'],
  [3, 'ffffffff-ffff-8fff-bfff-ffffffffffff', 'two', 0, 'opened', 2_000, 'b', LONG],
  [4, '12345678-9abc-5def-8012-3456789abcde', 'one', 1, 'closed', 2_000, 'c', '{}'],
  [6, '12345678-9abc-5def-8012-3456789abcdf', 'one', 2, 'opened', 3_000, 'd', `${LONG} `],
] as const;

let folder: string;
let store: EventStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'schema-1-'));
  const path = join(folder, 'events.sqlite');
  const db = new DatabaseSync(path);
  db.exec(SCHEMA_1);
  const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, CAST(? AS BLOB), CAST(? AS BLOB))');
  for (const row of ROWS) insert.run(...row);
  db.close();
  store = openSqliteEventStore(path);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('a file of schema 1', () => {
  it('is read with the same events at the same places', async () => {
    const events: StoredEvent[] = [];
    for await (const event of store.readAll()) events.push(event);
    expect(
      events.map(({ position, id, stream, revision, type, recordedAt, data, metadata }) => [
        Number(position),
        id,
        stream,
        revision,
        type,
        Date.parse(recordedAt),
        text(data),
        text(metadata),
      ]),
    ).toEqual(ROWS);
    expect((await store.findEvents([ROWS[2][1]])).get(ROWS[2][1])).toMatchObject({ stream: 'one', revision: 1 });
    expect(await store.streamRevision('two')).toBe(0);
  });

  it('goes on behind its last position, and takes no id again', async () => {
    const event = (id: string) => ({ id, type: 'closed', data: Buffer.from('{}'), metadata: Buffer.from('{}') });
    await expect(store.append('two', [event(ROWS[0][1])], 0)).rejects.toMatchObject({ name: 'EventIdTakenError' });
    expect(await store.append('two', [event('00000000-0000-4000-8000-00000000000b')], 0)).toMatchObject([
      { position: '7', revision: 1 },
    ]);
  });
});
