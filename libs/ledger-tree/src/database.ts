/** The SQLite file of a tree: it can be made again from the events, but what was signed and cosigned cannot. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { IncompatibleStoreError } from '#libs/event-store';
import { migrateLeaves } from './places.js';

export type Database = DatabaseSyncInstance;

/** The path of a tree that lives only as long as it is open. */
export const IN_MEMORY = ':memory:';

/** `CLTR`: marks the file as a tree of this program. */
const APPLICATION_ID = 0x434c5452;
const SCHEMA_VERSION = 2;

const PLACES = `
  -- Which events the leaves of a tile of level 0 stand for (places.ts).
  CREATE TABLE place (
    number INTEGER PRIMARY KEY, -- of the tile
    first INTEGER NOT NULL UNIQUE, -- the number that orders the position of its first leaf
    runs TEXT NOT NULL -- JSON
  ) STRICT;
`;

const SCHEMA = `
  -- How far the tree is.
  CREATE TABLE head (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 0),
    size INTEGER NOT NULL,
    position TEXT,
    recorded_at TEXT -- RFC 3339 instant in UTC
  ) STRICT;
  INSERT INTO head VALUES (0, 0, NULL, NULL);
  -- Up to 256 hashes of 32 bytes (C2SP tlog-tiles); the last tile of a level grows.
  CREATE TABLE tile (
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (level, number)
  ) STRICT;
  ${PLACES}
  CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY,
    note TEXT NOT NULL, -- as signed by the ledger
    signed_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE cosignature (
    size INTEGER NOT NULL REFERENCES checkpoint,
    witness TEXT NOT NULL,
    key TEXT NOT NULL,
    line TEXT NOT NULL, -- the signature line of the note
    signed_at INTEGER NOT NULL, -- seconds since 1970, as the witness says
    PRIMARY KEY (size, witness, key)
  ) STRICT;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * Opens the file, making it where there is none. Only its owner may read a new one.
 * @throws IncompatibleStoreError when it is another program's or of a newer version.
 */
export function openDatabase(path: string): Database {
  if (path !== IN_MEMORY) {
    mkdirSync(dirname(path), { recursive: true });
    closeSync(openSync(path, 'a', 0o600));
  }
  const db = new DatabaseSync(path, { timeout: 5_000 });
  try {
    if (path !== IN_MEMORY) db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = NORMAL'); // a tail that is lost is made again from the events
    inTransaction(db, () => {
      if (db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined) db.exec(SCHEMA);
    });
    checkSchema(db);
    inTransaction(db, () => {
      if (pragma(db, 'user_version') === SCHEMA_VERSION) return;
      db.exec(PLACES);
      migrateLeaves(db);
      db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    });
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Moves the log into the file, unless another process reads, and closes: the driver itself may leave the log behind. */
export function closeDatabase(db: Database): void {
  if (!db.isOpen) return;
  try {
    db.exec('PRAGMA busy_timeout = 100; PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

/** All of it or nothing. */
export function inTransaction<T>(db: Database, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function checkSchema(db: Database): void {
  if (pragma(db, 'application_id') !== APPLICATION_ID) {
    throw new IncompatibleStoreError('The file is a database of another program; name another file for the tree.');
  }
  const version = pragma(db, 'user_version');
  if (version > SCHEMA_VERSION) {
    throw new IncompatibleStoreError(
      `The tree has schema ${version}, this program knows schemas up to ${SCHEMA_VERSION}: ` +
        'it was written by a newer version, use that one.',
    );
  }
}

function pragma(db: Database, name: 'application_id' | 'user_version'): number {
  return (db.prepare(`PRAGMA ${name}`).get() as Record<string, number>)[name]!;
}
