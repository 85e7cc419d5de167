/** The check of a receipt against published tiles: nothing but the receipt, the tiles and a key that is known from elsewhere. */
import type { Checkpoint } from '../checkpoint/checkpoint.js';
import type { Cosignature } from '../checkpoint/cosignature.js';
import { fromBase64 } from '../note/base64.js';
import { hashesAt, subtreesIn, TILE_WIDTH } from '../tiles/tiles.js';
import { tilePath } from '../tiles/tile-path.js';
import { HASH_BYTES, isSameHash } from '../tree/hash.js';
import { inclusionProof } from '../tree/proofs.js';
import { verifyInclusion } from '../tree/verify-proofs.js';
import { openTrusted, type Trust } from './trust.js';

/** Reads a published file by its address from the folder of the log; null when there is none. */
export type TileSource = (path: string) => Promise<Uint8Array | null>;

export interface TilesCheck extends Trust {
  /** Base 64, as the receipt has it. */
  readonly leafHash: string;
  /** Where the leaf is looked for first: about how many leaves come before it. */
  readonly near: number;
  readonly source: TileSource;
}

export interface TilesVerdict {
  /** What does not hold, in words; empty when everything does. */
  readonly faults: readonly string[];
  /** Index of the leaf, from 0, and the size of the tree that it is in; null when it was not found. */
  readonly index: number | null;
  readonly size: number | null;
  readonly cosignatures: readonly Cosignature[];
}

/** Checks that the leaf of a receipt is in the tree whose checkpoint and tiles are published. */
export async function verifyInTiles(check: TilesCheck): Promise<TilesVerdict> {
  const { source } = check;
  const failed = (fault: string): TilesVerdict => ({ faults: [fault], index: null, size: null, cosignatures: [] });
  const text = await source('checkpoint');
  if (text === null) return failed('No checkpoint is published there.');
  const trusted = openTrusted(Buffer.from(text).toString('utf8'), check);
  if ('fault' in trusted) return failed(trusted.fault);
  const { checkpoint, cosignatures, lacking } = trusted;
  const leafHash = fromBase64(check.leafHash);
  if (leafHash?.byteLength !== HASH_BYTES) return failed('The receipt names no leaf.');

  const tiles = new Tiles(checkpoint, source);
  const index = await tiles.find(leafHash, check.near);
  const faults: string[] = [];
  if (index === null) {
    faults.push(`None of the ${checkpoint.size} leaves that are published is the one that the receipt names.`);
  } else if (!(await tiles.leadsToRoot(index, leafHash))) {
    faults.push('The tiles do not lead from the leaf to the root of the checkpoint.');
  }
  return { faults: [...faults, ...lacking], index, size: checkpoint.size, cosignatures };
}

/** Asked for while a proof is made, and not read yet. */
class Wanted extends Error {
  constructor(
    readonly level: number,
    readonly index: number,
  ) {
    super();
  }
}

class Tiles {
  private readonly read = new Map<string, Uint8Array>();

  constructor(
    private readonly checkpoint: Checkpoint,
    private readonly source: TileSource,
  ) {}

  /** The index of a leaf, looked for from a place outwards; null when there is none. */
  async find(leafHash: Uint8Array, near: number): Promise<number | null> {
    const tiles = Math.ceil(this.checkpoint.size / TILE_WIDTH);
    const first = Math.min(Math.max(0, Math.floor(near / TILE_WIDTH)), Math.max(0, tiles - 1));
    for (let distance = 0; distance < tiles; distance++) {
      for (const at of new Set([first - distance, first + distance])) {
        if (at < 0 || at >= tiles) continue;
        const found = placeIn(await this.load(0, at), leafHash);
        if (found !== null) return at * TILE_WIDTH + found;
      }
    }
    return null;
  }

  /** Whether the published hashes lead from a leaf to the signed root. */
  async leadsToRoot(index: number, leafHash: Uint8Array): Promise<boolean> {
    const { size, root } = this.checkpoint;
    const subtrees = subtreesIn((level, at) => {
      const tile = this.read.get(`${level}/${at}`);
      if (tile) return tile;
      throw new Wanted(level, at);
    });
    for (;;) {
      try {
        return verifyInclusion({ leaf: index, leafHash, size, root }, inclusionProof(index, size, subtrees));
      } catch (error) {
        if (!(error instanceof Wanted)) throw error;
        this.read.set(`${error.level}/${error.index}`, await this.load(error.level, error.index));
      }
    }
  }

  /** A tile; one that grew since the checkpoint is published whole only. Without one, hashes that lead nowhere. */
  private async load(level: number, index: number): Promise<Uint8Array> {
    const width = Math.min(TILE_WIDTH, hashesAt(level, this.checkpoint.size) - index * TILE_WIDTH);
    const tile =
      (await this.source(tilePath({ level, index, width }))) ??
      (width < TILE_WIDTH ? await this.source(tilePath({ level, index, width: TILE_WIDTH })) : null);
    const hashes = Buffer.alloc(width * HASH_BYTES);
    if (tile) hashes.set(tile.subarray(0, hashes.byteLength));
    return hashes;
  }
}

function placeIn(tile: Uint8Array, leafHash: Uint8Array): number | null {
  for (let at = 0; at + HASH_BYTES <= tile.byteLength; at += HASH_BYTES) {
    if (isSameHash(tile.subarray(at, at + HASH_BYTES), leafHash)) return at / HASH_BYTES;
  }
  return null;
}
