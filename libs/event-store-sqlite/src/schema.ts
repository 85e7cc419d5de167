import { IncompatibleStoreError } from '#libs/event-store';
import type { Connection } from './connection.js';

/** Marks the file as ours (`PRAGMA application_id`): the letters `CLed`. */
export const APPLICATION_ID = 0x434c6564;

/** The schema that this program writes (`PRAGMA user_version`). */
export const SCHEMA_VERSION = 1;

/**
 * One table. `position` never repeats (AUTOINCREMENT) and grows in the order of commit, as there is one writer at a
 * time. The triggers keep every program that opens the file, not only this one, from changing what was recorded;
 * `events_stay` also stops INSERT OR REPLACE, which deletes without firing a delete trigger.
 */
const SCHEMA = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    type TEXT NOT NULL,
    recorded_at INTEGER NOT NULL, -- milliseconds since 1970 in UTC
    data BLOB NOT NULL,
    metadata BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_by_id ON events (id);
  CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
  CREATE TRIGGER events_never_change BEFORE UPDATE ON events
    BEGIN SELECT raise(ABORT, 'a recorded event is never changed'); END;
  CREATE TRIGGER events_never_go BEFORE DELETE ON events
    BEGIN SELECT raise(ABORT, 'a recorded event is never removed'); END;
  CREATE TRIGGER events_stay BEFORE INSERT ON events
    WHEN EXISTS (SELECT 1 FROM events WHERE id = new.id)
      OR EXISTS (SELECT 1 FROM events WHERE stream = new.stream AND revision = new.revision)
      OR EXISTS (SELECT 1 FROM events WHERE position = new.position)
    BEGIN SELECT raise(ABORT, 'a recorded event is never replaced'); END;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * Makes the schema in an empty database, or checks that the one there is ours and not newer than this program.
 * @throws IncompatibleStoreError
 */
export function prepareSchema(db: Connection): void {
  if (isEmpty(db)) makeSchema(db);
  checkSchema(db);
}

/** Two processes may find an empty database at once; the write lock lets one of them make the schema. */
function makeSchema(db: Connection): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    if (isEmpty(db)) db.exec(SCHEMA);
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

function isEmpty(db: Connection): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined && pragma(db, 'application_id') === 0;
}

function pragma(db: Connection, name: 'application_id' | 'user_version'): number {
  return (db.prepare(`PRAGMA ${name}`).get() as Record<string, number>)[name]!;
}
