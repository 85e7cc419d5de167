import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';

/** A connection to SQLite. */
export type Connection = DatabaseSyncInstance;
/** A prepared statement. */
export type Statement = StatementSyncInstance;

/** The path of a store that lives only as long as it is open. */
export const IN_MEMORY = ':memory:';

/** How long opening and reading wait for another process's lock, in ms; both need one only for moments. */
const BUSY_MS = 5_000;

/** Pages of log (64 MB) after which a commit moves them into the file: often enough for a quick start after a crash, so
 * seldom that the pages of the id index, which every import touches at random, are each moved once for many changes. */
const CHECKPOINT_PAGES = 16_000;

/**
 * Opens the connection that writes, making file and folder where there are none. Only the owner may read a new file:
 * it holds care data. A commit returns when its bytes are on disk (`synchronous = FULL`).
 */
export function openWriter(path: string): Connection {
  if (path !== IN_MEMORY) {
    mkdirSync(dirname(path), { recursive: true });
    closeSync(openSync(path, 'a', 0o600));
  }
  const db = new DatabaseSync(path, { timeout: BUSY_MS });
  return configured(db, () => {
    if (path !== IN_MEMORY) db.exec('PRAGMA journal_mode = WAL');
    db.exec(`
      PRAGMA synchronous = FULL;
      PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
      PRAGMA cache_size = -65536;
    `);
  });
}

/**
 * Opens a connection that can only read; it sees every commit that ended before a statement of it begins. The file is not
 * mapped: each connection's mapping would count as memory of the process, which would then grow with the ledger.
 */
export function openReader(path: string): Connection {
  const db = new DatabaseSync(path, { timeout: BUSY_MS, readOnly: true });
  return configured(db, () => db.exec('PRAGMA cache_size = -16384'));
}

/**
 * Moves the log into the file, so that the file alone holds everything, and closes. The driver lets go of the files
 * only when its statements are collected, so SQLite's own clean-up on the last close cannot be counted on.
 */
export function closeWriter(db: Connection): void {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

function configured(db: Connection, configure: () => void): Connection {
  try {
    configure();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
