/** A ledger moved between stores: every pair of them, cut off in the middle, and into a target that is not empty. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyLedger } from '#apps/cli';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import type { EventStore, StoredEvent } from '#libs/event-store';
import { all, event } from '../contract/suite/support.js';
import { wireFixture } from '../support/eventstoredb/index.js';

const wire = wireFixture();
const quiet = () => undefined;

let source: EventStore;
let clock: number;
beforeEach(async () => {
  clock = Date.parse('2024-03-01T10:00:00.000Z');
  source = openSqliteEventStore(':memory:', { now: () => (clock += 17) });
  await fill(source, 60);
});
afterEach(() => source.close());

/** Events of several streams, mixed, neighbours of one stream among them. */
async function fill(store: EventStore, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const more = n % 7 === 0 ? [event(`{"more":${n}}`)] : [];
    await store.append(`s-${n % 5}`, [event(`{"n":${n}}`, `test.type-${n % 3}`), ...more], 'any');
  }
}

/** All of an event that a copy keeps. */
const kept = ({ id, type, stream, revision, recordedAt, data, metadata }: StoredEvent) => ({
  ...{ id, type, stream, revision, recordedAt },
  bytes: [data, metadata].map((bytes) => Buffer.from(bytes).toString('base64')),
});
const ledgerOf = async (store: EventStore) => (await all(store.readAll())).map(kept);

describe('a copy', () => {
  it('goes to EventStoreDB and back with streams, revisions, ids, bytes, order and instants', async () => {
    const cluster = wire.open();
    const there = await copyLedger(source, cluster, quiet);
    expect(await ledgerOf(cluster)).toEqual(await ledgerOf(source));
    expect(await cluster.head()).toMatchObject({ recordedAt: (await source.head())!.recordedAt });
    const back = openSqliteEventStore(':memory:');
    const again = await copyLedger(cluster, back, quiet);
    expect(await ledgerOf(back)).toEqual(await ledgerOf(source));
    expect(again).toEqual(there);
    expect(there).toMatchObject({ events: 69, added: 69, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    await back.close();
  });

  it('of nothing is nothing', async () => {
    const empty = openSqliteEventStore(':memory:');
    expect(await copyLedger(empty, wire.open(), quiet)).toMatchObject({ events: 0, added: 0 });
    await empty.close();
  });

  it('that was done adds nothing, and later takes what is new', async () => {
    const cluster = wire.open();
    await copyLedger(source, cluster, quiet);
    expect(await copyLedger(source, cluster, quiet)).toMatchObject({ events: 69, added: 0 });
    await source.append('s-0', [event()], 'any');
    expect(await copyLedger(source, cluster, quiet)).toMatchObject({ events: 70, added: 1 });
    expect(await ledgerOf(cluster)).toEqual(await ledgerOf(source));
  });

  it('that was cut off goes on', async () => {
    const cluster = wire.open();
    for (const kind of ['lose-request', 'lose-answer'] as const) {
      let left = kind === 'lose-request' ? 12 : 30;
      wire.server.faults.append = ({ stream }) =>
        stream.startsWith('care:') && (left -= 1) === 0 ? { kind } : undefined;
      await copyLedger(source, cluster, quiet).catch((error: Error) => expect(error.message).toMatch(/Run .* again/));
      expect(left).toBeLessThanOrEqual(0);
    }
    wire.server.faults.append = undefined;
    const before = (await all(cluster.readAll())).length;
    expect(await copyLedger(source, cluster, quiet)).toMatchObject({ events: 69, added: 69 - before });
    expect(await ledgerOf(cluster)).toEqual(await ledgerOf(source));
  });

  it('goes in writes that the target takes', async () => {
    const large = openSqliteEventStore(':memory:');
    const text = `"${'x'.repeat(300_000)}"`;
    await large.append('s', [event(text), event(text), event(text), event(text), event(text)], 'any');
    const cluster = wire.open();
    await copyLedger(large, cluster, quiet);
    expect(await ledgerOf(cluster)).toEqual(await ledgerOf(large));
    await large.close();
  });
});

describe('a copy is refused', () => {
  it('into a ledger with other events, which stays as it is', async () => {
    const cluster = wire.open();
    await cluster.append('s-0', [event()], 'any');
    await expect(copyLedger(source, cluster, quiet)).rejects.toThrow(/holds other events/);
    expect(await all(cluster.readAll())).toHaveLength(1);
    await expect(copyLedger(source, wire.open({ streamPrefix: 'other' }), quiet)).resolves.toBeDefined();
  });

  it('into one that has the same events and more', async () => {
    const cluster = wire.open();
    await copyLedger(source, cluster, quiet);
    await cluster.append('s-9', [event()], 'any');
    await expect(copyLedger(source, cluster, quiet)).rejects.toThrow(/events that the source has not/);
  });

  it('into one with the same events at other instants or in another order', async () => {
    const first = (await all(source.readAll()))[0]!;
    const atOther = wire.open();
    await atOther.append(first.stream, [{ ...first, recordedAt: undefined }], 'any');
    await expect(copyLedger(source, atOther, quiet)).rejects.toThrow(/and they differ/);
  });

  it('while the source is written to', async () => {
    const busy = wire.open();
    let written = false;
    await expect(
      copyLedger(source, busy, (phase) => {
        if (phase !== 'copying' || written) return;
        written = true;
        void source.append('s-0', [event()], 'any');
      }),
    ).rejects.toThrow(/written to meanwhile/);
  });

  it('of an event that is larger than the target takes, with what to do', async () => {
    const large = openSqliteEventStore(':memory:');
    await large.append('s', [event(`"${'x'.repeat(1_100_000)}"`)], 'any');
    await expect(copyLedger(large, wire.open(), quiet)).rejects.toThrow(/--to-max-append/);
    await large.close();
  });
});
