/** Where published tiles are read from: a folder, or the address that a server publishes one under. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TileSource } from '#libs/integrity';
import { CommandError } from '../errors.js';

/** Largest file of a published tree: a full tile, or a checkpoint with many cosignatures. */
const MOST_BYTES = 64 * 1024;

/** @param place a folder, or an address with http or https */
export function tileSource(place: string): TileSource {
  if (!/^https?:\/\//.test(place)) return (path) => readFile(join(place, path)).catch(() => null);
  return async (path) => {
    const response = await fetch(`${place.replace(/\/+$/, '')}/${path}`, { signal: AbortSignal.timeout(30_000) }).catch(
      (error: Error) => {
        throw new CommandError(`Nothing answers at ${place}.`, { cause: error });
      },
    );
    if (response.status === 404) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.ok && bytes.byteLength <= MOST_BYTES) return bytes;
    throw new CommandError(`${place}/${path} answers ${response.status}, and no file of a published tree.`);
  };
}
