import type { DatabaseSyncInstance } from '@photostructure/sqlite';

/**
 * `names_unknown`: whether it may be about somebody whom the ledger did not know when it was refused.
 * `mention`: opaque names of streams, and ids under which the store keeps events, that it names.
 * `carried_out`: erasures of which nothing is left in this file; `settled`: up to which destruction of keys that was looked at.
 */
const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA busy_timeout = 5000;
  PRAGMA secure_delete = ON;
  CREATE TABLE IF NOT EXISTS rejection (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL,
    code TEXT NOT NULL,
    problem TEXT NOT NULL,
    source TEXT,
    event_id TEXT,
    type TEXT,
    event TEXT,
    bytes INTEGER,
    sha256 TEXT,
    first_refused_at TEXT NOT NULL,
    last_refused_at TEXT NOT NULL,
    times INTEGER NOT NULL DEFAULT 1,
    resolved_at TEXT,
    resolved_position TEXT,
    UNIQUE (fingerprint, code)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS rejection_open ON rejection (source, event_id) WHERE resolved_at IS NULL;
  CREATE TABLE IF NOT EXISTS mention (
    reference TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (reference, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS mention_number ON mention (number);
  CREATE TRIGGER IF NOT EXISTS rejection_removed AFTER DELETE ON rejection BEGIN
    DELETE FROM mention WHERE number = old.number;
  END;
  CREATE TABLE IF NOT EXISTS carried_out (erasure TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS settled (one INTEGER PRIMARY KEY CHECK (one = 1), destruction INTEGER NOT NULL) STRICT;
`;

/** Makes what a file of refused events lacks; in one of an earlier version everything kept may be about anybody. */
export function prepareFile(db: DatabaseSyncInstance): void {
  db.exec(SCHEMA);
  const columns = db.prepare('PRAGMA table_info(rejection)').all() as unknown as { name: string }[];
  if (columns.some(({ name }) => name === 'names_unknown')) return;
  db.exec('ALTER TABLE rejection ADD COLUMN names_unknown INTEGER NOT NULL DEFAULT 1');
}
