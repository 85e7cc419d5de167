/**
 * The floor under the event store: the same rows in a table of SQLite without any rule, index or trigger, on disk after
 * every commit just the same.
 */
import { DatabaseSync } from '@photostructure/sqlite';
import type { StoredEvent } from '#libs/event-store';

export interface PlainTable {
  /** One transaction. */
  insert(events: readonly StoredEvent[]): void;
  close(): void;
}

export function openPlainTable(path: string): PlainTable {
  const db = new DatabaseSync(path);
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 16000;
    CREATE TABLE events (
      position INTEGER PRIMARY KEY, id TEXT, stream TEXT, revision INTEGER, type TEXT, recorded_at INTEGER, data BLOB, metadata BLOB
    ) STRICT;
  `);
  const insert = db.prepare(
    'INSERT INTO events (id, stream, revision, type, recorded_at, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  return {
    insert(events) {
      db.exec('BEGIN IMMEDIATE');
      for (const { id, stream, revision, type, data, metadata } of events) {
        insert.run(id, stream, revision, type, Date.now(), data, metadata);
      }
      db.exec('COMMIT');
    },
    close: () => db.close(),
  };
}
