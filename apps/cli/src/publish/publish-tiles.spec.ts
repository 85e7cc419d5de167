import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredEvent } from '#libs/event-store';
import {
  fromBase64,
  HASH_BYTES,
  hashesAt,
  inclusionProof,
  isSameHash,
  leafHashOf,
  openCheckpoint,
  signCheckpoint,
  signingKeyOf,
  subtreesIn,
  TILE_WIDTH,
  tilePath,
  toBase64,
  verifyInclusion,
  type VerifierKey,
} from '#libs/integrity';
import { CheckpointStore, openTree } from '#libs/ledger-tree';
import { run } from '../program.js';

const key = signingKeyOf('ledger.example/1', Buffer.alloc(32, 1));

let folder: string;
let web: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'publish-'));
  web = join(folder, 'web');
});
afterAll(() => rmSync(folder, { recursive: true }));

const eventAt = (n: number, of: string): StoredEvent => ({
  stream: `${of}-${n}`,
  id: `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`,
  type: 't',
  data: Buffer.from(`{"n":${n}}`),
  metadata: Buffer.from('{}'),
  revision: 0,
  position: String(n + 1),
  recordedAt: '2026-01-01T00:00:00.000Z',
});

/** A ledger's tree grown to a size, signed there. */
function grow(data: string, size: number, of = 'trajectory'): void {
  const tree = openTree(join(folder, data, 'tree.sqlite'));
  const from = tree.progress().size;
  tree.append(Array.from({ length: size - from }, (_, i) => eventAt(from + i, of)));
  const note = signCheckpoint({ origin: key.name, size, root: tree.root(size) }, key);
  new CheckpointStore(tree.db).add(size, note, '2026-01-01T00:00:00.000Z');
  tree.close();
}

async function publish(data: string, ...more: string[]) {
  const said: string[] = [];
  const terminal = { out: (text: string) => said.push(text), err: (text: string) => said.push(text) };
  const status = await run(['publish-tiles', '--data', join(folder, data), '--to', web, ...more], terminal);
  return { status, said: said.join('\n') };
}

/** A file as any web server gives it. */
const get = (path: string): Buffer => readFileSync(join(web, path));

/** Checks a receipt with what is published and the key alone: the index of its leaf, or null. */
function provedIndex(receipt: { leafHash: string }, known: VerifierKey): number | null {
  const checkpoint = openCheckpoint(get('checkpoint').toString('utf8'), known);
  if (!checkpoint) return null;
  const { size, root } = checkpoint;
  const tile = (level: number, index: number) =>
    get(tilePath({ level, index, width: Math.min(TILE_WIDTH, hashesAt(level, size) - index * TILE_WIDTH) }));
  const leafHash = fromBase64(receipt.leafHash)!;
  for (let index = 0; index < size; index += 1) {
    const at = (index % TILE_WIDTH) * HASH_BYTES;
    const found = tile(0, Math.floor(index / TILE_WIDTH)).subarray(at, at + HASH_BYTES);
    if (!isSameHash(found, leafHash)) continue;
    const path = inclusionProof(index, size, subtreesIn(tile));
    return verifyInclusion({ leaf: index, leafHash, size, root }, path) ? index : null;
  }
  return null;
}

const receiptOf = (n: number) => ({ leafHash: toBase64(leafHashOf(eventAt(n, 'trajectory'))) });

describe('publish-tiles', () => {
  it('writes files with which anyone checks a receipt, and adds what is new', async () => {
    grow('data', 300);
    expect(await publish('data', '--json')).toEqual({ status: 0, said: '{"size":300,"before":0,"tiles":3}' });
    expect([0, 255, 299, 300].map((n) => provedIndex(receiptOf(n), key))).toEqual([0, 255, 299, null]);
    expect(existsSync(join(web, 'tile/0/001.p/44'))).toBe(true);

    grow('data', 700);
    expect(JSON.parse((await publish('data', '--json')).said)).toEqual({ size: 700, before: 300, tiles: 3 });
    expect([0, 299, 511, 699].map((n) => provedIndex(receiptOf(n), key))).toEqual([0, 299, 511, 699]);
    expect(readdirSync(join(web, 'tile/0')).sort()).toEqual(['000', '001', '002.p']);
    expect((await publish('data')).said).toContain('0 more than before; 0 tiles written');
    expect(readdirSync(web).sort()).toEqual(['checkpoint', 'tile']);
  });

  it('proves nothing under another key, or when a byte of a tile is another', () => {
    expect(provedIndex(receiptOf(3), signingKeyOf(key.name, Buffer.alloc(32, 2)))).toBeNull();
    const tile = join(web, 'tile/0/001');
    const bytes = readFileSync(tile);
    const changed = Buffer.from(bytes);
    changed[5]! ^= 1;
    writeFileSync(tile, changed);
    expect(provedIndex(receiptOf(3), key)).toBe(3); // what is above the tile is in tile/1
    expect(provedIndex(receiptOf(256 + 9), key)).toBeNull();
    writeFileSync(tile, bytes);
    expect(provedIndex(receiptOf(256 + 9), key)).toBe(265);
  });

  it('does not write over what this ledger does not continue', async () => {
    const before = get('checkpoint');
    grow('other', 800, 'else');
    expect(await publish('other')).toMatchObject({ status: 1, said: expect.stringContaining('does not continue') });
    grow('shorter', 300);
    expect((await publish('shorter')).status).toBe(1);
    expect(get('checkpoint')).toEqual(before);
    expect(provedIndex(receiptOf(699), key)).toBe(699);
  });

  it('says what is missing', async () => {
    expect((await publish('nowhere')).status).toBe(2);
    expect(await publish('data', '--witnesses', '1')).toMatchObject({
      status: 1,
      said: expect.stringContaining('No such'),
    });
    expect((await publish('data', '--witnesses', 'x')).status).toBe(2);
  });
});
