import type { EventStore } from '#libs/event-store';
import { builtModule } from '#libs/thread';
import { BySizeWriter } from './by-size-writer.js';
import { IN_MEMORY, openReader, openWriter, type Connection } from './connection.js';
import { translated } from './driver-errors.js';
import { prepareSchema } from './schema.js';
import { RecentLeaves } from './recent-leaves.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { LocalWriter, type StoreWriter } from './store-writer.js';
import { ThreadWriter } from './thread/thread-writer.js';

/** The thread that commits; none where sources are run as they are. */
const THREAD = builtModule('./thread/writer-thread.js', import.meta.url);

/** How an embedded store behaves; every setting has a default. */
export interface SqliteEventStoreOptions {
  /** The clock that stamps events, in ms since 1970; default: the system's. With another one this thread commits. */
  readonly now?: () => number;
  /**
   * The module of a thread that commits all; null = commits are made in this thread. Default: for a file, a thread for
   * appends of many events; none in memory, nor where the sources are run as they are.
   */
  readonly thread?: URL | null;
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
    const leaves = new RecentLeaves();
    return new SqliteEventStore(writing, reading, {
      leaves,
      pollMs: options.pollMs ?? 250,
      maxEventBytes: options.maxEventBytes ?? 16 * 1024 * 1024,
      makeWriter: (onCommit) => makeWriter(path, writing, options, onCommit, leaves),
    });
  } catch (error) {
    for (const connection of opened) if (connection.isOpen) connection.close();
    throw translated(error);
  }
}

function makeWriter(
  path: string,
  writing: Connection,
  { now, thread, lockTimeoutMs = 10_000 }: SqliteEventStoreOptions,
  onCommit: () => void,
  leaves: RecentLeaves,
): StoreWriter {
  const module = path === IN_MEMORY || now ? null : thread === undefined ? THREAD : thread;
  const inThread = module && new ThreadWriter({ module, path, lockTimeoutMs, onCommit, leaves });
  if (inThread && thread) return inThread;
  const here = new LocalWriter(writing, { now: now ?? Date.now, lockTimeoutMs, onCommit });
  return inThread ? new BySizeWriter(here, inThread) : here;
}
