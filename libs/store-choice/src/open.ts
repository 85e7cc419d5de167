/** Opens whichever event store was chosen; the one place that knows every adapter. */
import type { EventStore } from '#libs/event-store';
import { parseStoreChoice, type StoreChoice } from './store-choice.js';

export interface OpenStoreOptions {
  /** On a server: what the names of this ledger's streams begin with; default `care`. */
  readonly streamPrefix?: string;
  /** On a server: its `MaxAppendSize` in bytes, where it was changed; default 1 MiB. */
  readonly maxAppendBytes?: number;
}

/**
 * Opens the store. An embedded one is made when it is not there; a server need not be there yet.
 * @throws IncompatibleStoreError or StoreUnavailableError for a file that is none; InvalidArgumentError for a connection
 *   string that cannot be used.
 */
export async function openStore(choice: StoreChoice, options: OpenStoreOptions = {}): Promise<EventStore> {
  // Loaded when chosen: the client of the server takes a good part of a second.
  if (choice.kind === 'sqlite') {
    const { openSqliteEventStore } = await import('#libs/event-store-sqlite');
    return openSqliteEventStore(choice.path);
  }
  const { openKurrentEventStore } = await import('#libs/event-store-kurrentdb');
  return openKurrentEventStore(choice.connectionString, options);
}

/** What is wrong with a choice of store as text, or null; nothing is opened or connected to. Never repeats the text. */
export async function faultOfStoreChoice(text: string): Promise<string | null> {
  try {
    const choice = parseStoreChoice(text);
    if (choice.kind === 'sqlite') return null;
    const { checkConnectionString } = await import('#libs/event-store-kurrentdb');
    checkConnectionString(choice.connectionString);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
