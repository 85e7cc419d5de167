import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredEvent } from '#libs/event-store';
import {
  formatVerifierKey,
  leafHashOf,
  signCheckpoint,
  signingKeyOf,
  toBase64,
  verifyInTiles,
  type TileSource,
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
const source: TileSource = (path) => Promise.resolve(existsSync(join(web, path)) ? get(path) : null);

/** Checks a receipt with what is published and the key alone: the index of its leaf, or null. */
async function provedIndex({ leafHash }: { leafHash: string }, known: VerifierKey, near = 0): Promise<number | null> {
  const { faults, index } = await verifyInTiles({ leafHash, near, source, key: known });
  return faults.length === 0 ? index : null;
}

/** A receipt in a file, checked by the command. */
async function verify(n: number, tiles: string, ...more: string[]) {
  const file = join(folder, 'receipt.json');
  const receipt = { ...receiptOf(n), position: String(n + 1), revision: 0, recordedAt: eventAt(n, '').recordedAt };
  writeFileSync(file, JSON.stringify(receipt));
  const said: string[] = [];
  const terminal = { out: (text: string) => said.push(text), err: (text: string) => said.push(text) };
  const asked = ['verify', '--receipt', file, '--tiles', tiles, '--key', formatVerifierKey(key), ...more];
  return { status: await run(asked, terminal), said: said.join('\n') };
}

const proved = (...leaves: number[]) => Promise.all(leaves.map((n) => provedIndex(receiptOf(n), key)));
const receiptOf = (n: number) => ({ leafHash: toBase64(leafHashOf(eventAt(n, 'trajectory'))) });

describe('publish-tiles', () => {
  it('writes files with which anyone checks a receipt, and adds what is new', async () => {
    grow('data', 300);
    expect(await publish('data', '--json')).toEqual({ status: 0, said: '{"size":300,"before":0,"tiles":3}' });
    expect(await proved(0, 255, 299, 300)).toEqual([0, 255, 299, null]);
    expect(existsSync(join(web, 'tile/0/001.p/44'))).toBe(true);

    grow('data', 700);
    expect(JSON.parse((await publish('data', '--json')).said)).toEqual({ size: 700, before: 300, tiles: 3 });
    expect(await proved(0, 299, 511, 699)).toEqual([0, 299, 511, 699]);
    expect(await provedIndex(receiptOf(3), key, 1e12)).toBe(3);
    expect(readdirSync(join(web, 'tile/0')).sort()).toEqual(['000', '001', '002.p']);
    expect((await publish('data')).said).toContain('0 more than before; 0 tiles written');
    expect(readdirSync(web).sort()).toEqual(['checkpoint', 'tile']);
  });

  it('proves nothing under another key, or when a byte of a tile is another', async () => {
    expect(await provedIndex(receiptOf(3), signingKeyOf(key.name, Buffer.alloc(32, 2)))).toBeNull();
    const tile = join(web, 'tile/0/001');
    const bytes = readFileSync(tile);
    const changed = Buffer.from(bytes);
    changed[5]! ^= 1;
    writeFileSync(tile, changed);
    expect(await provedIndex(receiptOf(3), key)).toBe(3); // what is above the tile is in tile/1
    expect(await provedIndex(receiptOf(256 + 9), key)).toBeNull();
    writeFileSync(tile, bytes);
    expect(await provedIndex(receiptOf(256 + 9), key)).toBe(265);
  });

  it('lets verify check a receipt in the folder, or where a server publishes it', async () => {
    expect(await verify(300, web)).toMatchObject({
      status: 0,
      said: expect.stringMatching(/^Proved: .* leaf 300 of the 700 /),
    });
    const server = createServer((request, response) => {
      const file = join(web, request.url!);
      response.statusCode = existsSync(file) ? 200 : 404;
      response.end(response.statusCode === 200 ? readFileSync(file) : undefined);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const found = await verify(699, url, '--json');
    expect(JSON.parse(found.said)).toMatchObject({ valid: true, index: 699, size: 700 });
    expect(await verify(701, url)).toMatchObject({
      status: 1,
      said: expect.stringContaining('None of the 700 leaves'),
    });
    server.close();
    expect(await verify(1, url)).toMatchObject({ status: 1, said: expect.stringContaining('Nothing answers') });
    expect(await verify(1, folder)).toMatchObject({ status: 1, said: expect.stringContaining('No checkpoint') });
    expect(await verify(1, web, '--quorum', '1')).toMatchObject({
      status: 1,
      said: expect.stringContaining('0 of the'),
    });
    expect((await verify(1, web, '--proof', 'x')).status).toBe(2);
    expect((await verify(1, web, '--data', 'x')).status).toBe(2);
  });

  it('does not write over what this ledger does not continue', async () => {
    const before = get('checkpoint');
    grow('other', 800, 'else');
    expect(await publish('other')).toMatchObject({ status: 1, said: expect.stringContaining('does not continue') });
    grow('shorter', 300);
    expect((await publish('shorter')).status).toBe(1);
    expect(get('checkpoint')).toEqual(before);
    expect(await provedIndex(receiptOf(699), key)).toBe(699);
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
