/** Facts that are filled from scratch are, table by table and row by row, those of a store that every event was applied to. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { plainCodec, sealedCodec, type Codec } from '#libs/codec';
import { erase, findPerson } from '#libs/erasure';
import type { EventStore, StoredEvent } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { temporaryKeyVault } from '#libs/key-vault';
import { correction, event, intake, stored, type OnStream } from '../../testing/events.js';
import { arrivals, ofClientsAlone } from '../../testing/random-history.js';
import { readContent, worldOf } from '../../testing/whole-world.js';
import { instrumentRegistry } from '../fold/instruments.js';
import { openFactStore, type FactStore } from '../store/fact-store.js';
import { PAST_TABLE_NAMES } from '../past/past-tables.js';
import { OWN_TABLES, VIEW_TABLES } from '../store/tables.js';
import { folderOf } from './files.js';

const INSTRUMENTS = [{ id: 'STEP', version: '1', scales: [{ code: 'FJ', items: [0, 1, 2, 3, 4] }] }];
const registry = instrumentRegistry(INSTRUMENTS);
const RUNS = Number(process.env['CARE_LEDGER_EXACTNESS_RUNS'] ?? 1);
const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fill-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'facts.duckdb');
}

async function opened(codec: Codec, path: string): Promise<FactStore> {
  const facts = await openFactStore(path, { codec, instruments: INSTRUMENTS, readers: 2, duckdb: { threads: '1' } });
  cleanUps.push(() => facts.close());
  return facts;
}

/** Rows of every table, the store's own included, as sorted texts. */
async function everythingOf(facts: FactStore): Promise<Record<string, string[]>> {
  return facts.withView(undefined, async (view) => {
    const content: Record<string, string[]> = {};
    for (const name of Object.keys({ ...OWN_TABLES, ...VIEW_TABLES })) {
      const schema = name in OWN_TABLES ? 'main' : view.schema;
      content[name] = (await view.query(`FROM ${schema}."${name}"`)).map((row) => JSON.stringify(row)).sort();
    }
    return content;
  });
}

/** A store that only reads these events. */
function readingOf(events: readonly StoredEvent[]): Pick<EventStore, 'subscribe'> {
  return {
    async *subscribe({ after = '0', batchSize = 7 } = {}) {
      const later = events.filter(({ position }) => Number(position) > Number(after));
      for (let from = 0; from < later.length; from += batchSize) yield later.slice(from, from + batchSize);
    },
  };
}

const plain = plainCodec();
const ledgerOf = (events: readonly StoredEvent[], circleOf?: (stream: string) => string) => ({
  ...{ store: readingOf(events), codec: plain, circleOf },
});

/** What may be told beforehand of which streams are best folded together, however little it helps. */
const circles = fc.constantFrom<((stream: string) => string) | undefined>(
  undefined,
  () => 'all',
  (stream) => stream.slice(0, stream.indexOf('-')),
  (stream) => stream.slice(-1),
);
const headOf = (events: readonly StoredEvent[]) => {
  const { position, recordedAt } = events.at(-1)!;
  return { position, recordedAt };
};

