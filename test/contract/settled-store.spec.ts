/** What stands before the store of a ledger until erasures are settled gives every guarantee of the store itself. */
import { SettledStore } from '#libs/erasure';
import { IN_MEMORY, openSqliteEventStore } from '#libs/event-store-sqlite';
import { temporaryKeyVault } from '#libs/key-vault';
import { eventStoreContract } from './event-store.contract.js';

eventStoreContract(
  'settled, over SQLite in memory',
  async () => {
    const vault = temporaryKeyVault();
    const store = new SettledStore(openSqliteEventStore(IN_MEMORY), vault);
    await store.settle();
    return {
      store,
      dispose: async () => {
        await store.close();
        vault.close();
      },
    };
  },
  { shared: false },
);
