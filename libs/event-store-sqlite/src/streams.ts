import { LRUCache } from 'lru-cache';
import type { Connection, Statement } from './connection.js';

/** Streams at hand, at about 150 bytes each. */
const CACHED_STREAMS = 100_000;

/** A stream as the writer knows it. */
export interface StreamState {
  /** Its number; null when the file does not have it yet. */
  number: number | null;
  /** Its last revision, or null when it has no event. */
  revision: number | null;
}

/** The streams that were written to lately, with their last revisions; good for as long as nobody else writes. */
export class Streams {
  private readonly cached = new LRUCache<string, StreamState>({ max: CACHED_STREAMS });
  private readonly select: Statement;
  private readonly insert: Statement;

  constructor(db: Connection) {
    this.select = db.prepare(
      `SELECT number, (SELECT max(revision) FROM events WHERE events.stream = number) FROM stream WHERE name = ?`,
      { returnArrays: true },
    );
    this.insert = db.prepare('INSERT INTO stream (name) VALUES (?)');
  }

  /** A stream with its last revision, which the caller keeps up to date. */
  get(name: string): StreamState {
    let state = this.cached.get(name);
    if (!state) {
      const [number, revision] = (this.select.get(name) ?? [null, null]) as [number | null, number | null];
      state = { number, revision };
      this.cached.set(name, state);
    }
    return state;
  }

  /** The number of a stream, which is given one where it has none. */
  numberOf(name: string, state: StreamState): number {
    state.number ??= Number(this.insert.run(name).lastInsertRowid);
    return state.number;
  }

  /** Forgets what is at hand: a transaction was undone, or somebody else wrote. */
  forget(): void {
    this.cached.clear();
  }
}
