import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sealedCodec, type Codec } from '#libs/codec';
import { erase, findPerson } from '#libs/erasure';
import type { EventStore, StoredEvent } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { temporaryKeyVault, type SqliteKeyVault } from '#libs/key-vault';
import { correction, event, trajectory, type OnStream } from '../../testing/events.js';
import { arrivals } from '../../testing/random-history.js';
import { readContent } from '../../testing/whole-world.js';
import { FactsUnavailableError } from './errors.js';
import { openFactStore, type FactStore } from './fact-store.js';

const now = () => new Date('2026-01-01T12:00:00Z');
const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

interface World {
  readonly store: EventStore;
  readonly vault: SqliteKeyVault;
  readonly codec: Codec;
}

/** A ledger with these events, sealed. */
async function worldOf(events: readonly OnStream[]): Promise<World> {
  const store = openSqliteEventStore(':memory:');
  cleanUps.push(() => store.close());
  const vault = temporaryKeyVault();
  const codec = sealedCodec(vault);
  const world = { store, vault, codec };
  await record(world, events);
  return world;
}

async function record({ store, codec }: World, events: readonly OnStream[]): Promise<void> {
  for (const { kind, event: one } of events) {
    const stream = codec.streamFor(kind, one.subject);
    const encoded = codec.encode(one, stream);
    expect(await codec.save([stream])).toBe(true);
    await store.append(stream, [encoded], 'any');
  }
}

async function all(store: EventStore): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const one of store.readAll()) events.push(one);
  return events;
}

async function opened(codec: Codec, path = ':memory:'): Promise<FactStore> {
  return openFactStore(path, { codec, readers: 2, duckdb: { threads: '1' } });
}

async function eraseClient(world: World, client: string): Promise<boolean> {
  const person = await findPerson(world, client);
  if (person) await erase({ ...world, now }, person, 'objection');
  return person !== null;
}

/** What the facts hold, the newest and as of a position, and everything else about persons in them. */
async function contentOf(facts: FactStore, asOf: string) {
  const at = (position?: string) =>
    facts.withView(position, async (view) => {
      const people = [];
      for await (const portion of view.people()) people.push(...portion);
      return { erased: view.erased, content: await readContent(view), people: people.map((one) => sortedPerson(one)) };
    });
  return { newest: await at(), earlier: await at(asOf) };
}

function sortedPerson({
  person,
  clients,
  streams,
}: {
  person: string;
  clients: readonly string[];
  streams: readonly object[];
}) {
  return { person, clients: [...clients].sort(), streams: streams.map((one) => JSON.stringify(one)).sort() };
}

/** Facts in a file, of somebody who is erased in the ledger and not yet in them. */
async function erasedInTheLedger(duckdb: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'facts-erased-'));
  cleanUps.push(() => rm(folder, { recursive: true }));
  const world = await worldOf([
    ...trajectory('T-gone', 'p-gone', '2024-02-01'),
    ...trajectory('T-stays', 'p-stays', '2024-01-01'),
  ]);
  const path = join(folder, 'facts.duckdb');
  const facts = await openFactStore(path, { codec: world.codec, readers: 2, duckdb });
  cleanUps.push(() => facts.close());
  await facts.apply(await all(world.store));
  await eraseClient(world, 'p-gone');
  const ids = (asOf?: string) =>
    facts.withView(asOf, async (view) => {
      const rows = await view.query(`SELECT "id" FROM ${view.schema}."trajectory" ORDER BY "id"`);
      return rows.map(({ id }) => id);
    });
  return { world, folder, path, facts, ids };
}

