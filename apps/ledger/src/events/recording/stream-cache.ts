/** What is known of streams, kept at hand: most events of one trajectory arrive close together. */
import type { Codec } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import { ERASED } from '#libs/privacy';
import { outlineOf, type Outline, type RecordedCareEvent, type StreamKind } from '#libs/trajectory';
import { LRUCache } from 'lru-cache';
import { markOf } from './mark.js';

/** A stream as far as it is recorded, without its events. Changes while a group is decided. */
export interface KnownStream {
  /** Last revision, or null when it has no event. */
  revision: number | null;
  outline: Outline;
  /** Marks of the keys of its events. */
  readonly marks: number[];
}

/** The events of a stream, in order of arrival, and its last revision. */
export interface StreamHistory {
  readonly revision: number | null;
  readonly events: RecordedCareEvent[];
}

/**
 * Most texts and numbers held in memory over all streams: some 100 MB, for some 110,000 streams. So many are spoken of again
 * within a few months in a ledger of five million events of twelve years, and one of a tenth of that has no more in all.
 */
const CACHED = 4_000_000;

/** What a stream without events takes. */
const OWN_SIZE = 12;

export class StreamCache {
  private readonly known: LRUCache<string, KnownStream>;

  /** @param most most texts and numbers held */
  constructor(
    private readonly store: EventStore,
    private readonly codec: Codec,
    most = CACHED,
  ) {
    const sizeCalculation = ({ outline, marks }: KnownStream) => OWN_SIZE + outline.size + marks.length;
    this.known = new LRUCache({ maxSize: most, sizeCalculation });
  }

  /** The stream as known here, which another process may have added to; undefined when it must be read. */
  peek(stream: string, kind: StreamKind): KnownStream | undefined {
    return this.known.get(stream) ?? (this.codec.isNew(stream) ? knownFrom(kind, NO_EVENTS) : undefined);
  }

  /** Keeps a stream at hand as it is now. */
  put(stream: string, known: KnownStream): void {
    this.known.set(stream, { ...known }); // as another value, so that its size is taken anew
  }

  forget(stream: string): void {
    this.known.delete(stream);
  }

  forgetAll(): void {
    this.known.clear();
  }

  /** Reads a stream. */
  async read(stream: string): Promise<StreamHistory> {
    const events: RecordedCareEvent[] = [];
    let revision: number | null = null;
    for await (const stored of this.store.readStream(stream)) {
      ({ revision } = stored);
      const event = this.codec.decode(stored);
      if (event !== null && event !== ERASED) events.push(event);
    }
    return { revision, events };
  }
}

/** What is to be known of a stream with this history. */
export function knownFrom(kind: StreamKind, { revision, events }: StreamHistory): KnownStream {
  return { revision, outline: outlineOf(kind, events), marks: events.map(markOf) };
}

const NO_EVENTS: StreamHistory = { revision: null, events: [] };
