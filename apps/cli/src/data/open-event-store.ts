/** Opens the event store of a data directory, wherever it is. */
import type { EventStore } from '#libs/event-store';
import { openStore } from '#libs/store-choice';
import type { OpenedDirectory } from './data-directory.js';

/** @throws what the store throws when it cannot be opened. */
export function openEventStore({ store, storePrefix }: OpenedDirectory): Promise<EventStore> {
  return openStore(store, { streamPrefix: storePrefix });
}
