import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { EventStore, LeafRun } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { openTree, type TreeStore } from '../tree-store.js';
import { addNext, growerFor } from './grower.js';
import { Stretches } from './stretches.js';

let store: EventStore;
let tree: TreeStore;

beforeEach(() => {
  store = openSqliteEventStore(':memory:');
  tree = openTree(':memory:');
});
afterEach(async () => {
  tree.close();
  await store.close();
});

async function record(count: number): Promise<void> {
  const event = () => ({ id: randomUUID(), type: 't', data: Buffer.from('{}'), metadata: Buffer.from('{}') });
  await store.append(`s-${randomUUID()}`, Array.from({ length: count }, event), 'must-not-exist');
}

const inStretchesOf = (most: number) =>
  new Stretches(store, { grow: () => addNext(store, tree, most), close: () => Promise.resolve() });

describe('a ledger whose tree grows elsewhere', () => {
  it('gives the last place of each stretch, and goes on when more is recorded', async () => {
    await record(5);
    const places: string[] = [];
    for await (const [last] of inStretchesOf(2).subscribe({})) {
      places.push(last!.position);
      expect(tree.progress().head).toEqual(last);
      if (last!.position === '5') await record(1);
      if (last!.position === '6') break;
    }
    expect(places).toEqual(['2', '4', '5', '6']);
    expect(tree.progress().size).toBe(6);
  });

  it('begins after a place, gives nothing that was given, and ends when it is told to', async () => {
    await record(3);
    await addNext(store, tree);
    const abort = new AbortController();
    const following = inStretchesOf(10).subscribe({ after: '3', signal: abort.signal });
    const next = following.next();
    await record(1);
    expect((await next).value).toMatchObject([{ position: '4' }]);
    abort.abort();
    expect((await following.next()).done).toBe(true);
  });

  it('hands on the leaves that the store has at hand after what the tree has', async () => {
    await record(3);
    const run: LeafRun = { first: 2, hashes: '', instants: [] };
    const asked: string[] = [];
    const given: (LeafRun | null | undefined)[] = [];
    const source = Object.assign(Object.create(store) as EventStore, {
      leavesAfter: (position: string) => (asked.push(position), Promise.resolve(position === '0' ? null : run)),
    });
    const grow = (leaves?: LeafRun | null) => (given.push(leaves), addNext(store, tree, 2));
    const following = new Stretches(source, { grow, close: () => Promise.resolve() }).subscribe({});
    for (let n = 0; n < 2; n++) await following.next();
    await following.return(undefined);
    expect(asked).toEqual(['0', '2']);
    expect(given).toEqual([null, run]);
  });

  it('fails when the tree does not grow by what is there', async () => {
    await record(1);
    const stuck = new Stretches(store, { grow: () => Promise.resolve(null), close: () => Promise.resolve() });
    await expect(stuck.subscribe({}).next()).rejects.toThrow('does not grow');
  });
});

describe('what adds to a tree elsewhere', () => {
  it('has no more events in memory than go into some bytes, and one at least', async () => {
    await record(3);
    expect(await addNext(store, tree, 10, 1)).toMatchObject({ position: '1' });
    expect(await addNext(store, tree, 10, 1_000)).toMatchObject({ position: '3' });
  });

  it.each([
    ['a ledger on a server', 'tree.sqlite', { kind: 'kurrentdb', connectionString: 'esdb://localhost:2113' }],
    ['a ledger in memory', 'tree.sqlite', { kind: 'sqlite', path: ':memory:' }],
    ['a tree in memory', ':memory:', { kind: 'sqlite', path: 'events.sqlite' }],
  ] as const)('is not there for %s', (_, path, events) => {
    expect(growerFor(path, events, new URL('file:///thread.js'))).toBeNull();
  });
});
