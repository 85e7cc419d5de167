import { LRUCache } from 'lru-cache';

/** Streams whose revision is kept at hand. */
const STREAMS = 50_000;

/** What revision each stream was last seen at. Streams only grow: it has at least that one now. */
export class SeenRevisions {
  private readonly seen = new LRUCache<string, number>({ max: STREAMS });

  /** The revision that the stream has at least reached, or -1 when it was not seen to have an event. */
  atLeast(stream: string): number {
    return this.seen.get(stream) ?? -1;
  }

  note(stream: string, revision: number | null): void {
    if (revision !== null && revision > (this.seen.get(stream) ?? -1)) this.seen.set(stream, revision);
  }
}
