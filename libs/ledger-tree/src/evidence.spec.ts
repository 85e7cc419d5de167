import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore, NewEvent } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import {
  checkpointText,
  cosign,
  formatSignature,
  leafHashOf,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  signingKeyOf,
  toBase64,
  verifyReceipt,
} from '#libs/integrity';
import { BrokenLedgerError, Evidence } from './evidence.js';
import { openTree } from './tree-store.js';

const key = signingKeyOf('ledger.example/1', Buffer.alloc(32, 1));
const witness = signingKeyOf('witness.example/w1', Buffer.alloc(32, 2), 'cosignature/v1');

let folder: string;
let store: EventStore;
let evidence: Evidence;

function open(): Evidence {
  return new Evidence({ store, tree: openTree(join(folder, 'tree.sqlite')), key, witnesses: [witness] });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evidence-'));
  store = openSqliteEventStore(join(folder, 'events.sqlite'));
  evidence = open();
  evidence.start();
});
afterEach(async () => {
  await evidence.stop();
  await store.close();
  rmSync(folder, { recursive: true });
});

async function record(count: number): Promise<string> {
  const events = Array.from({ length: count }, (_, n): NewEvent => ({
    id: randomUUID(),
    type: 't',
    data: Buffer.from(`{"n":${n}}`),
    metadata: Buffer.from('{}'),
  }));
  const appended = await store.append(`s-${randomUUID()}`, events, 'must-not-exist');
  return appended.at(-1)!.position;
}

describe('the evidence of a ledger', () => {
  it('proves what was recorded, to whoever has the receipt and the key', async () => {
    await record(5);
    const position = await record(1);
    const leaf = (await evidence.leafAt(position, 60_000))!;
    const proof = await evidence.prove(leaf, evidence.checkpoint());
    for await (const event of store.readAll({ after: '5' })) {
      const receipt = { ...event, leafHash: toBase64(leafHashOf(event)) };
      expect(verifyReceipt({ receipt, proof, key })).toMatchObject({ faults: [], size: 6 });
    }
    expect(await evidence.leafAt('99', 10)).toBeNull();
  });

  it('signs a tree once, and goes on where it was after a restart', async () => {
    await evidence.leafAt(await record(3), 60_000);
    const first = evidence.checkpoint();
    expect(openCheckpoint(first.note, key)).toMatchObject({ origin: 'ledger.example/1', size: 3 });
    expect(evidence.checkpoint()).toEqual(first);
    await record(2);
    await evidence.stop();
    evidence = open();
    evidence.start();
    expect(evidence.checkpoints.at(3)).toEqual(first);
    expect(evidence.checkpoints.newest()).toMatchObject({ size: 5 });
    expect([...evidence.checkpoints.all()].map(({ size }) => size)).toEqual([3, 5]);
    await evidence.leafAt(await record(1), 60_000);
    expect(evidence.checkpoint().size).toBe(6);
  });

  it('signs a growing tree without being asked', async () => {
    await evidence.stop();
    let now = 0;
    evidence = new Evidence({ store, tree: openTree(':memory:'), key, signEveryMs: 1_000, now: () => now });
    evidence.start();
    await evidence.leafAt(await record(1), 60_000);
    expect(evidence.checkpoints.newest()).toBeNull();
    now = 1_000;
    await evidence.leafAt(await record(1), 60_000);
    expect(evidence.checkpoints.newest()).toMatchObject({ size: 2, signedAt: '1970-01-01T00:00:01.000Z' });
  });

  it('takes what known witnesses put under its checkpoints, and nothing else', async () => {
    await evidence.leafAt(await record(3), 60_000);
    const { note } = evidence.checkpoint();
    const head = parseCheckpoint(note)!;
    const line = (time: number) => formatSignature(cosign(checkpointText(head), time, witness));
    const other = { ...head, root: Buffer.alloc(32) };
    expect(evidence.addCosignatures('nothing')).toEqual({ ok: false, fault: 'no-checkpoint' });
    expect(evidence.addCosignatures(note)).toEqual({ ok: false, fault: 'no-known-witness' });
    expect(evidence.addCosignatures(signCheckpoint(other, key) + line(1))).toEqual({
      ok: false,
      fault: 'unknown-checkpoint',
    });
    const stranger = formatSignature(cosign(checkpointText(head), 5, { ...witness, name: 'x', id: '00000000' }));
    expect(evidence.addCosignatures(note + stranger + line(7))).toMatchObject({
      ok: true,
      size: 3,
      cosignatures: [{ witness: 'witness.example/w1', time: 7 }],
    });
    expect(evidence.checkpoint()).toMatchObject({ note: note + line(7), witnesses: 1 });
    evidence.addCosignatures(note + line(6));
    expect(evidence.checkpoint().note).toBe(note + line(7));
    await evidence.leafAt(await record(1), 60_000);
    expect(evidence.checkpoint()).toMatchObject({ size: 4, witnesses: 0 });
    expect(evidence.checkpoints.newest(1)).toMatchObject({ size: 3 });
  });

  it('does not prove an event that is not the one the tree was built with', async () => {
    const position = await record(3);
    const leaf = (await evidence.leafAt(position, 60_000))!;
    const other = openSqliteEventStore(':memory:');
    const blank = { id: randomUUID(), type: 't', data: Buffer.from('{}'), metadata: Buffer.from('{}') };
    await other.append('s', [blank], 'any');
    const tree = openTree(join(folder, 'tree.sqlite'));
    const elsewhere = new Evidence({ store: other, tree, key });
    await expect(elsewhere.prove(tree.leaf(0)!, evidence.checkpoint())).rejects.toThrow(BrokenLedgerError);
    await expect(elsewhere.prove(leaf, evidence.checkpoint())).rejects.toThrow(/position 3/);
    tree.close();
    await other.close();
  });
});
