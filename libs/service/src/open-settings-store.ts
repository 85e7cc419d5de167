import { join } from 'node:path';
import type { EventStore } from '#libs/event-store';
import { openStore, parseStoreChoice, STORE_FILE, type StoreChoice } from '#libs/store-choice';
import type { ServiceSettings } from './settings/service-settings.js';

/**
 * Opens the event store that the settings name.
 * @throws IncompatibleStoreError or StoreUnavailableError for an embedded one that cannot be used.
 */
export function openStoreOf({
  store,
  dataDir,
  storePrefix,
  storeMaxAppend,
}: Omit<ServiceSettings, 'host'>): Promise<EventStore> {
  const choice = storeChoiceOf({ store, dataDir });
  return openStore(choice, { streamPrefix: storePrefix, maxAppendBytes: storeMaxAppend });
}

/** Which event store the settings name. */
export function storeChoiceOf({ store, dataDir }: Pick<ServiceSettings, 'store' | 'dataDir'>): StoreChoice {
  return parseStoreChoice(store ?? join(dataDir, STORE_FILE));
}
