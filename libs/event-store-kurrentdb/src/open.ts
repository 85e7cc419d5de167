import type { EventStore } from '#libs/event-store';
import { Connection } from './connection.js';
import { Instants } from './instants.js';
import { KurrentEventStore } from './kurrent-event-store.js';
import { LedgerReader } from './ledger-reader.js';
import { Names } from './names.js';
import { Remote } from './remote.js';

/** How a store on a server behaves; every setting has a default. */
export interface KurrentEventStoreOptions {
  /** What the names of this ledger's streams begin with on the server; default `care`. */
  readonly streamPrefix?: string;
  /** How long the server may take to answer one call, in ms; default 10,000. */
  readonly timeoutMs?: number;
  /** Most bytes (`sizeOf`, summed) in one append: the server's `MaxAppendSize`; default 1 MiB, as there. */
  readonly maxAppendBytes?: number;
  /** First and longest pause of a subscription before it tries again, in ms; default 100 and 5,000. */
  readonly retryFirstMs?: number;
  readonly retryLongestMs?: number;
}

/**
 * Opens a ledger on EventStoreDB (22.10 or newer) or KurrentDB. It does not wait for the server: while that is away, calls
 * end with a retryable StoreUnavailableError and subscriptions wait and try again.
 *
 * The user needs the right to read `$all`, and to read and write streams that begin with the prefix. Programs that
 * write to those streams by other means than this one are not held to unique event ids.
 * @param connectionString `esdb://user:password@host:2113?tls=true`, or `esdb+discover://` and several hosts for a
 *   cluster. The scheme is `esdb` for KurrentDB, too.
 * @throws InvalidArgumentError when the connection string cannot be used; it never repeats the string.
 */
export function openKurrentEventStore(connectionString: string, options: KurrentEventStoreOptions = {}): EventStore {
  const names = new Names(options.streamPrefix ?? 'care');
  const remote = new Remote(new Connection(connectionString), options.timeoutMs ?? 10_000);
  return new KurrentEventStore(new LedgerReader(remote, names, new Instants()), {
    maxAppendBytes: options.maxAppendBytes ?? 1024 * 1024,
    backoff: { firstMs: options.retryFirstMs ?? 100, longestMs: options.retryLongestMs ?? 5_000 },
  });
}
