import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sealedCodec, type Codec } from '#libs/codec';
import { StoreUnavailableError, type EventStore } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { temporaryKeyVault } from '#libs/key-vault';
import { ERASED } from '#libs/privacy';
import type { CareEvent } from '#libs/trajectory';
import { encodeDecision } from './record.js';
import { SettledStore } from './settled-store.js';

const EVENT = { source: 'urn:x', id: '1', name: 'client-moved', subject: 'p-1', data: { municipality: 'GM0001' } };

describe('a store with an erasure that was interrupted', () => {
  const vault = temporaryKeyVault();
  let codec: Codec;
  let inner: EventStore;
  let stream: string;
  let failure: Error | null;
  let store: SettledStore;

  beforeEach(async () => {
    codec = sealedCodec(vault);
    inner = openSqliteEventStore(':memory:');
    stream = codec.streamFor('client', 'p-1');
    const encoded = codec.encode(EVENT as unknown as CareEvent, stream);
    await codec.save([stream]);
    await inner.append(stream, [encoded], 'must-not-exist');
    const decision = { decision: 'erased', id: 'd-1', ground: 'objection', decidedOn: '2026-01-01' } as const;
    const erased = encodeDecision({ ...decision, streams: [stream], clients: [stream] });
    await inner.append(erased.stream, [erased.event], 'must-not-exist');
    failure = new StoreUnavailableError('away', true);
    const readAll: EventStore['readAll'] = (options) => {
      if (failure) throw failure;
      return inner.readAll(options);
    };
    store = new SettledStore(Object.assign(Object.create(inner) as EventStore, { readAll }), vault);
  });
  afterEach(() => inner.close());

  const read = async () => {
    for await (const stored of store.readStream(stream)) return codec.decode(stored);
    return null;
  };

  it('shows nothing before it has finished the erasure', async () => {
    await expect(read()).rejects.toBe(failure);
    await expect(store.head()).rejects.toBe(failure);
    await expect(store.append('s', [], 'any')).rejects.toBe(failure);
    const write = { stream: 's', events: [], expectedRevision: 'any' } as const;
    expect(await store.appendMany([write])).toEqual([{ ok: false, error: failure }]);
    expect(await store.health()).toMatchObject({ ok: false });
    expect(codec.isErased(stream)).toBe(false);
    failure = null;
    expect(await read()).toBe(ERASED);
    expect(codec.isErased(stream)).toBe(true);
    expect(await store.health()).toEqual({ ok: true });
  });

  it('lets a subscription wait until it answers, or is given up', async () => {
    const gone = new AbortController();
    const given = store.subscribe({ signal: gone.signal });
    const ended = given.next();
    gone.abort();
    expect(await ended).toMatchObject({ done: true });
    const waiting = store.subscribe()[Symbol.asyncIterator]();
    const first = waiting.next();
    failure = null;
    expect((await first).value).toHaveLength(2);
    await inner.close();
    expect(await waiting.next()).toMatchObject({ done: true });
  });

  it('passes on what waiting will not mend', async () => {
    failure = new StoreUnavailableError('the user is not known', false);
    await expect(store.settle()).rejects.toBe(failure);
    await expect(store.health()).rejects.toBe(failure);
    await expect(store.subscribe().next()).rejects.toBe(failure);
  });
});
