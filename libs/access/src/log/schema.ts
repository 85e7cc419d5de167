/**
 * Entries are only ever added. What is older than the retention goes, from the oldest on, once a row of `cut` says up to where and with
 * which hash: the chain then begins there.
 */
export const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA busy_timeout = 5000;
  CREATE TABLE IF NOT EXISTS entry (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    text TEXT NOT NULL,
    hash BLOB NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS entry_client (
    client TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (client, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS cut (
    through INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS key_check (value BLOB NOT NULL) STRICT;

  CREATE TRIGGER IF NOT EXISTS entry_stays BEFORE UPDATE ON entry
    BEGIN SELECT raise(ABORT, 'an entry is never changed'); END;
  CREATE TRIGGER IF NOT EXISTS entry_kept BEFORE DELETE ON entry
    WHEN old.number > coalesce((SELECT max(through) FROM cut), 0)
    BEGIN SELECT raise(ABORT, 'an entry is kept for its time'); END;
  CREATE TRIGGER IF NOT EXISTS entry_client_stays BEFORE UPDATE ON entry_client
    BEGIN SELECT raise(ABORT, 'an entry is never changed'); END;
  CREATE TRIGGER IF NOT EXISTS entry_client_kept BEFORE DELETE ON entry_client
    WHEN old.number > coalesce((SELECT max(through) FROM cut), 0)
    BEGIN SELECT raise(ABORT, 'an entry is kept for its time'); END;
  CREATE TRIGGER IF NOT EXISTS cut_stays BEFORE UPDATE ON cut
    BEGIN SELECT raise(ABORT, 'a cut is never changed'); END;
  CREATE TRIGGER IF NOT EXISTS cut_kept BEFORE DELETE ON cut
    BEGIN SELECT raise(ABORT, 'a cut is never changed'); END;
`;

/** Stands for the clients of an entry that is about all of them. */
export const EVERYONE = '*';
