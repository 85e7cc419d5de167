/** One tree for one ledger, whatever store it is in. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { EventStore, NewEvent } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { signingKeyOf, toBase64 } from '#libs/integrity';
import { Evidence, openTree } from '#libs/ledger-tree';
import { wireFixture } from '../support/eventstoredb/index.js';

const key = signingKeyOf('ledger.example/1', Buffer.alloc(32, 1));
const fixture = wireFixture();
const folder = mkdtempSync(join(tmpdir(), 'same-root-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
function event(n: number, recordedAt?: string): NewEvent {
  const id = `00000000-0000-5000-8000-${String(++count).padStart(12, '0')}`;
  return { id, type: `t${n % 3}`, data: Buffer.from(`{"n":${n}}`), metadata: Buffer.from('{"é":1}'), recordedAt };
}

/** The checkpoint of all that a store holds. */
async function checkpointOf(store: EventStore): Promise<string> {
  const evidence = new Evidence({ store, tree: openTree(':memory:'), key });
  evidence.start();
  await evidence.leafAt((await store.head())!.position, 60_000);
  const { note } = evidence.checkpoint();
  await evidence.stop();
  return note;
}

async function copy(from: EventStore, to: EventStore): Promise<void> {
  for await (const { stream, id, type, data, metadata, recordedAt, revision } of from.readAll()) {
    const expected = revision === 0 ? 'must-not-exist' : revision - 1;
    await to.append(stream, [{ id, type, data, metadata, recordedAt }], expected);
  }
}

describe('a ledger copied from SQLite to EventStoreDB and back', () => {
  it('has the same signed checkpoint in each, however it was written', async () => {
    const first = openSqliteEventStore(join(folder, 'first.sqlite'));
    const second = fixture.open();
    const third = openSqliteEventStore(join(folder, 'third.sqlite'));
    const streams = fc.sample(fc.integer({ min: 0, max: 20 }), { numRuns: 300, seed: 1 });
    const revisions = new Map<number, number>();
    for (let start = 0; start < streams.length; start += 60) {
      const writes = streams.slice(start, start + 60).map((stream) => {
        const revision = revisions.get(stream) ?? -1;
        revisions.set(stream, revision + 1);
        const expectedRevision = revision < 0 ? ('must-not-exist' as const) : revision;
        return { stream: `trajectory-${stream}`, events: [event(stream)], expectedRevision };
      });
      expect((await first.appendMany(writes)).every(({ ok }) => ok)).toBe(true);
    }
    await copy(first, second);
    await copy(second, third);
    const notes = [await checkpointOf(first), await checkpointOf(second), await checkpointOf(third)];
    expect(notes[0]).toMatch(/^ledger\.example\/1\n300\n/);
    expect(new Set(notes).size).toBe(1);
    await first.close();
    await third.close();
  });

  it('has one tree on EventStoreDB for who follows from the start and who goes on in the middle, after its clock was set back', async () => {
    const store = fixture.open();
    fixture.server.log.now = () => Date.parse('2024-01-01T12:00:00.000Z');
    await store.append('trajectory-1', [event(1)], 'must-not-exist');
    fixture.server.log.now = () => Date.parse('2024-01-01T11:00:00.000Z');
    for (let n = 0; n < 100; n++) await store.append('trajectory-1', [event(n)], n);
    const tree = openTree(join(folder, 'kept.sqlite'));
    for await (const stored of store.readAll({ limit: 90 })) tree.append([stored]);
    const later = fixture.open();
    for await (const stored of later.readAll({ after: tree.progress().head!.position })) tree.append([stored]);
    const kept = `ledger.example/1\n101\n${toBase64(tree.root(101))}\n`;
    tree.close();
    expect((await checkpointOf(store)).startsWith(kept)).toBe(true);
  });
});
