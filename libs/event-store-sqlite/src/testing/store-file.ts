/** A file of events for a spec that opens it several times, also as another program would. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { EventStore } from '#libs/event-store';
import { openSqliteEventStore, type SqliteEventStoreOptions } from '../open.js';

export interface StoreFile {
  readonly path: string;
  /** Opens it as a ledger does. */
  open(options?: SqliteEventStoreOptions): EventStore;
  /** A connection of another program. */
  outside(): InstanceType<typeof DatabaseSync>;
  /** Closes all that was opened and removes the file. */
  remove(): Promise<void>;
}

/** A place for a file of events in a folder of its own; nothing is there before it is opened. */
export function storeFile(): StoreFile {
  const folder = mkdtempSync(join(tmpdir(), 'store-file-'));
  const path = join(folder, 'events.sqlite');
  const opened: { close(): unknown }[] = [];
  const kept = <T extends { close(): unknown }>(one: T): T => {
    opened.push(one);
    return one;
  };
  return {
    path,
    open: (options) => kept(openSqliteEventStore(path, options)),
    outside: () => kept(new DatabaseSync(path)),
    async remove() {
      for (const one of opened) await one.close();
      rmSync(folder, { recursive: true });
    },
  };
}
