/** The thread that commits to the embedded store, when it breaks off, waits, or is to end. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { StoreClosedError, StoreUnavailableError, type NewEvent } from '#libs/event-store';
import { leafHashTextOf } from '#libs/integrity';
import { storeFile, type StoreFile } from '../../libs/event-store-sqlite/src/testing/store-file.js';

const BUILT = new URL('../../dist/libs/event-store-sqlite/src/thread/writer-thread.js', import.meta.url);
/** A thread that ends in the middle of its first request. */
const ENDS = new URL(
  `data:text/javascript,import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(1))`,
);
/** One that cannot even begin. */
const BROKEN = new URL('data:text/javascript,throw new Error("broken")');

let file: StoreFile;

beforeEach(() => {
  if (!existsSync(BUILT)) throw new Error('This test runs the built program: run `npm run build` first.');
  file = storeFile();
});
afterEach(() => file.remove());

const event = (): NewEvent => ({
  id: randomUUID(),
  type: 't',
  data: Buffer.from('{}'),
  metadata: Buffer.from('{}'),
});

describe('a thread that breaks off', () => {
  it.each([
    ['in the middle of its work', ENDS],
    ['before it has begun', BROKEN],
  ])('%s leaves nobody waiting, and shows in health', async (_when, thread) => {
    const store = file.open({ thread });
    expect(await store.health()).toEqual({ ok: true });
    const appends = Array.from({ length: 5 }, (_, n) => store.append(`s-${n}`, [event()], 'any'));
    const ends = await Promise.allSettled(appends);
    expect(ends.map((end) => end.status === 'rejected' && (end.reason as Error).constructor)).toEqual(
      Array(5).fill(StoreUnavailableError),
    );
    expect(await store.health()).toMatchObject({ ok: false, detail: expect.stringContaining('thread') });
    expect(await store.head()).toBeNull();
    await store.close();
  });
});

describe('the write lock in other hands', () => {
  it('is waited for in the thread, while others read', async () => {
    const store = file.open({ thread: BUILT });
    await store.append('s', [event()], 'must-not-exist');
    const other = file.outside();
    other.exec('BEGIN IMMEDIATE');
    const appending = store.append('s', [event()], 0);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await store.streamRevision('s')).toBe(0);
    other.exec('ROLLBACK');
    expect(await appending).toMatchObject([{ revision: 1, position: '2' }]);
  });

  it('for too long makes the append fail for now, and health says so until it is free', async () => {
    const store = file.open({ thread: BUILT, lockTimeoutMs: 30 });
    const other = file.outside();
    other.exec('BEGIN IMMEDIATE');
    const one = event();
    await expect(store.append('s', [one], 'any')).rejects.toMatchObject({
      name: StoreUnavailableError.name,
      retryable: true,
      message: expect.stringContaining('another process'),
    });
    expect(await store.health()).toMatchObject({ ok: false, detail: expect.stringContaining('another process') });
    other.exec('ROLLBACK');
    expect(await store.health()).toEqual({ ok: true });
    expect(await store.append('s', [one], 'any')).toMatchObject([{ revision: 0 }]);
  });
});

describe('leaf hashes', () => {
  it('come with the results where they are wanted, also of what was there already', async () => {
    const store = file.open({ thread: BUILT });
    const [one, two, three] = [event(), event(), event()];
    await store.append('a', [one], 'must-not-exist');
    const results = await store.appendMany(
      [
        { stream: 'a', events: [one], expectedRevision: 'must-not-exist' },
        { stream: 'b', events: [two, three], expectedRevision: 'any' },
        { stream: 'a', events: [event()], expectedRevision: 7 },
      ],
      { leafHashes: true },
    );
    const stored = await store.findEvents([one.id, two.id, three.id]);
    const leaves = results.map((result) => result.ok && result.events.map(({ id, leafHash }) => [id, leafHash]));
    const expected = [one, two, three].map(({ id }) => [id, leafHashTextOf(stored.get(id)!)]);
    expect(leaves).toEqual([expected.slice(0, 1), expected.slice(1), false]);
    await store.close();
  });
});

describe('closing', () => {
  it('commits what was accepted, leaves everything in the file, and takes nothing more', async () => {
    const store = file.open({ thread: BUILT });
    const appends = Array.from({ length: 20 }, (_, n) => store.append(`s-${n}`, [event()], 'any'));
    await store.close();
    expect(
      (await Promise.all(appends))
        .flat()
        .map(({ position }) => Number(position))
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    await expect(store.append('s', [event()], 'any')).rejects.toThrow(StoreClosedError);
    expect(
      existsSync(`${file.path}-wal`) ? file.outside().prepare('PRAGMA wal_checkpoint').get() : { log: 0 },
    ).toMatchObject({
      log: 0,
    });
  });
});
