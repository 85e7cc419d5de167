import { IN_MEMORY, openSqliteEventStore } from '#libs/event-store-sqlite';
import { eventStoreContract } from './event-store.contract.js';

eventStoreContract(
  'SQLite in memory',
  async () => {
    const store = openSqliteEventStore(IN_MEMORY);
    return { store, dispose: () => store.close() };
  },
  { shared: false },
);
