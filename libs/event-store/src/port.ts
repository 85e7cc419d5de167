/**
 * The port to an event store. An adapter stores opaque bytes; it knows nothing of care.
 *
 * Guarantees every adapter gives (each is a test of the contract suite, `test/contract/event-store.contract.ts`):
 * - an append is all or nothing and durable when its promise resolves;
 * - revisions of a stream are 0, 1, 2, ... without gaps; positions grow strictly in the order of commit;
 * - a reader that has seen position N never later sees a new event at or below N;
 * - appending the same events again (id, type and bytes) at the same expected revision answers with the first result,
 *   also when others have appended since.
 *
 * An event gets its instant from the store's clock; only who copies a ledger into an empty store brings the instants along.
 */

/** Opaque, ordered place in the ledger. Order with `comparePositions`; store and send as it is. */
export type Position = string;

/**
 * What a stream must look like for an append to be accepted: exactly this last revision, no event yet, at least
 * one event, or anything.
 */
export type ExpectedRevision = number | 'must-not-exist' | 'must-exist' | 'any';

/** An event to append. */
export interface NewEvent {
  /** UUID in lower case; the same event always has the same one. */
  readonly id: string;
  readonly type: string;
  /** Canonical JSON or sealed bytes, stored and hashed as they are. */
  readonly data: Uint8Array;
  /** Canonical JSON bytes: the envelope. */
  readonly metadata: Uint8Array;
  /**
   * When another store recorded it, as that store gave it: for copies of a whole ledger only. One that lies before the
   * instant of the event before it is raised to that. It is no part of what makes two events the same.
   */
  readonly recordedAt?: string;
}

/** An event as stored. */
export interface StoredEvent extends NewEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  /** RFC 3339 instant in UTC with milliseconds, from the store's clock; never before that of an earlier position. */
  readonly recordedAt: string;
}

/** Where an appended event came to stand. */
export interface AppendedEvent {
  readonly id: string;
  readonly revision: number;
  readonly position: Position;
  readonly recordedAt: string;
  /** Hash of its leaf in the tree of proofs, base 64: where it was asked for, and the store makes it in another thread. */
  readonly leafHash?: string;
}

/** One stream's part of an append of many. */
export interface StreamWrite {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expectedRevision: ExpectedRevision;
}

export interface AppendManyOptions {
  /**
   * Makes no write any more once one has failed, whatever its stream: what is stored is then a beginning of the writes, in
   * their order. Slower where a store cannot commit them together. Default false.
   */
  readonly stopAtFailure?: boolean;
  /** Whether leaf hashes are wanted with the results, where that does not take the caller's own time. Default false. */
  readonly leafHashes?: boolean;
}

/** What became of one `StreamWrite`. */
export type StreamWriteResult =
  | {
      readonly ok: true;
      readonly events: readonly AppendedEvent[];
      /**
       * Ids of those events that stood there already, or that another process is storing at the same moment; left out
       * when there are none. Of several appends of one event at most one does not name it here.
       */
      readonly repeated?: readonly string[];
    }
  | { readonly ok: false; readonly error: Error };

/** Leaf hashes of events at positions that are each one more than the one before. */
export interface LeafRun {
  /** Position of the first. */
  readonly first: number;
  /** Base 64, each of 44 characters, one after the other. */
  readonly hashes: string;
  /** Instants at which they were recorded, and how many one after the other have each; RFC 3339 in UTC. */
  readonly instants: readonly (readonly [recordedAt: string, count: number])[];
}

/** A place to continue from and the instant it was recorded. */
export interface Head {
  readonly position: Position;
  readonly recordedAt: string;
}

export interface ReadStreamOptions {
  /** First revision to read; default 0. */
  readonly from?: number;
}

export interface ReadAllOptions {
  /** Only events after this position; default: from the beginning. */
  readonly after?: Position;
  /** Up to and including this position. */
  readonly until?: Position;
  readonly limit?: number;
  /** Only these event types. */
  readonly types?: readonly string[];
  /** Only these streams. */
  readonly streams?: readonly string[];
}

export interface SubscribeOptions {
  readonly after?: Position;
  /** Ends the subscription; the iterable then returns without an error. */
  readonly signal?: AbortSignal;
  /** Most events in one batch; default 1,000. */
  readonly batchSize?: number;
}

export interface StoreHealth {
  readonly ok: boolean;
  /** What is wrong, for the operator. Never event data. */
  readonly detail?: string;
}

export interface EventStore {
  /** Most bytes (`sizeOf`, summed) that a write may have to be sure to be taken; an event above it is refused as too large. */
  readonly maxWriteBytes: number;
  /**
   * Appends events to one stream; an empty list changes nothing and checks nothing.
   * @throws WrongExpectedRevisionError with the actual revision; EventIdTakenError when an id stands elsewhere;
   *   EventTooLargeError; InvalidArgumentError; StoreUnavailableError, which says whether the call may succeed later.
   */
  append(
    stream: string,
    events: readonly NewEvent[],
    expectedRevision: ExpectedRevision,
  ): Promise<readonly AppendedEvent[]>;
  /**
   * Appends to several streams in order, in one commit where the store can. Each write stands or falls alone, but a
   * write to a stream falls with an earlier one of the same call to that stream, since it was decided on top of it.
   */
  appendMany(writes: readonly StreamWrite[], options?: AppendManyOptions): Promise<readonly StreamWriteResult[]>;
  /** A stream's events by revision; nothing for a stream that does not exist. */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent>;
  /** Last revision of a stream, or null when it has no event. */
  streamRevision(stream: string): Promise<number | null>;
  /** Events by id, for idempotency and corrections; ids that do not exist are left out. */
  findEvents(ids: readonly string[]): Promise<ReadonlyMap<string, StoredEvent>>;
  /**
   * Leaf hashes of events that were appended here a moment ago: a run with that of the first event after a position in it, for
   * who then need not read these events; null where that is not at hand. Waits for appends that are under way and may have it.
   */
  leavesAfter(position: Position): Promise<LeafRun | null>;
  /** All events by position, up to the newest one that is there when reading begins. */
  readAll(options?: ReadAllOptions): AsyncIterable<StoredEvent>;
  /**
   * History, then live, in non-empty batches by position, without gap or repeat. It reads no further than the caller
   * asks, and ends when its signal aborts or the store is closed.
   */
  subscribe(options?: SubscribeOptions): AsyncIterable<readonly StoredEvent[]>;
  /** The newest event's place, or null on an empty store. */
  head(): Promise<Head | null>;
  health(): Promise<StoreHealth>;
  /** Finishes what was accepted, ends subscriptions, then releases everything; later calls meet StoreClosedError. */
  close(): Promise<void>;
}
