/** The ledger as several threads read it at once: each opens it for itself. */
import { sealedCodec, type Codec } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import { openKeyVault, type VaultPlace } from '#libs/key-vault';
import { openStore, type StoreChoice } from '#libs/store-choice';

/** Where a ledger's files are; can be sent to a thread. */
export interface LedgerPlace {
  readonly events: StoreChoice;
  readonly keys: VaultPlace;
}

/** A ledger that is open, to read from. */
export interface OpenedLedger {
  readonly store: Pick<EventStore, 'subscribe'>;
  readonly codec: Codec;
  /**
   * Tells which streams are best folded together, by a text that is the same for them: those that may concern one person.
   * What is not told here is found out afterwards, and folded again; without it that is everybody who has several streams.
   */
  readonly circleOf?: (stream: string) => string;
}

/** Where a ledger is, for threads; null when they cannot open it: one in memory, or with positions that are no numbers. */
export function ledgerPlace(events: StoreChoice, vault: { readonly place: VaultPlace | null }): LedgerPlace | null {
  if (events.kind !== 'sqlite' || events.path === ':memory:' || vault.place === null) return null;
  return { events, keys: vault.place };
}

/** One circle is read after the other: the keys of its streams, each of which lies at a random place of the file. */
const AT_HAND = { keys: 2_000, pagesKiB: 4_096 } as const;

/** Opens a ledger. @throws what the store or the vault throws when it cannot be opened. */
export async function openLedger({ events, keys }: LedgerPlace): Promise<OpenedLedger & { close(): Promise<void> }> {
  const vault = openKeyVault(keys.path, keys.masterKey, { atHand: AT_HAND });
  try {
    const store = await openStore(events);
    const close = async () => {
      await store.close();
      vault.close();
    };
    return { store, codec: sealedCodec(vault), circleOf: vault.circles(), close };
  } catch (error) {
    vault.close();
    throw error;
  }
}
