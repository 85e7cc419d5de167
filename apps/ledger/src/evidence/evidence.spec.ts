import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import {
  checkpointText,
  cosign,
  decodeBundle,
  formatSignature,
  formatVerifierKey,
  fromBase64,
  hashLeaf,
  openCheckpoint,
  parseCheckpoint,
  parseTlogProof,
  parseVerifierKey,
  rootOf,
  signingKeyOf,
  subtreesIn,
  tilePath,
  toBase64,
  verifyConsistency,
  verifyReceipt,
} from '#libs/integrity';
import { LEDGER_KEY, startLedger, type LedgerApp } from '../testing/ledger-app.js';
import { sample } from '../testing/samples.js';

const WITNESS = signingKeyOf('witness.example/w1', Buffer.alloc(32, 2), 'cosignature/v1');
const TEXT = { accept: 'text/plain' };
const JSON_ONLY = { accept: 'application/json' };

let ledger: LedgerApp;
let receipts: { position: string; revision: number; recordedAt: string; leafHash: string }[];

beforeAll(async () => {
  ledger = await startLedger(undefined, undefined, [WITNESS]);
  receipts = [];
  for (let n = 0; n < 5; n++) {
    const { body } = await ledger.post('/v1/events', sample('intake-registered', {}, { subject: `T-${n}` }));
    receipts.push(body);
  }
  await proofOf(4); // the tree has them all
});
afterAll(() => ledger.close());

const proofOf = (n: number, more = '', headers = {}) =>
  ledger.get(`/v1/ledger/proofs/inclusion?position=${receipts[n]!.position}${more}`, headers);

describe('receipts', () => {
  it('name the leaf, in every way of sending', async () => {
    expect(receipts.map(({ leafHash }) => fromBase64(leafHash)?.byteLength)).toEqual([32, 32, 32, 32, 32]);
    const event = sample('intake-registered', {}, { subject: 'T-again' });
    const first = await ledger.post('/v1/events', event);
    const batch = await ledger.post('/v1/events', [event], 'application/cloudevents-batch+json');
    const lines = await ledger.post('/v1/events', JSON.stringify(event), 'application/x-ndjson');
    expect(batch.body[0].leafHash).toBe(first.body.leafHash);
    expect(JSON.parse(lines.text).leafHash).toBe(first.body.leafHash);
  });
});

describe('the checkpoint', () => {
  it('is a signed note, and the same as JSON', async () => {
    const text = await ledger.get('/v1/ledger/checkpoint');
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const checkpoint = openCheckpoint(text.text, LEDGER_KEY)!;
    expect(checkpoint.size).toBeGreaterThanOrEqual(5);
    const { body } = await ledger.get('/v1/ledger/checkpoint', JSON_ONLY);
    expect(body).toMatchObject({ origin: 'ledger.example/test', verifierKey: formatVerifierKey(LEDGER_KEY) });
    expect(openCheckpoint(body.note, parseVerifierKey(body.verifierKey)!)).toMatchObject({ size: body.size });
    const same = await ledger.get(`/v1/ledger/checkpoint?size=${body.size}`, TEXT);
    expect(same.text).toBe(body.note);
  });

  it('of a size that was never signed is not there', async () => {
    expect((await ledger.get('/v1/ledger/checkpoint?size=999')).status).toBe(404);
    expect((await ledger.get('/v1/ledger/checkpoint?witnesses=2')).status).toBe(404);
    expect((await ledger.get('/v1/ledger/checkpoint?size=01')).status).toBe(400);
    expect((await ledger.get('/v1/ledger/checkpoint?leaf=1')).status).toBe(400);
    expect((await ledger.get('/v1/ledger/checkpoint', { accept: 'image/png' })).status).toBe(406);
  });

  it('carries the lines of known witnesses', async () => {
    const { text } = await ledger.get('/v1/ledger/checkpoint');
    const head = parseCheckpoint(text)!;
    const line = formatSignature(cosign(checkpointText(head), 1_700_000_000, WITNESS));
    const sent = await ledger.post('/v1/ledger/checkpoint/cosignatures', text + line, 'text/plain; charset=utf-8');
    expect([sent.status, sent.body]).toEqual([
      201,
      { size: head.size, cosignatures: [{ witness: WITNESS.name, id: WITNESS.id, time: 1_700_000_000 }] },
    ]);
    expect((await ledger.get('/v1/ledger/checkpoint?witnesses=1')).text).toBe(text + line);
    const witnessed = await proofOf(2, '&witnesses=1', TEXT);
    const [receipt, proof] = [receipts[2]!, parseTlogProof(witnessed.text)!];
    const check = { receipt, proof, key: LEDGER_KEY, witnesses: [WITNESS], quorum: 1 };
    expect(verifyReceipt(check)).toMatchObject({ faults: [], cosignatures: [{ witness: WITNESS.name }] });
  });

  it('takes no other lines', async () => {
    const published = await ledger.get('/v1/ledger/checkpoint');
    const text = published.text.replace(/— witness.*\n/g, '');
    const post = (note: string, type = 'text/plain') => ledger.post('/v1/ledger/checkpoint/cosignatures', note, type);
    expect((await post('x')).status).toBe(400);
    const stranger = { ...WITNESS, name: 'witness.example/w2' };
    const line = formatSignature(cosign(checkpointText(parseCheckpoint(text)!), 1, stranger));
    expect(await post(text + line)).toMatchObject({ status: 409, body: { code: 'unknown-witness' } });
    expect(await post(text.replace('ledger.example/test', 'other.example') + line)).toMatchObject({ status: 409 });
    expect((await post('{}', 'application/json')).status).toBe(415);
    expect((await post('x'.repeat(70_000))).status).toBe(413);
    expect((await ledger.post('/v1/events', 'x', 'text/plain')).status).toBe(415);
  });
});

