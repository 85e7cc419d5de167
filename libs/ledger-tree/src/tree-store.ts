/** The tree over a ledger's events, kept: what is stored of it, and proofs out of it. */
import {
  BEGINNING,
  comparePositions,
  type Head,
  type LeafRun,
  type Position,
  type StoredEvent,
} from '#libs/event-store';
import {
  consistencyProof,
  HASH_BYTES,
  hashesAt,
  inclusionProof,
  leafHashOf,
  rootOf,
  subtreesIn,
  TILE_WIDTH,
  type SubtreeReader,
  type Tile,
} from '#libs/integrity';
import { closeDatabase, inTransaction, openDatabase, type Database } from './database.js';
import { Places, type Place } from './places.js';
import { TileWriter } from './tile-writer.js';

/** A leaf of the tree. */
export interface Leaf {
  /** Its index, from 0. */
  readonly index: number;
  readonly position: Position;
  readonly hash: Uint8Array;
  /** The instant in it, where that is not the one which the store gives. */
  readonly raisedTo: string | null;
}

/** How far a tree is: how many leaves, and the place of the last event. */
export interface TreeProgress {
  readonly size: number;
  readonly head: Head | null;
}

export class TreeStore {
  private readonly statements: ReturnType<typeof prepare>;
  private readonly subtrees: SubtreeReader;
  private readonly places: Places;

  /** @param db as `openDatabase` gives it; closed with the tree. */
  constructor(readonly db: Database) {
    this.statements = prepare(db);
    this.places = new Places(db);
    this.subtrees = subtreesIn((level, index) => this.hashes(level, index)!);
  }

  /** How far the tree is. */
  progress(): TreeProgress {
    const { size, position, recordedAt } = this.statements.head.get() as unknown as HeadRow;
    return { size, head: position === null || recordedAt === null ? null : { position, recordedAt } };
  }

  /**
   * Adds events in the order of their positions; those that it has are passed over, so that several processes may feed
   * one tree. No leaf has an earlier instant than the one before it: EventStoreDB's clock may have been set back, and a
   * reader that begins in the middle may not know by how much (`Instants` of its adapter).
   */
  append(events: readonly StoredEvent[]): void {
    inTransaction(this.db, () => this.add(events, (event, recordedAt) => leafHashOf({ ...event, recordedAt })));
  }

  /**
   * Adds a run of leaves whose hashes were made where their events were recorded; those that it has are passed over.
   * @returns false, and nothing is added, when the tree may lack events before the run, or the clock was set back in it: then
   *   the events have to be read
   */
  appendRun(run: LeafRun): boolean {
    return inTransaction(this.db, () => {
      const { head } = this.progress();
      const last = Number(head?.position ?? BEGINNING);
      if (!(run.first <= last + 1)) return false;
      const leaves = leavesOf(run, last);
      if (!isInOrder([...(head ? [head] : []), ...leaves])) return false;
      this.add(leaves, ({ hash }) => Buffer.from(hash, 'base64'));
      return true;
    });
  }

  /** @param hashOf the leaf hash of an event with the instant that stands in its leaf */
  private add<Event extends Head>(
    events: readonly Event[],
    hashOf: (event: Event, recordedAt: string) => Uint8Array,
  ): void {
    let { size, head } = this.progress();
    const tiles = new TileWriter(this.db, size);
    const added: Place[] = [];
    for (const event of events) {
      if (head !== null && comparePositions(event.position, head.position) <= 0) continue;
      const raisedTo: string | null = head !== null && event.recordedAt < head.recordedAt ? head.recordedAt : null;
      const recordedAt: string = raisedTo ?? event.recordedAt;
      tiles.push(hashOf(event, recordedAt));
      added.push({ position: event.position, raisedTo });
      head = { position: event.position, recordedAt };
    }
    tiles.flush();
    this.places.add(size, added);
    size += added.length;
    this.statements.setHead.run(size, head?.position ?? null, head?.recordedAt ?? null);
  }

  /** Root of the tree at a size it has or had. */
  root(size: number): Uint8Array {
    return rootOf(size, this.subtrees);
  }

  /** What proves that a leaf is in the tree of `size` leaves. */
  inclusion(leaf: number, size: number): Uint8Array[] {
    return inclusionProof(leaf, size, this.subtrees);
  }

  /** What proves that the tree of `from` leaves is the beginning of that of `to`. */
  consistency(from: number, to: number): Uint8Array[] {
    return consistencyProof(from, to, this.subtrees);
  }

  /** The leaf of the event at a position, or null when the tree has none. */
  leafAt(position: Position): Leaf | null {
    const index = this.places.find(position);
    return index === null ? null : this.leaf(index);
  }

  /** The leaf with an index, or null when the tree has none. */
  leaf(index: number): Leaf | null {
    const place = this.places.at(index);
    if (!place) return null;
    const within = (index % TILE_WIDTH) * HASH_BYTES;
    const hash = this.hashes(0, Math.floor(index / TILE_WIDTH))!.subarray(within, within + HASH_BYTES);
    return { index, position: place.position, hash, raisedTo: place.raisedTo };
  }

  /** The hashes of a tile, or null when the tree is not that large. */
  tile({ level, index, width }: Tile): Uint8Array | null {
    if (index * TILE_WIDTH + width > hashesAt(level, this.progress().size)) return null;
    return this.hashes(level, index)?.subarray(0, width * HASH_BYTES) ?? null;
  }

  close(): void {
    closeDatabase(this.db);
  }

  private hashes(level: number, number: number): Uint8Array | null {
    const row = this.statements.tile.get(level, number) as { hashes: Uint8Array } | undefined;
    return row?.hashes ?? null;
  }
}

/** Opens a kept tree, making its file where there is none; `:memory:` for one that is gone when it is closed. */
export function openTree(path: string): TreeStore {
  return new TreeStore(openDatabase(path));
}

/** Length of a leaf hash in base 64. */
const HASH_TEXT = 44;

/** The leaves of a run after a position. */
function leavesOf({ first, hashes, instants }: LeafRun, last: number): (Head & { readonly hash: string })[] {
  const leaves: (Head & { readonly hash: string })[] = [];
  let at = 0;
  for (const [recordedAt, count] of instants) {
    for (const end = at + count; at < end; at += 1) {
      if (first + at <= last) continue;
      const hash = hashes.slice(HASH_TEXT * at, HASH_TEXT * (at + 1));
      leaves.push({ position: String(first + at), recordedAt, hash });
    }
  }
  return leaves;
}

function isInOrder(places: readonly Head[]): boolean {
  return places.every(({ recordedAt }, i) => i === 0 || places[i - 1]!.recordedAt <= recordedAt);
}

interface HeadRow {
  readonly size: number;
  readonly position: string | null;
  readonly recordedAt: string | null;
}

function prepare(db: Database) {
  return {
    head: db.prepare('SELECT size, position, recorded_at AS recordedAt FROM head'),
    setHead: db.prepare('UPDATE head SET size = ?, position = ?, recorded_at = ?'),
    tile: db.prepare('SELECT hashes FROM tile WHERE level = ? AND number = ?'),
  };
}