describe('facts that are filled', () => {
  it(
    'are those of a store that took in every event, with corrections, links and moves of client',
    async () => {
      await fc.assert(
        fc.asyncProperty(arrivals(80), circles, async (history, circleOf) => {
          const events = stored(history);
          const applied = await opened(plain, await temporaryFile());
          for (let from = 0; from < events.length; from += 7) await applied.apply(events.slice(from, from + 7));
          const filled = await opened(plain, await temporaryFile());
          await filled.fill({ ledger: ledgerOf(events, circleOf), until: headOf(events) });
          expect(await everythingOf(filled)).toEqual(await everythingOf(applied));
        }),
        { numRuns: 4 * RUNS },
      );
    },
    300_000 * RUNS,
  );

  it(
    'go on from where they were filled to',
    async () => {
      await fc.assert(
        fc.asyncProperty(arrivals(60), fc.double({ min: 0.2, max: 0.9, noNaN: true }), async (history, share) => {
          const events = stored(history);
          const first = events.slice(0, Math.max(1, Math.floor(events.length * share)));
          const applied = await opened(plain, await temporaryFile());
          await applied.apply(events);
          const filled = await opened(plain, await temporaryFile());
          await filled.fill({ ledger: ledgerOf(events), until: headOf(first) });
          expect(await filled.head()).toEqual(headOf(first));
          await filled.apply(events);
          expect(await everythingOf(filled)).toEqual(await everythingOf(applied));
        }),
        { numRuns: 2 * RUNS },
      );
    },
    300_000 * RUNS,
  );

  it(
    'show earlier positions, whether their rows were kept or must be folded',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          arrivals(40),
          circles,
          fc.double({ min: 0.5, max: 1, noNaN: true }),
          fc.boolean(),
          async (history, circleOf, share, alone) => {
            const events = stored(alone ? ofClientsAlone(history) : history);
            const first = events.slice(0, Math.max(1, Math.floor(events.length * share)));
            const filled = await opened(plain, await temporaryFile());
            await filled.fill({ ledger: ledgerOf(events, circleOf), until: headOf(first) });
            for (let from = first.length; from < events.length; from += 5)
              await filled.apply(events.slice(from, from + 5));
            for (let position = events.length % 3; position <= events.length; position += 3) {
              const content = await filled.withView(String(position), readContent);
              expect(content).toEqual(worldOf(events.slice(0, position), registry));
            }
          },
        ),
        { numRuns: 6 * RUNS },
      );
    },
    300_000 * RUNS,
  );

  it.each(['before their events were read', 'after'])(
    'hold nothing of persons that were erased, where their keys were destroyed %s',
    async (when) => {
      await fc.assert(
        fc.asyncProperty(arrivals(60), fc.constantFrom('p-a', 'p-b', 'p-B'), async (history, client) => {
          const { store, codec, withoutKeys, circleOf } = await ledgerWithErasure(history, client);
          const applied = await opened(withoutKeys, await temporaryFile());
          const events: StoredEvent[] = [];
          for await (const one of store.readAll()) events.push(one);
          await applied.apply(events);
          const filled = await opened(withoutKeys, await temporaryFile());
          const ledger = { store, codec: when === 'after' ? codec : withoutKeys, circleOf };
          await filled.fill({ ledger, until: headOf(events) });
          const [found, wanted] = [await everythingOf(filled), await everythingOf(applied)];
          // When a client was last touched may lie later: by the erasure, which found it still named.
          delete found['client'];
          delete wanted['client'];
          expect(found).toEqual(wanted);
          for (const facts of [filled, applied]) {
            for (const name of [...PAST_TABLE_NAMES, 'unkept', 'apart']) {
              const rows = await facts.withView(undefined, (view) => view.query(`FROM main."${name}"`));
              expect(JSON.stringify(rows)).not.toContain(`"${client}"`);
            }
          }
          for (let count = 1 + (events.length % 13); count < events.length; count += 13) {
            const then = await opened(withoutKeys, ':memory:');
            await then.apply(events.slice(0, count));
            const content = await then.withView(undefined, readContent);
            for (const facts of [filled, applied]) {
              expect(await facts.withView(events[count - 1]!.position, readContent)).toEqual(content);
            }
          }
        }),
        { numRuns: 2 * RUNS, endOnFailure: true },
      );
    },
    300_000 * RUNS,
  );

  it('tell of clients who share a stream, and of who was ever linked to another, what stood beside care without a fold', async () => {
    const filled = await opened(plain, await temporaryFile());
    const plan = (id: string) =>
      event('plan-established', id, {
        effectiveOn: '2024-01-02',
        form: 'written',
        goals: [{ goal: 'g', scale: 'DR4' }],
      });
    const shared = intake('T1', 'p-mistaken', { effectiveOn: '2024-01-01' });
    const history = [shared, plan('T1'), correction(shared, { client: { pseudonym: 'p-right' } })];
    const linked = event('clients-linked', 'p-linked', { effectiveOn: '2024-01-01', otherClient: 'p-other' });
    const at = async (until: number, all: readonly OnStream[]) => {
      const events = stored(all);
      await filled.fill({ ledger: ledgerOf(events), until: headOf(events) });
      return filled.withView(String(until), async (view) => {
        const rows = await view.query(
          `SELECT "person", "rankInPerson" AS "rank", "goal" FROM ${view.schema}."plan" JOIN ${view.schema}."goal" USING ("person")`,
        );
        const folded = await view.query(`SELECT 1 FROM duckdb_databases() WHERE "database_name" LIKE 'snapshot%facts'`);
        return [rows, folded.length];
      });
    };
    expect(await at(2, history)).toEqual([[{ person: 'p-mistaken', rank: 1, goal: 'g' }], 0]);
    expect(await at(3, [...history, plan('T1')])).toEqual([[{ person: 'p-right', rank: 1, goal: 'g' }], 0]);
    expect(await at(2, [...history, linked])).toEqual([[{ person: 'p-mistaken', rank: 1, goal: 'g' }], 0]);
  });

  it('keep what is configured, tell how far they are, and leave no other file', async () => {
    const path = await temporaryFile();
    const facts = await opened(plain, path);
    const region = { municipality: 'GM0001', fromOn: null, untilOn: null, region: 'R1' };
    await facts.setRegions([region]);
    const events = stored(fc.sample(arrivals(40), { seed: 1, numRuns: 1 })[0]!);
    const shares: number[] = [];
    await facts.fill({ ledger: ledgerOf(events), until: headOf(events), onProgress: (share) => shares.push(share) });
    expect(await facts.withView(undefined, (view) => view.query('FROM region'))).toEqual([region]);
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
    expect(existsSync(folderOf(path))).toBe(false);
  });

  it('stay as they were when an event cannot be read, and when the fill is given up', async () => {
    const path = await temporaryFile();
    const facts = await opened(plain, path);
    const events = stored(fc.sample(arrivals(40), { seed: 2, numRuns: 1 })[0]!);
    await facts.apply(events.slice(0, 3));
    const before = await everythingOf(facts);
    const damaged = events.map((one, i) => (i === events.length - 1 ? { ...one, data: new Uint8Array() } : one));
    const until = headOf(events);
    await expect(facts.fill({ ledger: ledgerOf(damaged), until })).rejects.toThrow(
      `The event at position ${until.position}`,
    );
    const giveUp = new AbortController();
    const onProgress = () => giveUp.abort(new Error('given up'));
    const filling = facts.fill({ ledger: ledgerOf(events), until, signal: giveUp.signal, onProgress });
    await expect(filling).rejects.toThrow('given up');
    expect(existsSync(folderOf(path))).toBe(false);
    expect(await everythingOf(facts)).toEqual(before);
    await facts.apply(events);
    expect(await facts.head()).toEqual(until);
  });

  it('are begun anew after an end in the middle, of which nothing stays', async () => {
    const path = await temporaryFile();
    await mkdir(folderOf(path));
    await writeFile(join(folderOf(path), 'event.0.parquet'), 'half a file');
    const facts = await opened(plain, path);
    expect(existsSync(folderOf(path))).toBe(false);
    expect(await facts.head()).toBeNull();
  });

  it('are none of a ledger in which nobody is named', async () => {
    const facts = await opened(plain, await temporaryFile());
    const [event] = stored([intake('T1', 'p')]);
    const events = [{ ...event!, stream: 'definition-x', type: 'defined' }];
    await facts.fill({ ledger: ledgerOf(events), until: headOf(events) });
    expect(await facts.head()).toEqual(headOf(events));
    expect((await everythingOf(facts))['client']).toEqual([]);
    await facts.apply([...events, { ...event!, position: '2' }]);
    expect((await everythingOf(facts))['client']).toHaveLength(1);
  });

  it('are never those in memory', async () => {
    const events = stored(fc.sample(arrivals(10), { seed: 3, numRuns: 1 })[0]!);
    const facts = await opened(plain, ':memory:');
    await expect(facts.fill({ ledger: ledgerOf(events), until: headOf(events) })).rejects.toThrow(RangeError);
  });
});

