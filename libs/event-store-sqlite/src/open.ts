import type { EventStore } from '#libs/event-store';
import { IN_MEMORY, openReader, openWriter, type Connection } from './connection.js';
import { translated } from './driver-errors.js';
import { prepareSchema } from './schema.js';
import { SqliteEventStore } from './sqlite-event-store.js';

/** How an embedded store behaves; every setting has a default. */
export interface SqliteEventStoreOptions {
  /** The clock that stamps events, in ms since 1970; default: the system's. */
  readonly now?: () => number;
  /** How often subscriptions look for commits of other processes, in ms; default 250. */
  readonly pollMs?: number;
  /** How long an append waits while another process writes, in ms; default 10,000. */
  readonly lockTimeoutMs?: number;
  /** Most bytes (`sizeOf`) of one event; default 16 MiB. */
  readonly maxEventBytes?: number;
}

/**
 * Opens the embedded event store, making it (and its folder) where there is none. Several processes may have one file
 * open and append to it.
 * @param path a file, or `:memory:` for a store that is gone when it is closed.
 * @throws IncompatibleStoreError when the file is another program's or of a newer version; StoreUnavailableError when
 *   it cannot be opened.
 */
export function openSqliteEventStore(path: string, options: SqliteEventStoreOptions = {}): EventStore {
  const opened: Connection[] = [];
  try {
    const writing = openWriter(path);
    opened.push(writing);
    prepareSchema(writing);
    const reading = path === IN_MEMORY ? writing : openReader(path);
    opened.push(reading);
    return new SqliteEventStore(writing, reading, {
      now: options.now ?? Date.now,
      pollMs: options.pollMs ?? 250,
      lockTimeoutMs: options.lockTimeoutMs ?? 10_000,
      maxEventBytes: options.maxEventBytes ?? 16 * 1024 * 1024,
    });
  } catch (error) {
    for (const connection of opened) if (connection.isOpen) connection.close();
    throw translated(error);
  }
}
