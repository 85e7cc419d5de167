/** The vault's file: its tables, and that it is ours and under the master key given. */
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { KeyVaultError } from './errors.js';
import { inTransaction } from './statements.js';
import { unwrap, wrap } from './wrapping.js';

/** The path of a vault that is gone when it is closed. */
export const IN_MEMORY = ':memory:';

/** Marks the file as ours: the letters `CLkv`. */
const APPLICATION_ID = 0x434c6b76;

/** What the blinding key is wrapped for; its row also tells whether the master key is the right one. */
const BLINDING = 'care-ledger blinding key 1';

/**
 * `key`: one row for each stream that can be read. `lookup` is the blinded subject, `wrapped` its keys and its subject.
 * `names`: which clients the events of a stream ever named, by the names of their own streams.
 * `destroyed`: names of streams whose keys are no more.
 */
const SCHEMA = `
  CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE key (
    stream TEXT PRIMARY KEY,
    lookup BLOB NOT NULL UNIQUE,
    wrapped BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE names (
    client TEXT NOT NULL,
    stream TEXT NOT NULL,
    PRIMARY KEY (client, stream)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX names_by_stream ON names (stream);
  CREATE TABLE destroyed (
    number INTEGER PRIMARY KEY,
    stream TEXT NOT NULL UNIQUE,
    destroyed_at TEXT NOT NULL
  ) STRICT;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = 1;
`;

/** Pages of log (64 MB) after which a commit moves them into the file, and most of the file at hand: new names and lookups are
 * random, so that each touches a page of its own, which is moved once for many of them. */
const CHECKPOINT_PAGES = 16_000;
export const CACHE_KIB = 32_768;

/** How long a statement waits for another process's lock, in ms. */
const BUSY_MS = 5_000;

/**
 * Opens the file, made readable by its owner only. `secure_delete`: what is deleted is overwritten.
 * @param cacheKiB most of the file at hand
 */
export function openConnection(path: string, cacheKiB = CACHE_KIB): DatabaseSyncInstance {
  if (path !== IN_MEMORY) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
  }
  const db = new DatabaseSync(path, { timeout: BUSY_MS });
  try {
    if (path !== IN_MEMORY) db.exec('PRAGMA journal_mode = WAL');
    db.exec(`
      PRAGMA secure_delete = ON;
      PRAGMA synchronous = FULL;
      PRAGMA temp_store = MEMORY;
      PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
      PRAGMA cache_size = -${cacheKiB};
    `);
    return db;
  } catch (error) {
    db.close();
    throw new KeyVaultError('The vault cannot be opened: the file is no database, or may not be written.', {
      cause: error,
    });
  }
}

/** Moves the log into the file, unless another process reads, and closes: the driver itself may leave the log behind. */
export function closeConnection(db: DatabaseSyncInstance): void {
  if (!db.isOpen) return;
  try {
    db.exec('PRAGMA busy_timeout = 100; PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

/**
 * Makes the tables in an empty file, or checks those there are.
 * @returns the blinding key
 * @throws KeyVaultError for another program's file, or another master key
 */
export function prepare(db: DatabaseSyncInstance, master: Uint8Array): Uint8Array {
  prepareFile(db, APPLICATION_ID, SCHEMA, 'key vault', () =>
    putSetting(db, 'blinding', wrap(master, BLINDING, randomBytes(32))),
  );
  const key = unwrap(master, BLINDING, setting(db, 'blinding')!);
  if (key) return key;
  throw new KeyVaultError(
    'The master key is not the one that this key vault is locked with: set CARE_LEDGER_MASTER_KEY to that one, or put ' +
      'its key file back. Nothing was changed.',
  );
}

/**
 * Makes the tables in an empty file, or checks that it is one of its kind.
 * @param what its kind, for messages
 * @param fill puts in what a new file begins with
 */
export function prepareFile(
  db: DatabaseSyncInstance,
  applicationId: number,
  schema: string,
  what: string,
  fill: () => void = () => undefined,
): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    if (pragma(db, 'application_id') === 0 && isEmpty(db)) {
      db.exec(schema);
      fill();
    }
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
  if (pragma(db, 'application_id') !== applicationId) {
    throw new KeyVaultError(`The file is a database, but no ${what}: name another file.`);
  }
  if (pragma(db, 'user_version') !== 1) {
    throw new KeyVaultError(`The ${what} was written by a newer version of the program: use that one.`);
  }
}

/** Writes a page as it was, to see whether anything can be written; does not wait for another's lock. */
export function changeNothing(db: DatabaseSyncInstance): void {
  db.exec('PRAGMA busy_timeout = 0');
  try {
    inTransaction(db, () => db.exec(`PRAGMA application_id = ${pragma(db, 'application_id')}`));
  } finally {
    db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  }
}

/** Locks the blinding key under another master key. */
export function relock(db: DatabaseSyncInstance, master: Uint8Array, blinding: Uint8Array): void {
  putSetting(db, 'blinding', wrap(master, BLINDING, blinding));
}

/** The blinding key as it stands in the file: another one as soon as the master key is changed. */
export function blindingLock(db: DatabaseSyncInstance): Uint8Array {
  return setting(db, 'blinding')!;
}

export function setting(db: DatabaseSyncInstance, name: string): Uint8Array | null {
  const row = db.prepare('SELECT value FROM setting WHERE name = ?').get(name) as { value: Uint8Array } | undefined;
  return row?.value ?? null;
}

export function putSetting(db: DatabaseSyncInstance, name: string, value: Uint8Array): void {
  db.prepare('INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(
    name,
    value,
  );
}

function isEmpty(db: DatabaseSyncInstance): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}

function pragma(db: DatabaseSyncInstance, name: string): number {
  return (db.prepare(`PRAGMA ${name}`).get() as Record<string, number>)[name]!;
}
