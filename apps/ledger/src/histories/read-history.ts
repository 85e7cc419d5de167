import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#libs/access';
import { toCloudEvent, type Codec, type ReadCloudEvent } from '#libs/codec';
import { comparePositions, type EventStore, type StoredEvent } from '#libs/event-store';
import type { AsOf } from '#libs/http';
import { ERASED } from '#libs/privacy';
import {
  resolve,
  stateOf,
  type HistoryEntry,
  type RecordedCareEvent,
  type StreamKind,
  type StreamState,
} from '#libs/trajectory';
import { CLOCK, CODEC, EVENT_STORE } from '../ledger.options.js';
import { clientsIn } from '../scope/clients-in.js';
import { mayRead } from '../scope/reader.js';
import { Streams } from '../scope/streams.js';
import { untilReached } from './as-of.js';

/** An event of a history and what became of it. */
export interface HistoryEvent extends ReadCloudEvent {
  readonly status: HistoryEntry['status'];
  /** The correction that holds, or the retraction. */
  readonly changedBy?: { readonly source: string; readonly id: string; readonly position: string };
  /** The data that holds instead, when it was corrected. */
  readonly effectiveData?: unknown;
}

/** A stream: what stands, and everything that was recorded. */
export interface History {
  readonly id: string;
  /** Revision of the last event. */
  readonly revision: number;
  readonly state: StreamState;
  readonly events: readonly HistoryEvent[];
}

/** A history, whether it is for the caller, and every client whom it names. */
export interface ReadResult {
  readonly history: History;
  readonly allowed: boolean;
  readonly clients: readonly string[];
}

/** One stream as it is, or as it was known at a moment, which is waited for; null when it had no event then. */
export class ReadHistory extends Query<ReadResult | null> {
  constructor(
    readonly kind: StreamKind,
    readonly id: string,
    readonly caller: Principal,
    readonly asOf: AsOf = { kind: 'newest' },
  ) {
    super();
  }
}

@QueryHandler(ReadHistory)
export class ReadHistoryHandler implements IQueryHandler<ReadHistory> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CODEC) private readonly codec: Codec,
    @Inject(CLOCK) private readonly now: () => Date,
    private readonly streams: Streams,
  ) {}

  async execute({ kind, id, caller, asOf }: ReadHistory): Promise<ReadResult | null> {
    await untilReached(this.store, asOf, this.now);
    const history: RecordedCareEvent[] = [];
    const stream = this.codec.findStream(kind, id);
    if (stream === null) return null;
    for await (const stored of this.store.readStream(stream)) {
      if (isLater(stored, asOf)) break;
      const event = this.codec.decode(stored);
      if (event !== null && event !== ERASED) history.push(event);
    }
    const last = history.at(-1);
    if (!last) return null;
    const events = resolve(history).entries.map(asHistoryEvent);
    const about = await this.streams.about(stream);
    return {
      history: { id, revision: last.revision, state: stateOf(kind, history, id), events },
      allowed: mayRead(caller, about),
      clients: [
        ...new Set([...(about.client === null ? [] : [about.client]), ...clientsIn(history.map(({ data }) => data))]),
      ],
    };
  }
}

function isLater({ position, recordedAt }: StoredEvent, asOf: AsOf): boolean {
  if (asOf.kind === 'newest') return false;
  return asOf.kind === 'position' ? comparePositions(position, asOf.position) > 0 : recordedAt > asOf.instant;
}

function asHistoryEvent({ event, status, by, effective }: HistoryEntry): HistoryEvent {
  return {
    ...toCloudEvent(event),
    status,
    ...(by ? { changedBy: { source: by.source, id: by.id, position: by.position } } : {}),
    ...(effective !== event ? { effectiveData: effective.data } : {}),
  };
}
