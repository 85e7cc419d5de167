/** How whoever follows a ledger has facts filled that are far behind it. */
import type { Head } from '#libs/event-store';
import type { VaultPlace } from '#libs/key-vault';
import type { StoreChoice } from '#libs/store-choice';
import type { FactStore } from '../store/fact-store.js';
import type { FillRequest } from './fill.js';
import { ledgerPlace } from './ledger-place.js';

/** Makes the facts anew up to an event. */
export type Filler = (until: Head, how: Pick<FillRequest, 'signal' | 'onProgress'>) => Promise<void>;

/** The filler of facts from a ledger; undefined where every event has to be applied: in memory, or from a server. */
export function fillerFor(
  facts: FactStore,
  events: StoreChoice,
  vault: { readonly place: VaultPlace | null },
): Filler | undefined {
  const ledger = ledgerPlace(events, vault);
  if (ledger === null || facts.inMemory) return undefined;
  return (until, how) => facts.fill({ ...how, ledger, until });
}