/** A sealed ledger in which a person was erased; `codec` still has the keys that were destroyed. */
async function ledgerWithErasure(history: readonly OnStream[], client: string) {
  const store = openSqliteEventStore(':memory:');
  cleanUps.push(() => store.close());
  const vault = temporaryKeyVault();
  const codec = sealedCodec(vault);
  for (const { kind, event } of history) {
    const stream = codec.streamFor(kind, event.subject);
    const encoded = codec.encode(event, stream);
    await codec.save([stream]);
    await store.append(stream, [encoded], 'any');
  }
  const before: StoredEvent[] = [];
  for await (const one of store.readAll()) before.push(one);
  const read = new Map(before.map((one) => [one.position, codec.decode(one)]));
  const names = new Map(
    ['p-a', 'p-b', 'p-c', 'p-d', 'p-B'].map((pseudonym) => [pseudonym, codec.findStream('client', pseudonym)]),
  );
  const person = await findPerson({ store, vault, codec }, client);
  const now = () => new Date('2026-01-01T12:00:00Z');
  if (person) await erase({ store, vault, now }, person, 'objection');
  const withKeys: Codec = Object.assign(Object.create(codec) as Codec, {
    decode: (one: StoredEvent) => read.get(one.position) ?? codec.decode(one),
    findStream: (kind: 'client', subject: string) => names.get(subject) ?? codec.findStream(kind, subject),
  });
  return { store, codec: withKeys, withoutKeys: codec, circleOf: vault.circles() };
}
