/** A tree that a thread adds to, as the built program has it: it keeps up, it is the same tree, and the thread may break off. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore, NewEvent } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { signingKeyOf } from '#libs/integrity';
import { Evidence, growerFor, openTree, type Grower } from '#libs/ledger-tree';

const BUILT = new URL('../../dist/libs/ledger-tree/src/growth/grower-thread.js', import.meta.url);
const STORE = new URL('../../dist/libs/event-store-sqlite/src/thread/writer-thread.js', import.meta.url);
/** A thread that ends in the middle of its first request. */
const ENDS = new URL(
  `data:text/javascript,import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(1))`,
);
const key = signingKeyOf('ledger.example/1', Buffer.alloc(32, 1));
const PATIENCE_MS = 20_000;

let folder: string;
let store: EventStore;
const opened: Evidence[] = [];

beforeEach(() => {
  if (!existsSync(BUILT)) throw new Error('This test runs the built program: run `npm run build` first.');
  folder = mkdtempSync(join(tmpdir(), 'tree-thread-'));
  store = openSqliteEventStore(join(folder, 'events.sqlite'));
});
afterEach(async () => {
  for (const evidence of opened.splice(0)) await evidence.stop();
  await store.close();
  rmSync(folder, { recursive: true });
});

function growerWith(module: URL): Grower {
  return growerFor(join(folder, 'tree.sqlite'), { kind: 'sqlite', path: join(folder, 'events.sqlite') }, module)!;
}

function follow(grower: Grower | null, file = 'tree.sqlite', failures: Error[] = []): Evidence {
  const tree = openTree(join(folder, file));
  const evidence = new Evidence({ store, tree, key, grower, onFailure: (error) => failures.push(error) });
  opened.push(evidence);
  evidence.start();
  return evidence;
}

async function record(count: number, at = store): Promise<string> {
  const events = Array.from({ length: count }, (_, n): NewEvent => {
    const data = Buffer.from(`{"n":${n}}`);
    return { id: randomUUID(), type: 't', data, metadata: Buffer.from('{}') };
  });
  const write = { stream: `s-${randomUUID()}`, events, expectedRevision: 'must-not-exist' } as const;
  const [result] = await at.appendMany([write], { leafHashes: true });
  if (!result?.ok) throw new Error('The events were not recorded.');
  return result.events.at(-1)!.position;
}

describe('a tree that a thread adds to', () => {
  it('is the one that is made here, of more events than are added at once and of those that come later', async () => {
    await record(4_500);
    const [apart, here] = [follow(growerWith(BUILT)), follow(null, 'other.sqlite')];
    for (const count of [0, 1, 300]) {
      const position = count === 0 ? '4500' : await record(count);
      const [leaf, same] = [await apart.leafAt(position, PATIENCE_MS), await here.leafAt(position, PATIENCE_MS)];
      expect(leaf).toEqual(same);
      expect(Buffer.from(apart.root(apart.size))).toEqual(Buffer.from(here.root(here.size)));
    }
    expect(apart.size).toBe(4_801);
    expect((await apart.status()).lagEvents).toBe(0);
  });

  it('is the same when a thread made the leaves where it committed, also where others recorded in between', async () => {
    await store.close();
    store = openSqliteEventStore(join(folder, 'events.sqlite'), { thread: STORE });
    const other = openSqliteEventStore(join(folder, 'events.sqlite'));
    await record(100);
    await record(3, other);
    const position = await record(700);
    await other.close();
    const given: boolean[] = [];
    const works = growerWith(BUILT);
    const apart = follow({
      grow: (run) => {
        given.push(run !== null && run !== undefined);
        return works.grow(run);
      },
      close: () => works.close(),
    });
    const here = follow(null, 'other.sqlite');
    for (const evidence of [apart, here]) await evidence.leafAt(position, PATIENCE_MS);
    expect([apart.size, here.size]).toEqual([803, 803]);
    expect(Buffer.from(apart.root(803))).toEqual(Buffer.from(here.root(803)));
    expect(given).toEqual([true, false]);
  });

  it('has all that was recorded when it is closed, and goes on from there', async () => {
    const first = follow(growerWith(BUILT));
    await record(700);
    await opened.pop()!.stop();
    expect(() => first.size).toThrow();
    const tree = openTree(join(folder, 'tree.sqlite'));
    expect(tree.progress().size).toBe(700);
    tree.close();
    const again = follow(growerWith(BUILT));
    const position = await record(2);
    expect((await again.leafAt(position, PATIENCE_MS))?.index).toBe(701);
  });

  it('is told to stand still while the thread breaks off, and is whole once one does not', async () => {
    const failures: Error[] = [];
    const [ends, works] = [growerWith(ENDS), growerWith(BUILT)];
    const grower: Grower = {
      grow: () => (failures.length === 0 ? ends : works).grow(),
      close: async () => {
        await ends.close();
        await works.close();
      },
    };
    const position = await record(10);
    const evidence = follow(grower, 'tree.sqlite', failures);
    expect((await evidence.leafAt(position, PATIENCE_MS))?.index).toBe(9);
    expect(failures.map(({ name }) => name)).toEqual(['ThreadEndedError']);
    expect((await evidence.status()).state).toBe('live');
  });
});
