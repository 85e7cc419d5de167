/** The tree cut into tiles (C2SP tlog-tiles): 256 hashes of one level of every eighth, so that a static server can publish it. */
import { HASH_BYTES, hashNode } from '../tree/hash.js';
import type { SubtreeReader } from '../tree/proofs.js';

/** Hashes in a full tile. */
export const TILE_WIDTH = 256;

/** Levels of the tree from one level of tiles to the next. */
const TILE_HEIGHT = 8;

/** Where a tile stands, and how many of its hashes a tree has. */
export interface Tile {
  /** 0 = leaf hashes; each next level has the roots of full tiles of the one before. */
  readonly level: number;
  /** From the left, from 0. */
  readonly index: number;
  /** 1 to 256. */
  readonly width: number;
}

/** Reads the first hashes of a tile, at least `width` of them, concatenated. */
export type TileReader = (level: number, index: number, width: number) => Uint8Array;

/** Hashes of a level of tiles that a tree of `size` leaves has. */
export function hashesAt(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** All tiles of a tree with more than `size` leaves, level by level; those that a tree of `known` leaves has are left out. */
export function* tilesOf(size: number, known = 0): Generator<Tile> {
  for (let level = 0; hashesAt(level, size) > 0; level++) {
    const hashes = hashesAt(level, size);
    const before = hashesAt(level, known);
    for (let index = Math.floor(before / TILE_WIDTH); index * TILE_WIDTH < hashes; index++) {
      const width = Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH);
      if (index * TILE_WIDTH + width > before) yield { level, index, width };
    }
  }
}

/** Root of a full tile. */
export function tileRoot(hashes: Uint8Array): Uint8Array {
  return nodeIn(hashes, TILE_HEIGHT, 0);
}

/** Reads complete subtrees out of tiles. */
export function subtreesIn(tile: TileReader): SubtreeReader {
  return (level, index) => {
    const tileLevel = Math.floor(level / TILE_HEIGHT);
    const within = level % TILE_HEIGHT;
    const first = index * 2 ** within;
    const place = first % TILE_WIDTH;
    const hashes = tile(tileLevel, Math.floor(first / TILE_WIDTH), place + 2 ** within);
    return nodeIn(hashes, within, place);
  };
}

/** Root over `2^level` hashes of a tile from `place` on. */
function nodeIn(hashes: Uint8Array, level: number, place: number): Uint8Array {
  if (level === 0) return hashes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES);
  const half = 2 ** (level - 1);
  return hashNode(nodeIn(hashes, level - 1, place), nodeIn(hashes, level - 1, place + half));
}
