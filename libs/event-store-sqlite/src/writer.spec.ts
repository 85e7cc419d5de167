import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { EventTooLargeError, StoreUnavailableError, type NewEvent } from '#libs/event-store';
import { storeFile, type StoreFile } from './testing/store-file.js';

let file: StoreFile;

beforeEach(() => {
  file = storeFile();
});
afterEach(() => file.remove());

function event(type = 't', bytes = 2): NewEvent {
  return { id: randomUUID(), type, data: Buffer.alloc(bytes, ' '), metadata: Buffer.from('{}') };
}

describe('group commit', () => {
  it('writes what waits together in one transaction, at one instant', async () => {
    let ticks = 0;
    const store = file.open({ now: () => (ticks += 1_000) });
    const appended = await Promise.all(Array.from({ length: 50 }, (_, n) => store.append(`s-${n}`, [event()], 'any')));
    expect(new Set(appended.flat().map(({ recordedAt }) => recordedAt)).size).toBe(1);
    expect(ticks).toBe(1_000);
  });

  it('spreads much over several transactions, in order', async () => {
    let ticks = 0;
    const store = file.open({ now: () => (ticks += 1) });
    const writes = Array.from({ length: 100 }, (_, n) => ({
      stream: `s-${n % 7}`,
      events: Array.from({ length: 100 }, () => event()),
      expectedRevision: 'any' as const,
    }));
    const results = await store.appendMany(writes);
    expect(ticks).toBe(3);
    const positions = results.flatMap((result) =>
      result.ok ? result.events.map(({ position }) => Number(position)) : [],
    );
    expect(positions).toEqual(Array.from({ length: 10_000 }, (_, n) => n + 1));
  });

  it('keeps a fault to the write that has it', async () => {
    const store = file.open();
    file.outside().exec(
      `CREATE TRIGGER fault BEFORE INSERT ON events
       WHEN (SELECT type FROM kind WHERE number = new.kind) = 'bad' BEGIN SELECT raise(ABORT, 'x'); END`,
    );
    const results = await store.appendMany(
      ['good', 'bad', 'good'].map((type, n) => ({ stream: `s-${n}`, events: [event(type)], expectedRevision: 'any' })),
    );
    expect(results.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(await store.streamRevision('s-1')).toBeNull();
    expect(await store.streamRevision('s-2')).toBe(0);
  });
});

describe('the clock', () => {
  it('may go back: instants never do', async () => {
    const clock = [5_000, 9_000, 1_000, 1_001, 9_500];
    const store = file.open({ now: () => clock.shift()! });
    const instants: string[] = [];
    for (let n = 0; n < 5; n += 1) instants.push((await store.append('s', [event()], 'any'))[0]!.recordedAt);
    expect(instants.map((instant) => Date.parse(instant))).toEqual([5_000, 9_000, 9_000, 9_000, 9_500]);
  });

  it('may go back between two openings', async () => {
    const first = file.open({ now: () => 9_000 });
    await first.append('s', [event()], 'any');
    await first.close();
    const [appended] = await file.open({ now: () => 1_000 }).append('s', [event()], 'any');
    expect(Date.parse(appended!.recordedAt)).toBe(9_000);
  });
});

describe('the write lock in other hands', () => {
  it('is waited for', async () => {
    const store = file.open();
    const other = file.outside();
    other.exec('BEGIN IMMEDIATE');
    const appending = store.append('s', [event()], 'any');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await store.streamRevision('s')).toBeNull();
    other.exec('ROLLBACK');
    expect(await appending).toMatchObject([{ revision: 0, position: '1' }]);
  });

  it('for too long makes the append fail for now, and health says so until it is free', async () => {
    const store = file.open({ lockTimeoutMs: 30 });
    const other = file.outside();
    other.exec('BEGIN IMMEDIATE');
    const one = event();
    const failure = await store.append('s', [one], 'any').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StoreUnavailableError);
    expect(failure).toMatchObject({ retryable: true, message: expect.stringContaining('another process') });
    expect(await store.health()).toMatchObject({ ok: false, detail: expect.stringContaining('another process') });
    other.exec('ROLLBACK');
    expect(await store.health()).toEqual({ ok: true });
    expect(await store.append('s', [one], 'any')).toMatchObject([{ revision: 0 }]);
  });
});

describe('size', () => {
  it('of an event is bounded', async () => {
    const store = file.open({ maxEventBytes: 100 });
    await expect(store.append('s', [event('t', 96)], 'any')).resolves.toHaveLength(1);
    await expect(store.append('s', [event('t', 97)], 'any')).rejects.toMatchObject({
      name: EventTooLargeError.name,
      bytes: 101,
      limit: 100,
    });
  });
});
