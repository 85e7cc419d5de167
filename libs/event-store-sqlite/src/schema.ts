import { IncompatibleStoreError } from '#libs/event-store';
import type { Connection } from './connection.js';
import { migrateFromText } from './migrate-from-text.js';

/** Marks the file as ours (`PRAGMA application_id`): the letters `CLed`. */
export const APPLICATION_ID = 0x434c6564;

/** The schema that this program writes (`PRAGMA user_version`). */
export const SCHEMA_VERSION = 2;

/** Triggers that keep rows of a table as they are. INSERT OR REPLACE deletes without firing a delete trigger. */
function lasting(table: string, replaces: string, what: string): string {
  return `
  CREATE TRIGGER ${table}_never_change BEFORE UPDATE ON ${table}
    BEGIN SELECT raise(ABORT, 'a recorded ${what} is never changed'); END;
  CREATE TRIGGER ${table}_never_go BEFORE DELETE ON ${table}
    BEGIN SELECT raise(ABORT, 'a recorded ${what} is never removed'); END;
  CREATE TRIGGER ${table}_stay BEFORE INSERT ON ${table}
    WHEN ${replaces}
    BEGIN SELECT raise(ABORT, 'a recorded ${what} is never replaced'); END;`;
}

/**
 * One table of events. `position` never repeats (AUTOINCREMENT) and grows in the order of commit, as there is one writer
 * at a time. Names of streams stand once, in `stream`: a row and its index entry hold a small number, and new streams
 * stand side by side in the index. `kind` holds types with the short metadata that events of the type share; a row has
 * metadata only where it is its own. The triggers keep every program that opens the file, not only this one, from changing
 * what was recorded.
 */
const TABLES = `
  CREATE TABLE stream (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE kind (
    number INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    metadata BLOB
  ) STRICT;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL CHECK (length(id) = 16), -- the UUID
    stream INTEGER NOT NULL, -- number of the stream
    revision INTEGER NOT NULL,
    kind INTEGER NOT NULL, -- number of the kind
    recorded_at INTEGER NOT NULL, -- milliseconds since 1970 in UTC
    data BLOB NOT NULL,
    metadata BLOB -- NULL = that of the kind
  ) STRICT;
`;

/** Made once the tables are filled. */
const GUARDS = `
  CREATE UNIQUE INDEX events_by_id ON events (id);
  CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
  CREATE INDEX events_by_kind ON events (kind); -- so that rare types are found among many events
  ${lasting(
    'events',
    `EXISTS (SELECT 1 FROM events WHERE id = new.id)
      OR EXISTS (SELECT 1 FROM events WHERE stream = new.stream AND revision = new.revision)
      OR EXISTS (SELECT 1 FROM events WHERE position = new.position)`,
    'event',
  )}
  ${lasting(
    'stream',
    `EXISTS (SELECT 1 FROM stream WHERE number = new.number) OR EXISTS (SELECT 1 FROM stream WHERE name = new.name)`,
    'name',
  )}
  ${lasting('kind', `EXISTS (SELECT 1 FROM kind WHERE number = new.number)`, 'kind')}
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * Makes the schema in an empty database, brings that of an earlier version up to date, or checks that the one there is
 * ours and not newer than this program.
 * @throws IncompatibleStoreError
 */
export function prepareSchema(db: Connection): void {
  if (isEmpty(db)) inTransaction(db, () => isEmpty(db) && db.exec(TABLES + GUARDS));
  checkSchema(db);
  if (isEarlier(db)) inTransaction(db, () => isEarlier(db) && migrateFromText(db, TABLES, GUARDS));
}

/** Two processes may find the same at once; the write lock lets one of them do the work. */
function inTransaction(db: Connection, work: () => unknown): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    work();
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

function checkSchema(db: Connection): void {
  if (pragma(db, 'application_id') !== APPLICATION_ID) {
    throw new IncompatibleStoreError('The file is a database of another program; name another file for the events.');
  }
  const version = pragma(db, 'user_version');
  if (version > SCHEMA_VERSION) {
    throw new IncompatibleStoreError(
      `The event store has schema ${version}, this program knows schemas up to ${SCHEMA_VERSION}: ` +
        'it was written by a newer version, use that one.',
    );
  }
}

function isEarlier(db: Connection): boolean {
  return pragma(db, 'user_version') < SCHEMA_VERSION;
}

function isEmpty(db: Connection): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined && pragma(db, 'application_id') === 0;
}

function pragma(db: Connection, name: 'application_id' | 'user_version'): number {
  return (db.prepare(`PRAGMA ${name}`).get() as Record<string, number>)[name]!;
}
