import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { IncompatibleStoreError, StoreUnavailableError } from '#libs/event-store';
import { openSqliteEventStore } from './open.js';
import { SCHEMA_VERSION } from './schema.js';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'schema-'));
  path = join(folder, 'deep', 'events.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Makes a store with one event and closes it. */
async function storeWithOneEvent(): Promise<void> {
  const store = openSqliteEventStore(path);
  await store.append(
    's',
    [{ id: randomUUID(), type: 't', data: Buffer.from('{}'), metadata: Buffer.from('{}') }],
    'any',
  );
  await store.close();
}

/** Runs SQL as any other program could. */
function outside(sql: string): void {
  const db = new DatabaseSync(path);
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

describe('the file', () => {
  it('is made with its folder, for its owner only', async () => {
    await storeWithOneEvent();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('holds everything by itself once the store is closed', async () => {
    await storeWithOneEvent();
    copyFileSync(path, join(folder, 'copy.sqlite'));
    const store = openSqliteEventStore(join(folder, 'copy.sqlite'));
    expect(await store.head()).toMatchObject({ position: '1' });
    await store.close();
  });

  it('is opened again with what it holds', async () => {
    await storeWithOneEvent();
    const store = openSqliteEventStore(path);
    expect(await store.streamRevision('s')).toBe(0);
    await store.close();
  });

  it.each([
    ['UPDATE', "UPDATE events SET data = x'00'", /never changed/],
    ['DELETE', 'DELETE FROM events', /never removed/],
    [
      'INSERT OR REPLACE at a position',
      'INSERT OR REPLACE INTO events SELECT position, randomblob(16), 7, revision, kind, recorded_at, data, metadata FROM events',
      /never replaced/,
    ],
    [
      'INSERT OR REPLACE of an id',
      'INSERT OR REPLACE INTO events SELECT 99, id, 7, revision, kind, recorded_at, data, metadata FROM events',
      /never replaced/,
    ],
    [
      'INSERT OR REPLACE of a revision',
      'INSERT OR REPLACE INTO events SELECT 99, randomblob(16), stream, revision, kind, recorded_at, data, metadata FROM events',
      /never replaced/,
    ],
    ['UPDATE of a stream', "UPDATE stream SET name = 'other'", /never changed/],
    ['DELETE of a stream', 'DELETE FROM stream', /never removed/],
    [
      'INSERT OR REPLACE of a stream',
      "INSERT OR REPLACE INTO stream SELECT number, 'other' FROM stream",
      /never replaced/,
    ],
    ['INSERT OR REPLACE of a name', 'INSERT OR REPLACE INTO stream SELECT 99, name FROM stream', /never replaced/],
    ['UPDATE of a type', "UPDATE kind SET type = 'other'", /never changed/],
    ['DELETE of a type', 'DELETE FROM kind', /never removed/],
    [
      'INSERT OR REPLACE of a type',
      "INSERT OR REPLACE INTO kind SELECT number, 'other', metadata FROM kind",
      /never replaced/,
    ],
  ])('refuses %s from any program', async (_what, sql, message) => {
    await storeWithOneEvent();
    expect(() => outside(sql)).toThrow(message);
    const store = openSqliteEventStore(path);
    expect(await store.head()).toMatchObject({ position: '1' });
    await store.close();
  });

  it('of a newer version is refused with what to do', async () => {
    await storeWithOneEvent();
    outside(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    expect(() => openSqliteEventStore(path)).toThrow(IncompatibleStoreError);
    expect(() => openSqliteEventStore(path)).toThrow(/schema 3.*newer version/);
    outside(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    await openSqliteEventStore(path).close();
  });

  it('of another program is refused and left alone', async () => {
    await storeWithOneEvent();
    outside('PRAGMA application_id = 7');
    expect(() => openSqliteEventStore(path)).toThrow(/another program/);
    outside('PRAGMA application_id = 0');
    expect(() => openSqliteEventStore(path)).toThrow(IncompatibleStoreError);
  });

  it('that is no database is refused', async () => {
    await storeWithOneEvent();
    writeFileSync(path, 'not a database at all'.repeat(100));
    expect(() => openSqliteEventStore(path)).toThrow(StoreUnavailableError);
    expect(() => openSqliteEventStore(path)).toThrow(/no event store/);
  });
});
