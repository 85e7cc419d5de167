/** Subscriptions and reads on the test server while connections break, servers come and go, clocks are set back. */
import { describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import { comparePositions, type EventStore, type Position, type StoredEvent } from '#libs/event-store';
import { times, until, wireFixture } from '../support/eventstoredb/index.js';
import { all, event, events, follow, idsOf } from './suite/support.js';

const wire = wireFixture();

/** Follows in the background; `seen` grows, `end` stops it and waits. */
function followed(store: EventStore, after?: Position, batchSize?: number) {
  const abort = new AbortController();
  const seen: StoredEvent[] = [];
  const done = (async () => {
    for await (const batch of store.subscribe({ after, batchSize, signal: abort.signal })) seen.push(...batch);
  })();
  return {
    seen,
    end: () => {
      abort.abort();
      return done;
    },
  };
}

describe('a subscription', () => {
  it('goes on without gap or repeat while its connection breaks again and again', async () => {
    const [store, reader] = [wire.open(), wire.open()];
    const following = followed(reader, undefined, 3);
    const appended: string[] = [];
    for (let n = 0; n < 60; n += 1) {
      const batch = events(2);
      while (
        (await store.appendMany([{ stream: `s-${n % 4}`, events: batch, expectedRevision: 'any' }]))[0]!.ok === false
      );
      appended.push(...idsOf(batch));
      if (n % 6 === 0) wire.server.dropConnections();
    }
    await until(() => following.seen.length >= appended.length);
    await following.end();
    expect(idsOf(following.seen)).toEqual(appended);
  });

  it('goes on after the server was away, from the commit and the prepare of its last event', async () => {
    const [store, reader] = [wire.open(), wire.open()];
    await store.append('s', events(3), 'any');
    const following = followed(reader);
    await until(() => following.seen.length === 3);
    await wire.server.stop();
    await wire.server.start();
    const { length } = wire.server.stats.reads;
    await until(async () => (await store.appendMany([{ stream: 's', events: events(2), expectedRevision: 2 }]))[0]!.ok);
    await until(() => following.seen.length === 5);
    await following.end();
    const { position } = following.seen[2]!;
    expect(position).toMatch(/^\d+-\d+$/);
    const [commit, prepare] = position.split('-');
    expect(commit).not.toBe(prepare);
    const resumed = wire.server.stats.reads.slice(length).filter(({ subscription }) => subscription);
    expect(resumed.map(({ from }) => from)).toContain(position);
    expect(following.seen).toEqual(await all(store.readAll()));
  });

  it('resumes in a new process after any event that the killed one has seen', async () => {
    const store = wire.open();
    await store.append('s', events(12), 'any');
    const history = await all(store.readAll());
    for (const cut of [1, 5, 11]) {
      const first = await follow(wire.open(), cut, { batchSize: 1 });
      const after = first.at(-1)!.position;
      expect([...first, ...(await follow(wire.open(), 12 - cut, { after }))]).toEqual(history);
    }
  });

  it('waits for a server that is away, and begins when that comes', async () => {
    await wire.server.stop();
    const store = wire.open();
    const following = followed(store);
    await new Promise((resolve) => setTimeout(resolve, 150));
    await wire.server.start();
    await store.append('s', events(2), 'any');
    await until(() => following.seen.length === 2);
    await following.end();
  });

  it('ends at once when its signal aborts while the server is away', async () => {
    await wire.server.stop();
    const following = followed(wire.open({ retryFirstMs: 60_000, retryLongestMs: 60_000 }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await following.end();
    expect(following.seen).toEqual([]);
  });

  it('ends when the store is closed while the server is away', async () => {
    await wire.server.stop();
    const store = wire.open({ retryFirstMs: 60_000, retryLongestMs: 60_000 });
    const ended = all(store.subscribe());
    await new Promise((resolve) => setTimeout(resolve, 50));
    await store.close();
    expect(await ended).toEqual([]);
  });

  const broken = [
    ['fails', { kind: 'status', code: status.UNAVAILABLE, afterEvents: 4 }],
    ['is refused', { kind: 'status', code: status.UNAVAILABLE }],
    ['is cancelled', { kind: 'status', code: status.CANCELLED, afterEvents: 4 }],
    ['fails inside', { kind: 'status', code: status.INTERNAL, afterEvents: 4 }],
    ['ends as if there were no more', { kind: 'end', afterEvents: 4 }],
  ] as const;
  it.each(broken)('whose call %s goes on after its last event', async (_, fault) => {
    const store = wire.open();
    await store.append('s', events(10), 'any');
    wire.server.faults.read = times(3, fault, ({ subscription }) => subscription);
    expect(await follow(store, 10, { batchSize: 4 })).toEqual(await all(store.readAll()));
  });

  it('leaves out an event that the server sends again', async () => {
    const store = wire.open();
    await store.append('s', events(6), 'any');
    const history = await all(store.readAll());
    wire.server.faults.read = (read) => (read.subscription ? { kind: 'repeat' } : undefined);
    expect(await follow(store, 4, { after: history[1]!.position })).toEqual(history.slice(2));
  });

  it('ends with a clear error when trying again cannot help', async () => {
    const store = wire.open();
    const refused = { kind: 'status', code: status.PERMISSION_DENIED, exception: 'access-denied' } as const;
    wire.server.faults.read = times(1, refused, ({ subscription }) => subscription);
    await expect(all(store.subscribe())).rejects.toMatchObject({ name: 'StoreUnavailableError', retryable: false });
  });

  it('that nobody reads does no harm when its connection breaks', async () => {
    const store = wire.open();
    await store.append('s', events(4), 'any');
    const batches = store.subscribe({ batchSize: 2 })[Symbol.asyncIterator]();
    const first = (await batches.next()).value as StoredEvent[];
    wire.server.dropConnections();
    await wire.server.stop();
    await wire.server.start();
    const second = (await batches.next()).value as StoredEvent[];
    await batches.return!();
    expect([...first, ...second]).toEqual(await all(store.readAll()));
  });

  it('lets the server wait while its reader is busy', async () => {
    const store = wire.open();
    for (let n = 0; n < 30; n += 1) {
      await store.append(
        's',
        Array.from({ length: 100 }, () => event(`"${'x'.repeat(5_000)}"`)),
        'any',
      );
    }
    const { eventsSent } = wire.server.stats;
    const batches = store.subscribe({ batchSize: 10 })[Symbol.asyncIterator]();
    let seen = ((await batches.next()).value as StoredEvent[]).length;
    let sent = -1;
    await until(async () => {
      const before = sent;
      await new Promise((resolve) => setTimeout(resolve, 100));
      sent = wire.server.stats.eventsSent - eventsSent;
      return sent === before;
    });
    expect(sent).toBeLessThan(1_000);
    while (seen < 3_000) seen += ((await batches.next()).value as StoredEvent[]).length;
    await batches.return!();
    expect(seen).toBe(3_000);
  });
});

describe('a ledger', () => {
  it('sees only its own events, whatever else is on the server', async () => {
    const [store, other] = [wire.open(), wire.open({ streamPrefix: 'care2' })];
    const following = followed(store);
    const mine: string[] = [];
    for (let n = 0; n < 10; n += 1) {
      await other.append('s', [event()], 'any');
      for (const name of ['care', 'care-s', 'careless:s', '$care:s']) {
        wire.server.log.append(name, 'any', [{ ...event(), contentType: 'application/json' }]);
      }
      mine.push(...idsOf(await store.append('s', [event()], 'any')));
    }
    await until(() => following.seen.length === 10);
    await following.end();
    expect(idsOf(following.seen)).toEqual(mine);
    expect(idsOf(await all(store.readAll()))).toEqual(mine);
    expect(idsOf(await all(store.readAll({ types: ['test.happened'] })))).toEqual(mine);
    expect(await store.head()).toMatchObject({ position: following.seen.at(-1)!.position });
    expect(await all(other.readAll())).toHaveLength(10);
  });

  it('has the same events when an id of its own is taken in another ledger', async () => {
    const [store, other] = [wire.open(), wire.open({ streamPrefix: 'care2' })];
    const one = event();
    await store.append('s', [one], 'must-not-exist');
    expect(await other.append('s', [one], 'must-not-exist')).toMatchObject([{ revision: 0 }]);
  });

  it('has instants that never go back, though the clock of the server does', async () => {
    const { log } = wire.server;
    const store = wire.open();
    let clock = Date.parse('2024-03-01T12:00:00.000Z');
    log.now = () => clock;
    const acknowledged: string[] = [];
    for (const step of [10, 10, -5_000, 10, 10, 4_000, 2_000, -300, 10]) {
      clock += step;
      acknowledged.push((await store.append(`s-${acknowledged.length % 2}`, [event()], 'any'))[0]!.recordedAt);
    }
    expect(acknowledged).toEqual([...acknowledged].sort());
    for (const reader of [store, wire.open()]) {
      const read = await all(reader.readAll());
      expect(read.map(({ recordedAt }) => recordedAt)).toEqual(acknowledged);
      expect(await follow(reader, read.length, { batchSize: 2 })).toEqual(read);
      for (const cut of [2, 4, 7]) {
        expect(await all(reader.readAll({ after: read[cut]!.position }))).toEqual(read.slice(cut + 1));
        expect(await follow(wire.open(), 8 - cut, { after: read[cut]!.position })).toEqual(read.slice(cut + 1));
      }
      expect(await all(reader.readStream('s-0'))).toEqual(read.filter(({ stream }) => stream === 's-0'));
      expect(await reader.head()).toEqual({ position: read.at(-1)!.position, recordedAt: acknowledged.at(-1) });
    }
  });

  it('refuses a position of another kind of store', async () => {
    const store = wire.open();
    await store.append('s', events(2), 'any');
    await expect(all(store.readAll({ after: '17' }))).rejects.toMatchObject({ name: 'ForeignPositionError' });
    await expect(all(store.subscribe({ after: '17' }))).rejects.toMatchObject({ name: 'ForeignPositionError' });
  });

  it('orders positions as the server does', async () => {
    const store = wire.open();
    const appended = await store.append('s', events(30), 'any');
    for (let n = 1; n < 30; n += 1) {
      expect(comparePositions(appended[n - 1]!.position, appended[n]!.position)).toBeLessThan(0);
    }
  });
});
