/** Histories of streams, kept at hand: most events of one trajectory arrive close together. */
import type { Codec } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import { ERASED } from '#libs/privacy';
import type { RecordedCareEvent } from '#libs/trajectory';
import { LRUCache } from 'lru-cache';

/** A stream as far as it is recorded. */
export interface KnownStream {
  /** Last revision, or null when it has no event. */
  readonly revision: number | null;
  readonly history: readonly RecordedCareEvent[];
}

/** Most events held in memory, over all streams. */
const CACHED_EVENTS = 10_000;

export class StreamCache {
  private readonly known = new LRUCache<string, KnownStream>({
    maxSize: CACHED_EVENTS,
    sizeCalculation: ({ history }) => history.length + 1,
  });

  constructor(
    private readonly store: EventStore,
    private readonly codec: Codec,
  ) {}

  /** The stream as known here, which another process may have added to; `fresh` when it was read just now. */
  async get(stream: string): Promise<{ known: KnownStream; fresh: boolean }> {
    if (this.codec.isNew(stream)) return { known: { revision: null, history: [] }, fresh: true };
    const cached = this.known.get(stream);
    if (cached) return { known: cached, fresh: false };
    const known = await this.read(stream);
    this.put(stream, known);
    return { known, fresh: true };
  }

  put(stream: string, known: KnownStream): void {
    this.known.set(stream, known);
  }

  forget(stream: string): void {
    this.known.delete(stream);
  }

  forgetAll(): void {
    this.known.clear();
  }

  private async read(stream: string): Promise<KnownStream> {
    const history: RecordedCareEvent[] = [];
    let revision: number | null = null;
    for await (const stored of this.store.readStream(stream)) {
      ({ revision } = stored);
      const event = this.codec.decode(stored);
      if (event !== null && event !== ERASED) history.push(event);
    }
    return { revision, history };
  }
}
