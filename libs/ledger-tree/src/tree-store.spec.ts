import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IncompatibleStoreError, type LeafRun, type StoredEvent } from '#libs/event-store';
import { CompactRange, leafHashOf, leafHashTextOf, verifyConsistency, verifyInclusion } from '#libs/integrity';
import { openTree, type TreeStore } from './tree-store.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tree-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Events with gaps between their positions, as a store may have them. */
function eventsUpTo(count: number): StoredEvent[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`,
    stream: `trajectory-T-${n % 7}`,
    revision: Math.floor(n / 7),
    position: String(n * 3 + 1),
    type: 'nl.jeugdhulptrajecten.care-started',
    recordedAt: new Date(1_700_000_000_000 + n).toISOString(),
    data: Buffer.from(`{"n":${n}}`),
    metadata: Buffer.from('{}'),
  }));
}

function rootsOf(events: readonly StoredEvent[]): string[] {
  const range = new CompactRange();
  return events.map((event) => {
    range.append(leafHashOf(event));
    return Buffer.from(range.root()).toString('hex');
  });
}

/** Their leaves, as who recorded them gives them. */
const runOf = (events: readonly StoredEvent[]): LeafRun => ({
  first: Number(events[0]!.position),
  hashes: events.map(leafHashTextOf).join(''),
  instants: events.map(({ recordedAt }) => [recordedAt, 1]),
});

const rootHex = (tree: TreeStore, size: number) => Buffer.from(tree.root(size)).toString('hex');

describe('a kept tree', () => {
  it('is the tree over its events, in whatever batches they came and however often it was opened', () => {
    const events = eventsUpTo(1_100);
    const roots = rootsOf(events);
    const path = join(folder, 'tree.sqlite');
    for (const [start, end] of [
      [0, 1],
      [1, 255],
      [255, 256],
      [256, 513],
      [513, 1_100],
    ] as const) {
      const tree = openTree(path);
      expect(tree.progress().size).toBe(start);
      tree.append(events.slice(start, end));
      tree.close();
    }
    const tree = openTree(path);
    expect(tree.progress()).toEqual({
      size: 1_100,
      head: { position: events[1_099]!.position, recordedAt: events[1_099]!.recordedAt },
    });
    for (const size of [1, 2, 255, 256, 257, 512, 768, 1_024, 1_099, 1_100]) {
      expect(rootHex(tree, size)).toBe(roots[size - 1]);
    }
    tree.close();
  });

  it('passes over what it has', () => {
    const events = eventsUpTo(300);
    const tree = openTree(':memory:');
    tree.append(events.slice(0, 200));
    tree.append(events);
    tree.append([]);
    expect(tree.progress().size).toBe(300);
    expect(rootHex(tree, 300)).toBe(rootsOf(events)[299]);
    tree.close();
  });

  it('is the same when it is given the leaves of events, wherever it is in them', () => {
    const events = eventsUpTo(700).map((event, n) => ({ ...event, position: String(n + 1) }));
    const tree = openTree(':memory:');
    for (const [start, end] of [
      [0, 3],
      [3, 260],
      [100, 300],
      [100, 200],
    ] as const) {
      expect(tree.appendRun(runOf(events.slice(start, end)))).toBe(true);
    }
    tree.append(events.slice(0, 400));
    expect(tree.appendRun(runOf(events.slice(350)))).toBe(true);
    const { position, recordedAt } = events[699]!;
    expect(tree.progress()).toEqual({ size: 700, head: { position, recordedAt } });
    expect(rootHex(tree, 700)).toBe(rootsOf(events)[699]);
    expect(tree.leafAt('400')).toMatchObject({ index: 399, raisedTo: null });
    tree.close();
  });

  it('takes no leaves where it may lack events before them, or a leaf would need another instant', () => {
    const events = eventsUpTo(10).map((event, n) => ({ ...event, position: String(n + 1) }));
    const back = { ...events[5]!, recordedAt: '2001-01-01T00:00:00.000Z' };
    const tree = openTree(':memory:');
    expect(tree.appendRun(runOf(events.slice(1)))).toBe(false);
    tree.append(events.slice(0, 5));
    expect(tree.appendRun(runOf(events.slice(6)))).toBe(false);
    expect(tree.appendRun(runOf([back]))).toBe(false);
    expect(tree.appendRun(runOf([events[5]!, back].map((event, n) => ({ ...event, position: String(6 + n) }))))).toBe(
      false,
    );
    expect(tree.progress().size).toBe(5);
    const elsewhere = openTree(':memory:');
    elsewhere.append([{ ...events[0]!, position: '900-880' }]);
    expect(elsewhere.appendRun(runOf(events.slice(1)))).toBe(false);
    for (const one of [tree, elsewhere]) one.close();
  });

  it('proves each of its leaves and each of its earlier sizes', () => {
    const events = eventsUpTo(600);
    const tree = openTree(':memory:');
    tree.append(events);
    const root = tree.root(600);
    for (const index of [0, 1, 255, 256, 511, 512, 599]) {
      const leaf = tree.leafAt(events[index]!.position)!;
      expect(leaf).toMatchObject({ index, position: events[index]!.position, raisedTo: null });
      expect(Buffer.compare(leaf.hash, leafHashOf(events[index]!))).toBe(0);
      const claim = { leaf: index, leafHash: leaf.hash, size: 600, root };
      expect(verifyInclusion(claim, tree.inclusion(index, 600))).toBe(true);
    }
    for (const size of [1, 256, 300, 512]) {
      const claim = { from: { size, root: tree.root(size) }, to: { size: 600, root } };
      expect(verifyConsistency(claim, tree.consistency(size, 600))).toBe(true);
    }
    expect(tree.leafAt('2')).toBeNull();
    expect(tree.leafAt('4-4')).toBeNull();
    expect(tree.leaf(600)).toBeNull();
    tree.close();
  });

  it('gives tiles as wide as it is', () => {
    const tree = openTree(':memory:');
    tree.append(eventsUpTo(300));
    expect(tree.tile({ level: 0, index: 0, width: 256 })).toHaveLength(8_192);
    expect(tree.tile({ level: 0, index: 1, width: 44 })).toHaveLength(44 * 32);
    expect(tree.tile({ level: 0, index: 1, width: 3 })).toHaveLength(96);
    expect(tree.tile({ level: 1, index: 0, width: 1 })).toHaveLength(32);
    const none = [
      { level: 0, index: 1, width: 45 },
      { level: 0, index: 2, width: 1 },
      { level: 1, index: 0, width: 2 },
      { level: 2, index: 0, width: 1 },
      { level: 63, index: 0, width: 1 },
    ];
    expect(none.map((tile) => tree.tile(tile))).toEqual(none.map(() => null));
    tree.close();
  });

  it('holds no instant before that of the leaf before', () => {
    const [first, second, third] = eventsUpTo(3) as [StoredEvent, StoredEvent, StoredEvent];
    const back = { ...second, recordedAt: '2001-01-01T00:00:00.000Z' };
    const tree = openTree(':memory:');
    tree.append([first, back, third]);
    expect(tree.leaf(1)!.raisedTo).toBe(first.recordedAt);
    expect(rootHex(tree, 3)).toBe(rootsOf([first, { ...back, recordedAt: first.recordedAt }, third])[2]);
    tree.close();
  });

  it('of the earlier schema is read as it was, and goes on', () => {
    const events = eventsUpTo(600);
    const path = join(folder, 'tree.sqlite');
    const made = openTree(path);
    made.append(events.slice(0, 300));
    made.db.exec(`
      DROP TABLE place;
      CREATE TABLE leaf (
        number INTEGER PRIMARY KEY, position TEXT NOT NULL, place INTEGER NOT NULL UNIQUE, raised_to TEXT
      ) STRICT;
      PRAGMA user_version = 1;
    `);
    const insert = made.db.prepare('INSERT INTO leaf VALUES (?, ?, ?, ?)');
    events
      .slice(0, 300)
      .forEach(({ position }, n) => insert.run(n, position, Number(position), n === 299 ? 'later' : null));
    made.close();
    const tree = openTree(path);
    expect(tree.leafAt(events[299]!.position)).toMatchObject({ index: 299, raisedTo: 'later' });
    tree.append(events);
    expect(tree.progress().size).toBe(600);
    for (const index of [0, 255, 256, 298, 300, 599]) {
      expect(tree.leafAt(events[index]!.position)).toMatchObject({ index, raisedTo: null });
    }
    expect(rootHex(tree, 600)).toBe(rootsOf(events)[599]);
    tree.close();
  });

  it('finds leaves by positions that follow each other, and by those of two numbers', () => {
    const events = eventsUpTo(300);
    const positionOf = (n: number) => (n < 280 ? String(n + 5) : `${n * 100}-${n * 100 - 7}`);
    const tree = openTree(':memory:');
    for (const at of [0, 100, 200])
      tree.append(events.slice(at, at + 100).map((event, n) => ({ ...event, position: positionOf(at + n) })));
    for (let n = 0; n < 300; n++)
      expect(tree.leafAt(positionOf(n))).toMatchObject({ index: n, position: positionOf(n) });
    expect(['4', '285', '28000', '28000-1', '99999999'].map((position) => tree.leafAt(position))).toEqual(
      Array(5).fill(null),
    );
    tree.close();
  });

  it('is in its file alone once it is closed', () => {
    const tree = openTree(join(folder, 'tree.sqlite'));
    tree.append(eventsUpTo(300));
    tree.close();
    copyFileSync(join(folder, 'tree.sqlite'), join(folder, 'copy.sqlite'));
    const copy = openTree(join(folder, 'copy.sqlite'));
    expect(copy.progress().size).toBe(300);
    copy.close();
  });

  it('is a file for its owner, and no other program’s', () => {
    const path = join(folder, 'sub', 'tree.sqlite');
    openTree(path).close();
    expect(statSync(path).mode & 0o077).toBe(0);
    writeFileSync(join(folder, 'x'), 'no database at all, but long enough to look like one '.repeat(20));
    expect(() => openTree(join(folder, 'x'))).toThrow();
    const newer = openTree(join(folder, 'newer'));
    newer.db.exec('PRAGMA user_version = 99');
    newer.close();
    expect(() => openTree(join(folder, 'newer'))).toThrow(IncompatibleStoreError);
  });
});
