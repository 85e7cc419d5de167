import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { eventStoreContract } from './event-store.contract.js';

eventStoreContract('SQLite file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'event-store-'));
  const opened = [openSqliteEventStore(join(folder, 'events.sqlite'))];
  return {
    store: opened[0]!,
    another: async () => {
      const other = openSqliteEventStore(join(folder, 'events.sqlite'));
      opened.push(other);
      return other;
    },
    dispose: async () => {
      await Promise.all(opened.map((store) => store.close()));
      await rm(folder, { recursive: true });
    },
  };
});
