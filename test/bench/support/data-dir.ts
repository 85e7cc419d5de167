/** The data directory of a ledger that no server holds, opened for reading. */
import { join } from 'node:path';
import { sealedCodec, type Codec } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { openKeyVault, readMasterKey, type SqliteKeyVault } from '#libs/key-vault';
import { inlineLess } from '#libs/thread';

export interface OpenLedger {
  readonly store: EventStore;
  readonly events: { readonly kind: 'sqlite'; readonly path: string };
  readonly codec: Codec;
  readonly vault: SqliteKeyVault;
  readonly close: () => Promise<void>;
}

/** Opens it in a process that compiles as the commands do. */
export function openLedger(dataDir: string): OpenLedger {
  inlineLess();
  const path = join(dataDir, 'events.sqlite');
  const store = openSqliteEventStore(path);
  const keys = join(dataDir, 'keys.sqlite');
  const vault = openKeyVault(keys, readMasterKey(process.env, keys));
  return {
    store,
    events: { kind: 'sqlite', path },
    vault,
    codec: sealedCodec(vault),
    async close() {
      await store.close();
      vault.close();
    },
  };
}