describe('an erasure in the facts', () => {
  it('comes to what facts made anew without the keys come to, at the end and before, whoever is erased', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals(30), fc.constantFrom('p-a', 'p-b', 'p-c'), fc.nat(), async (events, client, at) => {
        const world = await worldOf(events);
        const facts = await opened(world.codec);
        const before = await all(world.store);
        await facts.apply(before);
        await facts.withView(undefined, () => Promise.resolve());
        const happened = await eraseClient(world, client);
        await facts.apply(await all(world.store));
        const anew = await opened(world.codec);
        await anew.apply(await all(world.store));
        const asOf = String(1 + (at % before.length));
        expect(await contentOf(facts, asOf)).toEqual(await contentOf(anew, asOf));
        expect((await contentOf(facts, asOf)).newest.erased).toBe(happened ? 1 : 0);
        await facts.close();
        await anew.close();
      }),
      { numRuns: 8 },
    );
  });

  it('waits for who reads an earlier state, and shows the person in every table of that answer as then', async () => {
    const world = await worldOf([
      ...trajectory('T-gone', 'p-gone', '2024-01-01'),
      ...trajectory('T-stays', 'p-stays', '2024-01-01', '2024-02-01'),
      event('trajectory-ended', 'T-gone', { effectiveOn: '2024-03-01', endReason: '01' }),
      event('plan-established', 'T-gone', { effectiveOn: '2024-01-02', form: 'written', goals: [] }),
    ]);
    const facts = await opened(world.codec);
    cleanUps.push(() => facts.close());
    await facts.apply(await all(world.store));
    await eraseClient(world, 'p-gone');
    let erased = false;
    let applying = Promise.resolve();
    await facts.withView('5', async (view) => {
      const rowsOf = (table: string) => view.query(`FROM ${view.schema}."${table}" WHERE "person" = 'p-gone'`);
      expect(await rowsOf('trajectory')).toMatchObject([{ endOn: null }]);
      applying = all(world.store)
        .then((events) => facts.apply(events))
        .then(() => void (erased = true));
      // Long enough for it to be taken in meanwhile, if it did not wait.
      for (let i = 0; i < 200; i++) await view.query('SELECT 1');
      expect(await rowsOf('record')).toMatchObject([{ endOn: null }]);
      expect(await rowsOf('plan')).toEqual([]);
      expect([erased, view.erased]).toEqual([false, 0]);
    });
    await applying;
    const persons = await facts.withView('5', (view) => view.query(`SELECT "person" FROM ${view.schema}."record"`));
    expect(persons).toEqual([{ person: 'p-stays' }]);
  });

  it('leaves no byte of the person in the files, also not of a mistake that was corrected', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'facts-erased-'));
    cleanUps.push(() => rm(folder, { recursive: true }));
    const mistaken = trajectory('T-moved', 'p-gone-by-mistake', '2024-01-01');
    const link = event('clients-linked', 'p-gone-by-mistake', { effectiveOn: '2024-03-01', otherClient: 'p-gone-too' });
    const world = await worldOf([
      ...trajectory('T-gone', 'p-gone-too', '2024-02-01', '2024-05-01', { municipality: 'GM0999' }),
      ...mistaken,
      link,
      correction(mistaken[0]!, { client: { pseudonym: 'p-stays' } }),
    ]);
    const path = join(folder, 'facts.duckdb');
    const facts = await opened(world.codec, path);
    cleanUps.push(() => facts.close());
    await facts.apply(await all(world.store));
    await facts.withView('3', () => Promise.resolve());
    expect(await eraseClient(world, 'p-gone-too')).toBe(true);
    await facts.apply(await all(world.store));
    expect((await readdir(folder)).filter((name) => !name.startsWith('facts.duckdb'))).toEqual([]);
    const bytes = Buffer.concat(await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name)))));
    for (const gone of ['p-gone', 'T-gone', 'GM0999']) expect(bytes.includes(gone)).toBe(false);
    const ids = await facts.withView(undefined, (view) => view.query('SELECT "id", "person" FROM "trajectory"'));
    expect(ids).toEqual([{ id: 'T-moved', person: 'p-stays' }]);
    // Goes on as before: a new file of the same child, and lookups by index.
    await record(world, trajectory('T-new', 'p-gone-too', '2025-01-01'));
    await facts.apply(await all(world.store));
    const after = await facts.withView(undefined, (view) => view.query('SELECT "id" FROM "trajectory" ORDER BY "id"'));
    expect(after).toEqual([{ id: 'T-moved' }, { id: 'T-new' }]);
    const indexes = await facts.withView(undefined, (view) => view.query('SELECT count(*) AS n FROM duckdb_indexes()'));
    expect(indexes).toEqual([{ n: 3 }]);
  });

  it('writes the file anew with the next events, where that could not be done at once', async () => {
    const { world, folder, path, facts, ids } = await erasedInTheLedger();
    const inTheWay = `${path}.anew`;
    await mkdir(inTheWay);
    await expect(facts.apply(await all(world.store))).rejects.toThrow(/directory/);
    expect(await ids()).toEqual(['T-stays']);
    await rm(inTheWay, { recursive: true });
    await record(world, trajectory('T-new', 'p-stays', '2025-01-01'));
    await facts.apply(await all(world.store));
    expect(await ids()).toEqual(['T-new', 'T-stays']);
    const bytes = Buffer.concat(await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name)))));
    expect(bytes.includes('T-gone')).toBe(false);
    expect(await facts.withView('1', async ({ erased }) => erased)).toBe(1);
  });
});

describe('a facts file that is written anew after an erasure', () => {
  it('is read meanwhile, without the person at any position', async () => {
    const { world, facts, ids } = await erasedInTheLedger();
    expect(await ids('3')).toEqual(['T-gone', 'T-stays']);
    let renewed = false;
    const applying = facts.apply(await all(world.store)).then(() => (renewed = true));
    const look = () => facts.withView(undefined, async ({ erased }) => ({ erased, renewed }));
    let looked = await look();
    while (looked.erased === 0) looked = await look();
    expect(looked.renewed).toBe(false);
    expect([await ids(), await ids('3')]).toEqual([['T-stays'], ['T-stays']]);
    await applying;
    expect([await ids(), await ids('3')]).toEqual([['T-stays'], ['T-stays']]);
  });

  it('is opened by who asks next, when it could not be opened at once', async () => {
    const duckdb: Record<string, string> = {};
    const { world, folder, facts, ids } = await erasedInTheLedger(duckdb);
    duckdb['threads'] = 'none';
    await expect(facts.apply(await all(world.store))).rejects.toThrow(FactsUnavailableError);
    await expect(ids()).rejects.toThrow(FactsUnavailableError);
    await expect(facts.head()).rejects.toThrow(FactsUnavailableError);
    delete duckdb['threads'];
    expect(await Promise.all([ids(), ids('3'), ids()])).toEqual([['T-stays'], ['T-stays'], ['T-stays']]);
    await record(world, trajectory('T-new', 'p-stays', '2025-01-01'));
    await facts.apply(await all(world.store));
    expect(await ids()).toEqual(['T-new', 'T-stays']);
    expect(await readdir(folder)).not.toContain('facts.duckdb.anew');
    const bytes = Buffer.concat(await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name)))));
    expect(bytes.includes('T-gone')).toBe(false);
  });

  it('is not opened again once it is closed', async () => {
    const { facts, ids } = await erasedInTheLedger();
    await facts.close();
    await expect(ids()).rejects.toThrow('closed');
  });
});
