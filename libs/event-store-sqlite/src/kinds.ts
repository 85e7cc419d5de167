import type { Connection, Statement } from './connection.js';

/** Longest metadata that events share, in bytes: the envelope of sealed events is shorter. */
export const SHARED_BYTES = 64;

/** Most kinds: where metadata differs from event to event, it stays with the event. */
const MOST_KINDS = 1_000;

/** A type of event, with the metadata that its events share. */
export interface Kind {
  readonly number: number;
  readonly type: string;
  /** Null where each event has its own. */
  readonly metadata: Uint8Array | null;
}

/** The kinds of a file, at hand. */
export class Kinds {
  private readonly byNumber = new Map<number, Kind>();
  private readonly byContent = new Map<string, Kind>();
  private readonly later: Statement;
  private readonly insert: Statement | null;
  private last = 0;

  /** @param writes whether the connection may add kinds. */
  constructor(db: Connection, writes: boolean) {
    this.later = db.prepare('SELECT number, type, metadata FROM kind WHERE number > ? ORDER BY number');
    this.insert = writes ? db.prepare('INSERT INTO kind (type, metadata) VALUES (?, ?)') : null;
  }

  /** The kind with a number, if there is one; what another connection has added since is read. */
  withNumber(number: number): Kind | undefined {
    const known = this.byNumber.get(number);
    if (known) return known;
    this.readLater();
    return this.byNumber.get(number);
  }

  /** Numbers of the kinds of these types. */
  ofTypes(types: readonly string[]): number[] {
    this.readLater();
    const wanted = new Set(types);
    return [...this.byNumber.values()].filter(({ type }) => wanted.has(type)).map(({ number }) => number);
  }

  /** The kind for an event, made where there is none, inside a transaction of the caller. */
  forEvent(type: string, metadata: Uint8Array): Kind {
    const shared = metadata.byteLength <= SHARED_BYTES ? metadata : null;
    return (
      (shared && (this.find(type, shared) ?? this.add(type, shared))) ?? this.find(type, null) ?? this.add(type, null)!
    );
  }

  /** Forgets what is at hand: a transaction that added to it was undone, or another connection wrote. */
  forget(): void {
    this.byNumber.clear();
    this.byContent.clear();
    this.last = 0;
  }

  private find(type: string, metadata: Uint8Array | null): Kind | null {
    const key = contentKey(type, metadata);
    const known = this.byContent.get(key);
    if (known) return known;
    if (this.last === 0) this.readLater();
    return this.byContent.get(key) ?? null;
  }

  /** Null where there are so many that no more are shared. */
  private add(type: string, metadata: Uint8Array | null): Kind | null {
    if (metadata !== null && this.byNumber.size >= MOST_KINDS) return null;
    const { lastInsertRowid } = this.insert!.run(type, metadata);
    return this.keep({ number: Number(lastInsertRowid), type, metadata: metadata && Uint8Array.from(metadata) });
  }

  private readLater(): void {
    for (const kind of this.later.all(this.last) as unknown as Kind[]) this.keep(kind);
  }

  private keep(kind: Kind): Kind {
    this.byNumber.set(kind.number, kind);
    this.byContent.set(contentKey(kind.type, kind.metadata), kind);
    this.last = kind.number;
    return kind;
  }
}

function contentKey(type: string, metadata: Uint8Array | null): string {
  const shared = metadata && Buffer.from(metadata.buffer, metadata.byteOffset, metadata.byteLength).toString('latin1');
  return shared === null ? `- ${type}` : `${type.length} ${type}${shared}`;
}
