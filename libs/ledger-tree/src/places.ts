/** Which event each leaf stands for: kept for the 256 leaves of a tile together, a row instead of 256 with two indexes. */
import type { DatabaseSyncInstance as Database } from '@photostructure/sqlite';
import { positionOrder, type Position } from '#libs/event-store';
import { TILE_WIDTH } from '#libs/integrity';

/** What is kept of a leaf beside its hash. */
export interface Place {
  readonly position: Position;
  /** The instant in the leaf, where the store gave an earlier one than that of the leaf before. */
  readonly raisedTo: string | null;
}

/** Places as they are written: a position with how many follow that are each one more, and an instant that all of them share. */
type Run = [position: Position, count: number, raisedTo: string | null];

/** Reads and adds places of the leaves of a tree. */
export class Places {
  private readonly statements: ReturnType<typeof prepare>;
  /** The last full tile that was read: it does not change any more. */
  private full: { readonly number: number; readonly places: readonly Place[] } | null = null;

  constructor(db: Database) {
    this.statements = prepare(db);
  }

  /** The place of a leaf, or null when there is none. */
  at(leaf: number): Place | null {
    return this.ofTile(Math.floor(leaf / TILE_WIDTH))[leaf % TILE_WIDTH] ?? null;
  }

  /** Index of the leaf of the event at a position, or null when there is none. */
  find(position: Position): number | null {
    const row = this.statements.before.get(positionOrder(position)) as { number: number } | undefined;
    if (!row) return null;
    const within = this.ofTile(row.number).findIndex((place) => place.position === position);
    return within < 0 ? null : row.number * TILE_WIDTH + within;
  }

  /** Adds the places of the leaves from `size` on, inside a transaction of the caller. */
  add(size: number, places: readonly Place[]): void {
    let number = Math.floor(size / TILE_WIDTH);
    let own = size % TILE_WIDTH === 0 ? [] : [...this.ofTile(number)];
    for (const place of places) {
      own.push(place);
      if (own.length < TILE_WIDTH) continue;
      this.write(number, own);
      number += 1;
      own = [];
    }
    if (own.length > 0) this.write(number, own);
  }

  private ofTile(number: number): readonly Place[] {
    if (this.full?.number === number) return this.full.places;
    const row = this.statements.read.get(number) as { runs: string } | undefined;
    const places = row ? expanded(JSON.parse(row.runs) as Run[]) : [];
    if (places.length === TILE_WIDTH) this.full = { number, places };
    return places;
  }

  private write(number: number, places: readonly Place[]): void {
    this.statements.write.run(number, positionOrder(places[0]!.position), JSON.stringify(runsOf(places)));
  }
}

function runsOf(places: readonly Place[]): Run[] {
  const runs: Run[] = [];
  for (const { position, raisedTo } of places) {
    const last = runs.at(-1);
    if (last?.[2] === raisedTo && isFollowing(position, last)) last[1] += 1;
    else runs.push([position, 1, raisedTo]);
  }
  return runs;
}

function isFollowing(position: Position, [first, count]: Run): boolean {
  return isCount(first) && isCount(position) && Number(position) === Number(first) + count;
}

/** Whether a position is a number that JavaScript counts on from. */
function isCount(position: Position): boolean {
  return /^[1-9]\d{0,14}$/.test(position);
}

function expanded(runs: readonly Run[]): Place[] {
  return runs.flatMap(([first, count, raisedTo]) =>
    count === 1
      ? [{ position: first, raisedTo }]
      : Array.from({ length: count }, (_, n) => ({ position: String(Number(first) + n), raisedTo })),
  );
}

function prepare(db: Database) {
  return {
    read: db.prepare('SELECT runs FROM place WHERE number = ?'),
    before: db.prepare('SELECT number FROM place WHERE first <= ? ORDER BY first DESC LIMIT 1'),
    write: db.prepare(
      'INSERT INTO place (number, first, runs) VALUES (?, ?, ?) ON CONFLICT (number) DO UPDATE SET runs = excluded.runs',
    ),
  };
}

/** Brings a tree of schema 1, which had a row for each leaf, to the present schema. */
export function migrateLeaves(db: Database): void {
  const places = new Places(db);
  const page = db.prepare(
    `SELECT position, raised_to AS raisedTo FROM leaf WHERE number >= ? ORDER BY number LIMIT ${TILE_WIDTH}`,
  );
  for (let size = 0; ; size += TILE_WIDTH) {
    const next = page.all(size) as unknown as Place[];
    if (next.length > 0) places.add(size, next);
    if (next.length < TILE_WIDTH) break;
  }
  db.exec('DROP TABLE leaf');
}
