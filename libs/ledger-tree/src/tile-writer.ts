import { HASH_BYTES, hashesAt, TILE_WIDTH, tileRoot } from '#libs/integrity';
import type { Database } from './database.js';

/** The last tile of a level, which grows. */
interface GrowingTile {
  number: number;
  width: number;
  readonly hashes: Buffer;
}

/** Adds leaf hashes to the tiles of a tree: full tiles are written once, those that grow at the end. */
export class TileWriter {
  private readonly growing: GrowingTile[] = [];

  /** @param size leaves that the tiles hold now. */
  constructor(
    private readonly db: Database,
    private readonly size: number,
  ) {}

  /** Adds a hash to a level; a full tile adds its root to the next. */
  push(hash: Uint8Array, level = 0): void {
    const tile = (this.growing[level] ??= this.load(level));
    tile.hashes.set(hash, tile.width * HASH_BYTES);
    tile.width += 1;
    if (tile.width < TILE_WIDTH) return;
    this.write(level, tile);
    this.push(tileRoot(tile.hashes), level + 1);
    tile.number += 1;
    tile.width = 0;
  }

  /** Writes the tiles that are not full. */
  flush(): void {
    this.growing.forEach((tile, level) => {
      if (tile.width > 0) this.write(level, tile);
    });
  }

  private load(level: number): GrowingTile {
    const hashes = hashesAt(level, this.size);
    const tile = {
      number: Math.floor(hashes / TILE_WIDTH),
      width: hashes % TILE_WIDTH,
      hashes: Buffer.alloc(TILE_WIDTH * HASH_BYTES),
    };
    if (tile.width === 0) return tile;
    const row = this.db.prepare('SELECT hashes FROM tile WHERE level = ? AND number = ?').get(level, tile.number) as {
      hashes: Uint8Array;
    };
    tile.hashes.set(row.hashes);
    return tile;
  }

  private write(level: number, { number, width, hashes }: GrowingTile): void {
    this.db
      .prepare('INSERT OR REPLACE INTO tile (level, number, hashes) VALUES (?, ?, ?)')
      .run(level, number, hashes.subarray(0, width * HASH_BYTES));
  }
}
