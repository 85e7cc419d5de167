/** The contract with commits in a thread, as the built program makes them. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { eventStoreContract } from './event-store.contract.js';

const thread = new URL('../../dist/libs/event-store-sqlite/src/thread/writer-thread.js', import.meta.url);

eventStoreContract('SQLite file, committed in a thread', async () => {
  if (!existsSync(thread)) throw new Error('This test runs the built program: run `npm run build` first.');
  const folder = await mkdtemp(join(tmpdir(), 'event-store-'));
  const path = join(folder, 'events.sqlite');
  const opened = [openSqliteEventStore(path, { thread })];
  return {
    store: opened[0]!,
    another: async () => {
      const other = openSqliteEventStore(path, { thread });
      opened.push(other);
      return other;
    },
    dispose: async () => {
      await Promise.all(opened.map((store) => store.close()));
      await rm(folder, { recursive: true });
    },
  };
});