describe('a proof of inclusion', () => {
  it('holds offline, for whoever has the receipt and the key', async () => {
    for (const [n, receipt] of receipts.entries()) {
      const { text } = await proofOf(n, '', TEXT);
      const proof = parseTlogProof(text)!;
      expect(verifyReceipt({ receipt, proof, key: LEDGER_KEY })).toMatchObject({ faults: [] });
      expect(verifyReceipt({ receipt: receipts[(n + 1) % 5]!, proof, key: LEDGER_KEY }).faults).not.toEqual([]);
    }
  });

  it('is the same as JSON', async () => {
    const { body } = await proofOf(3);
    expect(body).toMatchObject({ position: receipts[3]!.position, leafHash: receipts[3]!.leafHash });
    const record = Buffer.from(JSON.stringify(body.record));
    expect(toBase64(hashLeaf(record))).toBe(body.leafHash);
    expect(body.record).toMatchObject({ revision: 0, recordedAt: receipts[3]!.recordedAt, v: 1 });
    for await (const { stream, data } of ledger.store.readAll({ after: receipts[2]!.position, limit: 1 })) {
      const hex = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
      expect(body.record).toMatchObject({ stream: hex(stream), data: hex(data) });
    }
    const path = body.hashes.map(fromBase64);
    const proof = { record, index: body.leafIndex, path, checkpoint: body.checkpoint.note };
    expect(verifyReceipt({ receipt: receipts[3]!, proof, key: LEDGER_KEY }).faults).toEqual([]);
  });

  it('waits for an event that was just recorded', async () => {
    const { body } = await ledger.post('/v1/events', sample('intake-registered', {}, { subject: 'T-new' }));
    const proof = await ledger.get(`/v1/ledger/proofs/inclusion?position=${body.position}`);
    expect([proof.status, proof.body.leafHash]).toEqual([200, body.leafHash]);
  });

  it('names what is wrong with the question', async () => {
    const ask = async (query: string) => (await ledger.get(`/v1/ledger/proofs/inclusion${query}`)).status;
    expect(await ask('')).toBe(400);
    expect(await ask('?position=x')).toBe(400);
    expect(await ask('?position=1&size=-1')).toBe(400);
    expect(await ask('?position=1&size=998')).toBe(404);
    expect(await ask('?position=1&witnesses=9')).toBe(404);
  });
});

describe('a proof of consistency', () => {
  it('leads from one signed tree to the next', async () => {
    const before = (await ledger.get('/v1/ledger/checkpoint', JSON_ONLY)).body;
    const { body } = await ledger.post('/v1/events', sample('intake-registered', {}, { subject: 'T-later' }));
    await ledger.get(`/v1/ledger/proofs/inclusion?position=${body.position}`);
    const after = (await ledger.get('/v1/ledger/checkpoint', JSON_ONLY)).body;
    const proof = (await ledger.get(`/v1/ledger/proofs/consistency?from=${before.size}`)).body;
    expect([proof.from.rootHash, proof.to.rootHash]).toEqual([before.rootHash, after.rootHash]);
    const head = ({ size, rootHash }: { size: number; rootHash: string }) => ({ size, root: fromBase64(rootHash)! });
    expect(verifyConsistency({ from: head(before), to: head(after) }, proof.hashes.map(fromBase64))).toBe(true);
  });

  it.each(['', '?from=x', '?from=1&to=999', '?from=3&to=2', '?from=1&size=2'])('is none for %j', async (query) => {
    expect((await ledger.get(`/v1/ledger/proofs/consistency${query}`)).status).toBe(400);
  });
});

describe('tiles', () => {
  const fetchTile = async (path: string) => {
    const response = await fetch(`${ledger.url}/v1/ledger/${path}`);
    return { status: response.status, type: response.headers.get('content-type'), bytes: await bytesOf(response) };
  };
  const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

  it('hold the tree of a checkpoint, and its leaves', async () => {
    const { size, root } = openCheckpoint((await ledger.get('/v1/ledger/checkpoint')).text, LEDGER_KEY)!;
    const tile = await fetchTile(tilePath({ level: 0, index: 0, width: size }));
    expect(tile).toMatchObject({ status: 200, type: 'application/octet-stream' });
    expect(
      Buffer.compare(
        rootOf(
          size,
          subtreesIn(() => tile.bytes),
        ),
        root,
      ),
    ).toBe(0);
    const { bytes } = await fetchTile(tilePath({ level: 'entries', index: 0, width: size }));
    const leaves = decodeBundle(bytes).map((record) => toBase64(hashLeaf(record)));
    expect(leaves).toHaveLength(size);
    expect(Buffer.concat(leaves.map((hash) => fromBase64(hash)!)).equals(tile.bytes)).toBe(true);
    expect(bytes.toString('utf8')).not.toContain('T-0');
  });

  it.each(['tile/0/000', 'tile/0/000.p/250', 'tile/1/000.p/1', 'tile/entries/000', 'tile/x/000', 'tile/0/0', 'tile/'])(
    'there is no %s',
    async (path) => expect((await fetchTile(path)).status).toBe(404),
  );
});
