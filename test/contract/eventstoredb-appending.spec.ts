/** Appends on the test server while connections break, answers are late, or the server refuses. */
import { describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import { EventTooLargeError, StoreUnavailableError, type StreamWrite } from '#libs/event-store';
import { times, until, wireFixture, WireServer, type AppendFault } from '../support/eventstoredb/index.js';
import { all, event, events, idsOf } from './suite/support.js';

const wire = wireFixture();

/** Only appends to streams of events, not the claims that go before them. */
const ofEvents = ({ stream }: { readonly stream: string }) => stream.startsWith('care:');

const RETRYABLE = { name: 'StoreUnavailableError', retryable: true };
const FINAL = { name: 'StoreUnavailableError', retryable: false };

describe('an append', () => {
  it('whose answer was lost with the connection is known to be stored', async () => {
    const store = wire.open();
    wire.server.faults.append = times(1, { kind: 'lose-answer' }, ofEvents);
    const batch = events(3);
    const appended = await store.append('s', batch, 'must-not-exist');
    expect(idsOf(appended)).toEqual(idsOf(batch));
    expect(idsOf(await all(store.readAll()))).toEqual(idsOf(batch));
  });

  it('that was lost with the connection may be sent again', async () => {
    const store = wire.open();
    wire.server.faults.append = times(1, { kind: 'lose-request' }, ofEvents);
    const batch = events(3);
    await expect(store.append('s', batch, 'must-not-exist')).rejects.toMatchObject(RETRYABLE);
    expect(await all(store.readAll())).toEqual([]);
    expect(idsOf(await store.append('s', batch, 'must-not-exist'))).toEqual(idsOf(batch));
    expect(idsOf(await all(store.readAll()))).toEqual(idsOf(batch));
  });

  it('whose claims were lost with the connection may be sent again', async () => {
    const store = wire.open();
    wire.server.faults.append = times(1, { kind: 'lose-answer' }, (append) => !ofEvents(append));
    const batch = events(3);
    await expect(store.append('s', batch, 'must-not-exist')).rejects.toMatchObject(RETRYABLE);
    expect(idsOf(await store.append('s', batch, 'must-not-exist'))).toEqual(idsOf(batch));
  });

  it('whose answer comes too late is known to be stored, and the late answer harms nothing', async () => {
    const store = wire.open({ timeoutMs: 3_000 });
    wire.server.faults.append = times(1, { kind: 'late', ms: 4_500 }, ofEvents);
    const [one, two] = [event(), event()];
    expect(await store.append('s', [one], 'must-not-exist')).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect((await store.append('s', [two], 0))[0]).toMatchObject({ id: two.id, revision: 1 });
  });

  it('that is never answered ends, and may be sent again', async () => {
    const store = wire.open({ timeoutMs: 3_000 });
    wire.server.faults.append = times(1, { kind: 'no-answer' }, ofEvents);
    const one = event();
    await expect(store.append('s', [one], 'any')).rejects.toMatchObject(RETRYABLE);
    expect(await store.append('s', [one], 'any')).toHaveLength(1);
    expect(await all(store.readAll())).toHaveLength(1);
  });

  it('that a server does not recognise as a repeat is compared by its ids', async () => {
    const store = wire.open();
    await store.append('s', events(2), 'must-not-exist');
    const batch = events(2);
    const first = await store.append('s', batch, 1);
    for (const mode of [1, 'any', 'must-exist'] as const) {
      wire.server.faults.append = times(1, { kind: 'wrong-version' }, ofEvents);
      expect(await store.append('s', batch, mode)).toEqual(first);
    }
    expect(await all(store.readAll())).toHaveLength(4);
  });

  it('that is refused though its stream is as expected is tried again', async () => {
    const store = wire.open();
    wire.server.faults.append = times(2, { kind: 'wrong-version' }, ofEvents);
    expect(await store.append('s', [event()], 'must-not-exist')).toMatchObject([{ revision: 0 }]);
  });

  it('that the server finds too large says so, and what was there before stays usable', async () => {
    wire.server.log.maxAppendBytes = 2_000;
    const store = wire.open();
    const [small, large] = [event(), event(`"${'x'.repeat(3_000)}"`)];
    await expect(store.append('s', [small, large], 'any')).rejects.toMatchObject({
      name: 'EventTooLargeError',
      id: large.id,
      limit: 2_000,
    });
    expect(await store.append('s', [small], 'must-not-exist')).toHaveLength(1);
  });

  it('that is larger than the limit set is not sent', async () => {
    const store = wire.open({ maxAppendBytes: 2_000 });
    await expect(store.append('s', [event(`"${'x'.repeat(3_000)}"`)], 'any')).rejects.toThrow(EventTooLargeError);
    expect(wire.server.stats.appends).toBe(0);
  });

  const refusals: [string, AppendFault, object][] = [
    ['is unavailable', { kind: 'status', code: status.UNAVAILABLE }, RETRYABLE],
    ['is too busy', { kind: 'status', code: status.RESOURCE_EXHAUSTED }, RETRYABLE],
    ['fails inside', { kind: 'status', code: status.INTERNAL }, RETRYABLE],
    ['refuses the user', { kind: 'status', code: status.PERMISSION_DENIED }, FINAL],
    ['does not know the user', { kind: 'status', code: status.UNAUTHENTICATED }, FINAL],
    ['refuses the stream', { kind: 'error', type: 'AccessDenied' }, FINAL],
    ['has lost the stream', { kind: 'error', type: 'StreamDeleted' }, FINAL],
    ['times out', { kind: 'error', type: 'Timeout' }, RETRYABLE],
    ['does not know', { kind: 'error', type: 'Unknown' }, RETRYABLE],
  ];
  it.each(refusals)(
    'to a server that %s ends with a clear error, and works when that is over',
    async (_, fault, error) => {
      const store = wire.open();
      const one = event();
      wire.server.faults.append = times(1, fault, ofEvents);
      await expect(store.append('s', [one], 'must-not-exist')).rejects.toMatchObject(error);
      wire.server.faults.append = times(1, fault);
      await expect(store.append('s', [one], 'must-not-exist')).rejects.toMatchObject(error);
      expect(await store.append('s', [one], 'must-not-exist')).toHaveLength(1);
    },
  );

  it('goes to the new leader once the old one has said who that is', async () => {
    const leader = await new WireServer(wire.server.log).start();
    try {
      const store = wire.open();
      await store.append('s', [event()], 'any');
      const port = Number(/:(\d+)\?/.exec(leader.connectionString)![1]);
      const moved = { code: status.NOT_FOUND, exception: 'not-leader', leader: { host: '127.0.0.1', port } };
      wire.server.faults.append = () => ({ kind: 'status', ...moved });
      await expect(store.append('s', [event()], 0)).rejects.toMatchObject(RETRYABLE);
      expect(await store.append('s', [event()], 0)).toMatchObject([{ revision: 1 }]);
      expect(leader.stats.appends).toBeGreaterThan(0);
    } finally {
      await wire.server.stop();
      await leader.stop();
    }
  });
});

describe('many appends', () => {
  it.each(['lose-request', 'lose-answer'] as const)(
    'of which one meets a broken connection (%s) all end, and sending all again stores each once',
    async (kind) => {
      const store = wire.open();
      const writes = Array.from({ length: 60 }, (_, n): StreamWrite => ({
        stream: `s-${n % 40}`,
        events: events(2),
        expectedRevision: n < 40 ? 'must-not-exist' : 1,
      }));
      wire.server.faults.append = times(1, { kind }, ({ stream }) => stream === 'care:s-20');
      const first = await store.appendMany(writes);
      for (const result of first) if (!result.ok) expect(result.error).toMatchObject(RETRYABLE);
      expect((await store.appendMany(writes)).map(({ ok }) => ok)).toEqual(writes.map(() => true));
      const ledger = await all(store.readAll());
      expect(ledger).toHaveLength(120);
      expect(new Set(idsOf(ledger))).toEqual(new Set(idsOf(writes.flatMap((write) => write.events))));
    },
  );

  it('under way when the connection breaks under load all end, and the process lives', async () => {
    const stores = [wire.open(), wire.open()];
    const appends = Array.from({ length: 400 }, (_, n) =>
      stores[n % 2]!.append(`s-${n}`, [event(`"${'x'.repeat(20_000)}"`)], 'must-not-exist'),
    );
    wire.server.faults.append = times(3, { kind: 'lose-answer' });
    const ended = await Promise.allSettled(appends);
    const failed = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
    expect(failed.length).toBeGreaterThan(0);
    for (const error of failed) expect(error).toMatchObject(RETRYABLE);
    wire.server.faults.append = undefined;
    expect(await stores[0]!.append('s', [event()], 'must-not-exist')).toHaveLength(1);
  });

  it('to one stream: a later one falls with one whose fate is not known', async () => {
    const store = wire.open();
    wire.server.faults.append = times(1, { kind: 'lose-request' }, ofEvents);
    const results = await store.appendMany([
      { stream: 'a', events: events(1), expectedRevision: 'must-not-exist' },
      { stream: 'a', events: events(1), expectedRevision: 'any' },
    ]);
    expect(results).toMatchObject([
      { ok: false, error: RETRYABLE },
      { ok: false, error: RETRYABLE },
    ]);
    expect(await store.streamRevision('a')).toBeNull();
  });
});

describe('a server that is away', () => {
  it('at the start is no fault of the store, which works once it comes', async () => {
    await wire.server.stop();
    const store = wire.open();
    await expect(store.append('s', [event()], 'any')).rejects.toMatchObject(RETRYABLE);
    await expect(store.append('s', [event()], 'any')).rejects.toThrow(StoreUnavailableError);
    await expect(store.head()).rejects.toMatchObject(RETRYABLE);
    await expect(store.streamRevision('s')).rejects.toMatchObject(RETRYABLE);
    await expect(store.findEvents([event().id])).rejects.toMatchObject(RETRYABLE);
    await expect(all(store.readAll())).rejects.toMatchObject(RETRYABLE);
    await expect(all(store.readStream('s'))).rejects.toMatchObject(RETRYABLE);
    expect(await store.health()).toEqual({ ok: false, detail: 'The event store cannot be reached.' });
    await wire.server.start();
    expect(await store.append('s', [event()], 'any')).toHaveLength(1);
    expect(await store.health()).toEqual({ ok: true });
  });

  it('and comes back still has what was acknowledged, for the same store', async () => {
    const store = wire.open();
    const kept = await store.append('s', events(5), 'must-not-exist');
    await wire.server.stop();
    await expect(store.append('s', [event()], 4)).rejects.toMatchObject(RETRYABLE);
    await wire.server.start();
    expect(idsOf(await all(store.readStream('s')))).toEqual(idsOf(kept));
    expect(await store.append('s', [event()], 4)).toMatchObject([{ revision: 5 }]);
  });

  it('does not keep a store from being closed', async () => {
    const store = wire.open();
    await store.append('s', [event()], 'any');
    await wire.server.stop();
    await store.close();
    await expect(store.head()).rejects.toMatchObject({ name: 'StoreClosedError' });
  });
});

describe('closing', () => {
  it('lets go of every connection, also of those that were broken before', async () => {
    const store = wire.open();
    await store.append('s', events(3), 'any');
    wire.server.dropConnections();
    const following = all(store.subscribe());
    await until(async () => (await store.health()).ok);
    await store.append('s', events(3), 'any').catch(() => undefined);
    expect(wire.server.connections).toBeGreaterThan(0);
    await store.close();
    expect((await following).flat().length).toBeLessThanOrEqual(6);
    await until(() => wire.server.connections === 0);
  });
});
