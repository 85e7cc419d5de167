import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { wholeTree } from '../../testing/whole-tree.js';
import { checkpointText, signCheckpoint } from '../checkpoint/checkpoint.js';
import { cosign } from '../checkpoint/cosignature.js';
import {
  decodeDigestRecord,
  digestRecordOf,
  encodeDigestRecord,
  leafHashOf,
  type LeafEvent,
} from '../leaf/digest-record.js';
import { toBase64 } from '../note/base64.js';
import { signingKeyOf } from '../note/keys.js';
import { formatSignature } from '../note/note.js';
import { inclusionProof, rootOf } from '../tree/proofs.js';
import { formatTlogProof, parseTlogProof, type TlogProof } from './tlog-proof.js';
import { verifyReceipt } from './verify-receipt.js';

const events = Array.from({ length: 11 }, (_, n): LeafEvent => ({
  stream: `trajectory-T-${n % 3}`,
  revision: Math.floor(n / 3),
  id: `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`,
  type: 'nl.jeugdhulptrajecten.care-started',
  recordedAt: `2024-01-01T00:00:${String(n).padStart(2, '0')}.000Z`,
  data: Buffer.from(`{"n":${n}}`),
  metadata: Buffer.from(`{"id":"${n}"}`),
}));
const tree = wholeTree(events.map(leafHashOf));
const key = signingKeyOf('ledger.example/1', Buffer.alloc(32, 1));
const witness = signingKeyOf('witness.example/w1', Buffer.alloc(32, 2), 'cosignature/v1');
const head = { origin: key.name, size: events.length, root: rootOf(events.length, tree) };
const checkpoint = signCheckpoint(head, key) + formatSignature(cosign(checkpointText(head), 1_700_000_000, witness));

function receiptOf(event: LeafEvent) {
  return { revision: event.revision, recordedAt: event.recordedAt, leafHash: toBase64(leafHashOf(event)) };
}

function proofOf(index: number): TlogProof {
  const record = encodeDigestRecord(digestRecordOf(events[index]!));
  return { record, index, path: inclusionProof(index, events.length, tree), checkpoint };
}

describe('a digest record', () => {
  it('is canonical JSON of what the store holds, by its hashes', () => {
    const record = Buffer.from(encodeDigestRecord(digestRecordOf(events[4]!))).toString('utf8');
    expect(record).toBe(
      `{"data":"${hexOf('{"n":4}')}","id":"00000000-0000-5000-8000-000000000004","metadata":"${hexOf('{"id":"4"}')}",` +
        `"recordedAt":"2024-01-01T00:00:04.000Z","revision":1,"stream":"${hexOf('trajectory-T-1')}",` +
        '"type":"nl.jeugdhulptrajecten.care-started","v":1}',
    );
  });

  it('changes with every member of the event', () => {
    const [event] = events as [LeafEvent];
    const others: LeafEvent[] = [
      { ...event, stream: 'trajectory-T-1' },
      { ...event, revision: 1 },
      { ...event, id: events[1]!.id },
      { ...event, type: 'x' },
      { ...event, recordedAt: '2024-01-01T00:00:00.001Z' },
      { ...event, data: Buffer.from('{"n":1}') },
      { ...event, metadata: Buffer.from('{}') },
    ];
    const hashes = [event, ...others].map((each) => toBase64(leafHashOf(each)));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('is read back only from its own bytes', () => {
    const bytes = encodeDigestRecord(digestRecordOf(events[0]!));
    expect(decodeDigestRecord(bytes)).toEqual(digestRecordOf(events[0]!));
    const text = Buffer.from(bytes).toString('utf8');
    for (const wrong of [
      '',
      'null',
      '{}',
      ` ${text}`,
      text.replace('"v":1', '"v":2'),
      text.replace(',"v"', ',"u":1,"v"'),
    ]) {
      expect(decodeDigestRecord(Buffer.from(wrong))).toBeNull();
    }
  });
});

describe('a proof as text', () => {
  it('is read back as it was', () => {
    const proof = proofOf(5);
    const text = formatTlogProof(proof);
    expect(text.startsWith('c2sp.org/tlog-proof@v1\nextra ')).toBe(true);
    expect(parseTlogProof(text)).toEqual({ ...proof, path: proof.path.map((hash) => Buffer.from(hash)) });
    const alone = { ...proof, index: 0, path: [] };
    expect(parseTlogProof(formatTlogProof(alone))).toEqual(alone);
  });

  it.each([
    ['another header', (text: string) => text.replace('@v1', '@v2')],
    ['no content of the leaf', (text: string) => text.replace(/extra .*\n/, '')],
    ['no index', (text: string) => text.replace(/index .*\n/, '')],
    ['a leading zero', (text: string) => text.replace('index 5', 'index 05')],
    ['a hash that is none', (text: string) => text.replace(/(index 5\n).*/, '$1AAAA')],
  ])('with %s is none', (_what, change) => expect(parseTlogProof(change(formatTlogProof(proofOf(5))))).toBeNull());
});

describe('the check of a receipt', () => {
  it('holds for every event, with its witnesses', () => {
    events.forEach((event, index) => {
      const verdict = verifyReceipt({
        receipt: receiptOf(event),
        proof: proofOf(index),
        key,
        witnesses: [witness],
        quorum: 1,
      });
      expect(verdict).toMatchObject({ faults: [], size: 11, cosignatures: [{ witness: 'witness.example/w1' }] });
      expect(verdict.record).toEqual(digestRecordOf(event));
    });
  });

  it('names what does not hold', () => {
    const [receipt, proof] = [receiptOf(events[5]!), proofOf(5)];
    const faults = (changed: Partial<Parameters<typeof verifyReceipt>[0]>) =>
      verifyReceipt({ receipt, proof, key, ...changed }).faults.join(' ');
    expect(faults({})).toBe('');
    expect(faults({ receipt: { ...receipt, leafHash: receiptOf(events[6]!).leafHash } })).toMatch(/another leaf/);
    expect(faults({ receipt: { ...receipt, leafHash: 'no hash' } })).toMatch(/another leaf/);
    expect(faults({ receipt: { ...receipt, revision: 7 } })).toMatch(/different revisions/);
    expect(faults({ receipt: { ...receipt, recordedAt: '2023-01-01T00:00:00.000Z' } })).toMatch(/different instants/);
    expect(faults({ proof: { ...proof, index: 6 } })).toMatch(/path/);
    expect(faults({ proof: { ...proof, path: proof.path.slice(1) } })).toMatch(/path/);
    expect(faults({ proof: { ...proof, record: Buffer.from('{}') } })).toMatch(/another leaf.*no digest record.*path/);
    expect(faults({ proof: { ...proof, checkpoint: checkpoint.replace('\n11\n', '\n12\n') } })).toMatch(/not signed/);
    expect(faults({ key: signingKeyOf(key.name, Buffer.alloc(32, 9)) })).toMatch(/not signed/);
    expect(faults({ quorum: 1 })).toMatch(/0 of the trusted witnesses cosigned the checkpoint, 1 are asked for/);
  });
});

function hexOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
