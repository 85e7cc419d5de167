/** One id, one event, in whichever streams and from however many processes it is appended, and whatever breaks meanwhile. */
import { describe, expect, it } from '@jest/globals';
import type { EventStore, NewEvent } from '#libs/event-store';
import { times, wireFixture, type AppendFault } from '../support/eventstoredb/index.js';
import { all, event, events, idsOf } from './suite/support.js';

const wire = wireFixture();
const RETRYABLE = { name: 'StoreUnavailableError', retryable: true };

/** Loses the next append to this stream of events on its way, as a crash between claim and event does. */
function loseNext(stream: string): void {
  wire.server.faults.append = times(1, { kind: 'lose-request' }, (append) => append.stream === `care:${stream}`);
}

describe('an id', () => {
  it('that two processes append to two streams at once comes to stand in one', async () => {
    const stores = [wire.open(), wire.open()];
    for (let round = 0; round < 25; round += 1) {
      const one = event();
      const attempts = await Promise.allSettled(
        stores.map((store, n) => store.append(`s-${n}`, [event(), one], 'any')),
      );
      expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const lost = attempts.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
      expect(lost.reason).toMatchObject({ name: 'EventIdTakenError', id: one.id });
    }
    const ids = idsOf(await all(stores[0]!.readAll()));
    expect(ids).toHaveLength(50);
    expect(new Set(ids).size).toBe(50);
  });

  it('is found by every store as soon as its append is acknowledged, and only then', async () => {
    const [store, other] = [wire.open(), wire.open()];
    const batch = events(20);
    expect((await other.findEvents(idsOf(batch))).size).toBe(0);
    await store.append('s', batch, 'any');
    const found = await other.findEvents(idsOf(batch));
    expect([...found.values()]).toEqual(await all(store.readStream('s')));
  });
});

describe('a refused append', () => {
  it.each([5, 'must-exist', 'must-not-exist', 0] as const)('leaves its ids free for any stream (%p)', async (mode) => {
    const store = wire.open();
    if (mode === 'must-not-exist' || mode === 0) await store.append('a', events(2), 'any');
    const one = event();
    await expect(wire.open().append('a', [one], mode)).rejects.toMatchObject({ name: 'WrongExpectedRevisionError' });
    expect(await store.append('b', [one], 'any')).toMatchObject([{ revision: 0 }]);
  });
});

describe('a claim whose event was lost', () => {
  it('is not found, and the same append completes it', async () => {
    const store = wire.open();
    const one = event();
    loseNext('a');
    await expect(store.append('a', [one], 'must-not-exist')).rejects.toMatchObject(RETRYABLE);
    const other = wire.open();
    expect((await other.findEvents([one.id])).size).toBe(0);
    expect(await other.append('a', [one], 'must-not-exist')).toMatchObject([{ revision: 0 }]);
    expect((await other.findEvents([one.id])).size).toBe(1);
  });

  it('leaves its id free for any other append to the same stream', async () => {
    const store = wire.open();
    const [a, b] = [event(), event()];
    loseNext('s');
    await expect(store.append('s', [a, b], 'must-not-exist')).rejects.toMatchObject(RETRYABLE);
    expect(await store.append('s', [b], 'must-not-exist')).toMatchObject([{ revision: 0 }]);
    expect(await store.append('s', [a], 'any')).toMatchObject([{ revision: 1 }]);
    expect((await store.findEvents([a.id, b.id])).size).toBe(2);
    await expect(store.append('s', [a, b], 'any')).rejects.toMatchObject({ name: 'EventIdTakenError' });
  });

  it('holds back an append to another stream until the first stream has moved on', async () => {
    const store = wire.open();
    const one = event();
    loseNext('a');
    await expect(store.append('a', [one], 'must-not-exist')).rejects.toMatchObject(RETRYABLE);
    await expect(store.append('b', [one], 'any')).rejects.toMatchObject(RETRYABLE);
    await store.append('a', [event()], 'must-not-exist');
    expect(await store.append('b', [one], 'any')).toMatchObject([{ revision: 0 }]);
    await expect(store.append('a', [one], 'any')).rejects.toMatchObject({ name: 'EventIdTakenError', id: one.id });
  });

  it('cannot make two events of one id when the lost append arrives at last', async () => {
    const [store, other] = [wire.open({ timeoutMs: 3_000 }), wire.open()];
    let arrive!: () => void;
    const held: AppendFault = { kind: 'held', until: new Promise((resolve) => (arrive = resolve)) };
    wire.server.faults.append = times(1, held, ({ stream }) => stream === 'care:a');
    const one = event();
    await expect(store.append('a', [one], 'must-not-exist')).rejects.toMatchObject(RETRYABLE);
    await expect(other.append('b', [one], 'any')).rejects.toMatchObject(RETRYABLE);
    arrive();
    await expect(other.append('b', [one], 'any')).rejects.toMatchObject({ name: 'EventIdTakenError', id: one.id });
    expect(idsOf(await all(other.readAll()))).toEqual([one.id]);
  });
});

describe('whatever breaks', () => {
  it.each([1, 2, 3, 4])('no id stands twice, and all that was acknowledged is there and found (%p)', async (seed) => {
    const random = randomFrom(seed);
    const stores = [wire.open({ timeoutMs: 400 }), wire.open({ timeoutMs: 400 })];
    const pool = events(25);
    const acknowledged = new Set<string>();
    const kinds: AppendFault['kind'][] = ['lose-request', 'lose-answer', 'no-answer', 'wrong-version'];
    wire.server.faults.append = () =>
      random() < 0.04 ? ({ kind: kinds[Math.floor(random() * kinds.length)] } as AppendFault) : undefined;
    const steps = Array.from({ length: 4 }, () => randomAppends(stores, pool, random, acknowledged));
    await Promise.all(steps);
    wire.server.faults.append = undefined;
    const ledger = await all(stores[0]!.readAll());
    const ids = idsOf(ledger);
    expect(new Set(ids).size).toBe(ids.length);
    expect(acknowledged.size).toBeGreaterThan(0);
    for (const id of acknowledged) expect(ids).toContain(id);
    const found = await wire.open().findEvents(idsOf(pool));
    expect(new Map([...found].sort())).toEqual(new Map(ledger.map((one) => [one.id, one] as const).sort()));
  });
});

/** Appends random handfuls of the same events to few streams, again and again, whatever becomes of it. */
async function randomAppends(
  stores: readonly EventStore[],
  pool: readonly NewEvent[],
  random: () => number,
  acknowledged: Set<string>,
): Promise<void> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  for (let n = 0; n < 8; n += 1) {
    const batch = [...new Set([pick(pool), pick(pool), pick(pool)])].slice(0, 1 + Math.floor(random() * 3));
    const mode = pick(['any', 'must-exist', 'must-not-exist', 0, 1, 2] as const);
    const [result] = await pick(stores).appendMany([
      { stream: pick(['a', 'b', 'c']), events: batch, expectedRevision: mode },
    ]);
    if (result!.ok) for (const { id } of result!.events) acknowledged.add(id);
  }
}

/** A generator of numbers from 0 up to 1 that is the same every time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
