import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Codec } from '#libs/codec';
import { comparePositions, type EventStore, type Position } from '#libs/event-store';
import { ERASED } from '#libs/privacy';
import {
  clientOf,
  EVENT_NAMES,
  EVENT_TYPES,
  stateOf,
  typeOf,
  type EventName,
  type RecordedCareEvent,
  type StreamState,
} from '#libs/trajectory';
import { CODEC, EVENT_STORE } from '../ledger.options.js';

/** Whose a stream is. */
export interface StreamAbout {
  /** Pseudonym of its client; null when no opening event stands. */
  readonly client: string | null;
  /** The provider of a trajectory; the institutions of a measure or probation, former ones too; nobody of a client. */
  readonly owners: readonly string[];
}

interface Known extends StreamAbout {
  /** Newest event that was seen. */
  readonly until: Position;
  /** Its revision. */
  readonly revision: number;
}

/** Types of events that tell whose a stream is, or change what was told. */
const TELLING = new Set(
  EVENT_NAMES.filter((name) => EVENT_TYPES[name].opens || EVENT_TYPES[name].kind === 'any' || isTransfer(name)).map(
    typeOf,
  ),
);

function isTransfer(name: EventName): boolean {
  return name === 'protection-measure-transferred' || name === 'probation-transferred';
}

const NOBODY: StreamAbout = { client: null, owners: [] };
const MOST_KNOWN = 20_000;

/** Tells whose a stream is, by its name in the store. It follows from the standing events, as corrections can move a stream. */
@Injectable()
export class Streams {
  private readonly known = new LRUCache<string, Known>({ max: MOST_KNOWN });

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CODEC) private readonly codec: Codec,
  ) {}

  /** @param seen position of an event of the stream that the answer must take into account; none = see what was recorded since */
  async about(stream: string, seen?: Position): Promise<StreamAbout> {
    const known = this.known.get(stream);
    if (known && seen !== undefined && comparePositions(known.until, seen) >= 0) return known;
    const place = this.codec.placeOf(stream);
    if (place === null) return NOBODY;
    if (known && (await this.isStillSo(stream, known))) return known;
    const history: RecordedCareEvent[] = [];
    for await (const stored of this.store.readStream(stream)) {
      const event = this.codec.decode(stored);
      if (event !== null && event !== ERASED) history.push(event);
    }
    const last = history.at(-1);
    if (!last) return NOBODY;
    const about = {
      client: clientOf(place.kind, place.subject, history),
      owners: ownersOf(stateOf(place.kind, history, place.subject)),
      until: last.position,
      revision: last.revision,
    };
    this.known.set(stream, about);
    return about;
  }

  /** Whether nothing that could make it another's was recorded since; what was is then known too. */
  private async isStillSo(stream: string, known: Known): Promise<boolean> {
    let { until, revision } = known;
    for await (const stored of this.store.readStream(stream, { from: revision + 1 })) {
      if (TELLING.has(stored.type)) return false;
      ({ position: until, revision } = stored);
    }
    if (revision > known.revision) this.known.set(stream, { ...known, until, revision });
    return true;
  }

  /** Forgets everything, when something of it was erased. */
  forget(): void {
    this.known.clear();
  }
}

function ownersOf(state: StreamState): readonly string[] {
  switch (state.kind) {
    case 'trajectory':
      return state.provider === null ? [] : [state.provider];
    case 'measure':
    case 'probation':
      return state.carriers.map(({ institution }) => institution);
    case 'client':
      return [];
  }
}
