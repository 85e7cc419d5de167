import {
  BEGINNING,
  checkPosition,
  ForeignPositionError,
  type Head,
  type Position,
  type StoredEvent,
} from '#libs/event-store';
import { toInstant, type Instants, type Sequence } from './instants.js';
import type { Names } from './names.js';
import type { WireEvent } from './records.js';
import type { Remote } from './remote.js';
import type { Filter } from './requests.js';

/** Events before a position that are looked at, to know the latest instant up to it. */
const LOOK_BACK = 64;

/** Reads this ledger's events, by the names of the ledger. */
export class LedgerReader {
  /** Selects this ledger's events in `$all`. */
  readonly filter: Filter;

  constructor(
    readonly remote: Remote,
    readonly names: Names,
    readonly instants: Instants,
  ) {
    this.filter = { streams: [names.events] };
  }

  /** The event by the names of the ledger, or null when it is another ledger's or a claim. */
  toStored(event: WireEvent, ms: number): StoredEvent | null {
    const stream = this.names.streamOf(event.name);
    if (stream === null) return null;
    const { id, type, revision, position, data, metadata } = event;
    return { id, type, data, metadata, stream, revision, position, recordedAt: toInstant(ms) };
  }

  /** An event that is read by itself. */
  single(event: WireEvent): StoredEvent {
    return this.toStored(event, this.instants.of(event))!;
  }

  /** The newest event's place, or null on an empty ledger. */
  async head(): Promise<Head | null> {
    const { events } = await this.remote.pageOfAll({ count: 1, backwards: true, filter: this.filter });
    const [event] = events;
    return event ? { position: event.position, recordedAt: toInstant(this.instants.ofNewest(event)) } : null;
  }

  /** Begins to read after a position, with the latest instant up to it looked up where it is not at hand. */
  async sequenceAfter(after: Position | undefined): Promise<Sequence> {
    const sequence = this.instants.sequence(after);
    if (after === undefined || sequence.isKnown) return sequence;
    const { filter } = this;
    const [before, at] = await Promise.all([
      this.remote.pageOfAll({ from: after, count: LOOK_BACK, backwards: true, filter }),
      this.remote.pageOfAll({ from: after, count: 1, filter }),
    ]);
    for (const event of [...before.events].reverse()) sequence.next(event);
    for (const event of at.events) if (event.position === after) sequence.next(event);
    return sequence;
  }
}

/**
 * The position to begin after, or undefined for the beginning.
 * @throws InvalidArgumentError when it is no position, ForeignPositionError when it is one of another kind of store.
 */
export function placeOf(position: Position | undefined): Position | undefined {
  if (position === undefined) return undefined;
  checkPosition(position);
  if (position === BEGINNING) return undefined;
  if (!position.includes('-')) throw new ForeignPositionError();
  return position;
}
