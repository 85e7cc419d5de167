import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { DuckDBInstance } from '@duckdb/node-api';
import type { StoredEvent } from '#libs/event-store';
import { correction, event, intake, stored, trajectory } from '../../testing/events.js';
import { FactsUnavailableError } from './errors.js';
import { openFactStore, type FactStore, type FactStoreOptions } from './fact-store.js';
import type { FactView } from './view.js';

const cleanUps: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function opened(path = ':memory:', options: FactStoreOptions = {}): Promise<FactStore> {
  const facts = await openFactStore(path, options);
  cleanUps.push(() => facts.close());
  return facts;
}

async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'facts-'));
  cleanUps.push(() => rm(folder, { recursive: true }));
  return join(folder, 'facts.duckdb');
}

/** Trajectory ids in a view. */
async function ids(view: FactView): Promise<unknown[]> {
  return (await view.query(`SELECT "id" FROM ${view.schema}."trajectory" ORDER BY "id"`)).map(({ id }) => id);
}

/** Five intakes of five clients, at positions 1 to 5. */
const five = stored(['T1', 'T2', 'T3', 'T4', 'T5'].map((id) => intake(id, `p-${id}`)));

describe('taking in events', () => {
  it('moves the checkpoint to the last of them', async () => {
    const facts = await opened();
    expect(await facts.head()).toBeNull();
    await facts.apply(five);
    expect(await facts.head()).toEqual({ position: '5', recordedAt: five[4]!.recordedAt });
  });

  it('skips those at or before the checkpoint', async () => {
    const facts = await opened();
    await facts.apply(five.slice(0, 3));
    await facts.apply(five.slice(0, 2));
    await facts.apply(five.slice(1));
    expect(await facts.withView(undefined, ids)).toEqual(['T1', 'T2', 'T3', 'T4', 'T5']);
    const counted = await facts.withView(undefined, (view) => view.query('SELECT count(*) AS n FROM "event"'));
    expect(counted).toEqual([{ n: 5 }]);
  });

  it('refuses positions that do not grow', async () => {
    const facts = await opened();
    await expect(facts.apply([five[1]!, five[0]!])).rejects.toThrow(RangeError);
    expect(await facts.head()).toBeNull();
  });

  it('passes by what is no care event', async () => {
    const facts = await opened();
    const other: StoredEvent = { ...five[4]!, stream: 'definition-x', type: 'defined' };
    await facts.apply([...five.slice(0, 4), other]);
    expect(await facts.head()).toMatchObject({ position: '5' });
    expect(await facts.withView(undefined, ids)).toEqual(['T1', 'T2', 'T3', 'T4']);
    const place = ({ position, recordedAt }: FactView) => Promise.resolve({ position, recordedAt });
    const newest = await facts.withView(undefined, place);
    expect(newest).toEqual({ position: '4', recordedAt: five[3]!.recordedAt });
    for (const asOf of ['4', '5', '6']) expect(await facts.withView(asOf, place)).toEqual(newest);
  });

  it('leaves everything as it was when a type is unknown', async () => {
    const facts = await opened();
    await facts.apply(five.slice(0, 2));
    const unknown = { ...five[3]!, type: 'nl.jeugdhulptrajecten.of-the-future' };
    await expect(facts.apply([five[2]!, unknown])).rejects.toThrow('The event at position 4 cannot be read');
    expect(await facts.head()).toMatchObject({ position: '2' });
    expect(await facts.withView(undefined, ids)).toEqual(['T1', 'T2']);
  });

  it('rolls everything back when rows cannot be written, and can go on afterwards', async () => {
    const facts = await opened();
    const events = trajectory('T1', 'p', '2023-01-01');
    const broken = stored([events[0]!, event('care-started', 'T1', { effectiveOn: '2023-01-01' } as never)]);
    await expect(facts.apply(broken)).rejects.toThrow(/NOT NULL/);
    expect(await facts.head()).toBeNull();
    const left = await facts.withView(undefined, (view) => view.query('FROM "event"'));
    expect(left).toEqual([]);
    await facts.apply(stored(events));
    expect(await facts.withView(undefined, ids)).toEqual(['T1']);
  });

  it('moves a stream to the client that a correction names', async () => {
    const facts = await opened();
    const opening = intake('T1', 'p-wrong');
    const right = correction(opening, { client: { pseudonym: 'p-right' } });
    await facts.apply(stored([opening]));
    await facts.apply(stored([opening, right]));
    const person = (view: FactView) => view.query(`SELECT "person" FROM ${view.schema}."trajectory"`);
    expect(await facts.withView(undefined, person)).toEqual([{ person: 'p-right' }]);
    expect(await facts.withView('1', person)).toEqual([{ person: 'p-wrong' }]);
  });

  it('makes one person of linked clients, under the smallest pseudonym', async () => {
    const facts = await opened();
    const link = event('clients-linked', 'p-b', { effectiveOn: '2023-05-01', otherClient: 'p-B' });
    await facts.apply(stored([intake('T1', 'p-b'), intake('T2', 'p-B'), link]));
    const persons = (view: FactView) => view.query(`SELECT "person" FROM ${view.schema}."person" ORDER BY 1`);
    expect(await facts.withView(undefined, persons)).toEqual([{ person: 'p-B' }]);
    expect(await facts.withView('2', persons)).toEqual([{ person: 'p-B' }, { person: 'p-b' }]);
  });
});

describe('a facts file', () => {
  it('goes on where it was closed', async () => {
    const path = await temporaryFile();
    const first = await openFactStore(path);
    await first.apply(five.slice(0, 3));
    await first.close();
    const second = await opened(path);
    expect(second.replacedVersion).toBeNull();
    await second.apply(five);
    expect(await second.withView(undefined, ids)).toEqual(['T1', 'T2', 'T3', 'T4', 'T5']);
    expect(await second.withView('2', ids)).toEqual(['T1', 'T2']);
  });

  it('is begun anew when another version or other instruments built it', async () => {
    const path = await temporaryFile();
    const first = await openFactStore(path);
    await first.apply(five);
    await first.close();
    const instruments = [{ id: 'STEP', version: '1', scales: [{ code: 'FJ', items: [0] }] }];
    const second = await opened(path, { instruments });
    expect(second.replacedVersion).toMatch(/^\d+-[0-9a-f]{16}$/);
    expect(await second.head()).toBeNull();
    expect(await second.withView(undefined, ids)).toEqual([]);
  });

  it('is never made of a database that holds something else', async () => {
    const path = await temporaryFile();
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run('CREATE TABLE precious (n INTEGER)');
    connection.disconnectSync();
    instance.closeSync();
    await expect(openFactStore(path)).rejects.toThrow(FactsUnavailableError);
    const again = await DuckDBInstance.create(path);
    const reader = await again.connect();
    expect((await reader.runAndReadAll('FROM precious')).columnNames()).toEqual(['n']);
    reader.disconnectSync();
    again.closeSync();
  });

  it('says what to do when it cannot be opened', async () => {
    const path = await temporaryFile();
    await writeFile(path, 'this is no database, but long enough to be mistaken for one'.repeat(100));
    await expect(openFactStore(path)).rejects.toThrow(/delete it/);
  });
});

describe('the position at an instant', () => {
  it('is that of the last event recorded by then', async () => {
    const facts = await opened();
    await facts.apply(five);
    const third = Date.parse(five[2]!.recordedAt);
    expect(await facts.positionAt(new Date(third))).toBe('3');
    expect(await facts.positionAt(new Date(third - 1))).toBe('2');
    expect(await facts.positionAt('2025-01-01T01:00:03.999+01:00')).toBe('3');
    expect(await facts.positionAt('2024-12-31T00:00:00Z')).toBe('0');
    expect(await facts.positionAt('2099-01-01T00:00:00Z')).toBe('5');
  });

  it('needs an instant', async () => {
    const facts = await opened();
    await expect(facts.positionAt('yesterday')).rejects.toThrow(RangeError);
  });
});

describe('a view', () => {
  it('names the last event it has seen, at any position', async () => {
    const facts = await opened();
    const gaps = five.map((one, i) => ({ ...one, position: String((i + 1) * 10) }));
    const seen = async ({ position, recordedAt }: FactView) => ({ position, recordedAt });
    expect(await facts.withView(undefined, seen)).toEqual({ position: '0', recordedAt: null });
    await facts.apply(gaps);
    expect(await facts.withView('9', seen)).toEqual({ position: '0', recordedAt: null });
    expect(await facts.withView('29', seen)).toEqual({ position: '20', recordedAt: five[1]!.recordedAt });
    expect(await facts.withView('30', seen)).toEqual({ position: '30', recordedAt: five[2]!.recordedAt });
    expect(await facts.withView('999', seen)).toEqual({ position: '50', recordedAt: five[4]!.recordedAt });
    expect(await facts.withView('29', ids)).toEqual(['T1', 'T2']);
  });

  it('needs a position', async () => {
    const facts = await opened();
    await expect(facts.withView('now', ids)).rejects.toThrow(RangeError);
  });

  it('sees one state, whatever is applied meanwhile', async () => {
    const facts = await opened();
    await facts.apply(five.slice(0, 2));
    await facts.withView(undefined, async (view) => {
      await facts.apply(five.slice(2));
      expect(await ids(view)).toEqual(['T1', 'T2']);
      expect(view.position).toBe('2');
    });
    expect(await facts.withView(undefined, ids)).toHaveLength(5);
  });

  it('gives days as text, numbers as numbers, and takes parameters of each kind', async () => {
    const facts = await opened();
    const sql = `SELECT $1::DATE AS d, $2::DATE + $3 AS later, sum(amount) AS total, $4 AS yes, $5 AS half, 1.25::DECIMAL(9, 2) AS dec,
        'b' IN (SELECT unnest($6)) AS found, $7 AS large, NULL AS nothing, [1::BIGINT, 2] AS list
      FROM (VALUES (1::BIGINT), (2)) AS t(amount)`;
    const rows = await facts.withView(undefined, (view) =>
      view.query(sql, ['2024-02-28', '2024-02-28', 2, true, 0.5, ['a', 'b'], 5_000_000_000]),
    );
    expect(rows).toEqual([
      {
        d: '2024-02-28',
        later: '2024-03-01',
        total: 3,
        yes: true,
        half: 0.5,
        dec: 1.25,
        found: true,
        large: 5_000_000_000,
        nothing: null,
        list: [1, 2],
      },
    ]);
  });

  it('takes lists of numbers of any size, with nothing in between', async () => {
    const facts = await opened();
    const sum = (list: unknown[]) =>
      facts.withView(undefined, (view) => view.query('SELECT list_sum($1) AS sum', [list]));
    expect(await sum([null, 1, 2])).toEqual([{ sum: 3 }]);
    expect(await sum([1, 5_000_000_000])).toEqual([{ sum: 5_000_000_001 }]);
    expect(await sum([1, null, 0.5, 5_000_000_000])).toEqual([{ sum: 5_000_000_001.5 }]);
    await expect(sum([{}])).rejects.toThrow(TypeError);
  });

  it('is closed when its function ends, and gives its connection back after an error', async () => {
    const facts = await opened(':memory:', { readers: 1 });
    const kept = await facts.withView(undefined, async (view) => view);
    await expect(kept.query('SELECT 1')).rejects.toThrow(/inside withView/);
    await expect(facts.withView(undefined, (view) => view.query('SELECT nonsense'))).rejects.toThrow();
    expect(await facts.withView(undefined, (view) => view.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });

  it('shows the regions as they are set, earlier positions included', async () => {
    const facts = await opened();
    await facts.apply(five);
    const regions = (view: FactView) => view.query(`FROM ${view.schema}."region"`);
    expect(await facts.withView('2', regions)).toEqual([]);
    const row = { municipality: 'GM0344', fromOn: '2020-01-01', untilOn: null, region: 'R1' };
    await facts.setRegions([row]);
    expect(await facts.withView('2', regions)).toEqual([row]);
    expect(await facts.withView(undefined, regions)).toEqual([row]);
    await facts.setRegions([]);
    expect(await facts.withView(undefined, regions)).toEqual([]);
  });

  it('shows the numbers of inhabitants as configured now, also as of earlier positions', async () => {
    const facts = await opened();
    await facts.apply(five);
    const population = (view: FactView) => view.query(`FROM ${view.schema}."population"`);
    expect(await facts.withView('2', population)).toEqual([]);
    const row = { municipality: 'GM0344', on: '2024-01-01', ageBand: '0-3', sex: null, count: 1200 };
    await facts.setPopulation([row]);
    expect(await facts.withView('2', population)).toEqual([row]);
    expect(await facts.withView(undefined, population)).toEqual([row]);
    await facts.setPopulation([]);
    expect(await facts.withView(undefined, population)).toEqual([]);
  });
});

describe('snapshots of earlier positions', () => {
  /** Reads, and gives the databases of snapshots that are attached then, by what names them apart. */
  const attached = async (view: FactView) => {
    await ids(view);
    const names = await view.query(`SELECT "database_name" AS "name" FROM duckdb_databases()`);
    const numbers = names.map(({ name }) => /^snapshot_(\d+)_/.exec(name as string)?.[1]);
    return [...new Set(numbers.filter((number) => number !== undefined))].map(Number).sort();
  };

  it('are built once for all who ask at the same time, and kept', async () => {
    const facts = await opened();
    await facts.apply(five);
    const asked = await Promise.all([1, 2, 3].map(() => facts.withView('2', attached)));
    expect(asked).toEqual([[1], [1], [1]]);
    expect(await facts.withView('2', attached)).toEqual([1]);
  });

  it('make room for others when nobody uses them, least recently used first', async () => {
    const facts = await opened(':memory:', { snapshots: 2 });
    await facts.apply(five);
    await facts.withView('1', ids);
    await facts.withView('2', ids);
    expect(await facts.withView('1', attached)).toEqual([1, 2]);
    await facts.withView('3', ids);
    await facts.withView('1', ids);
    // One that is dropped goes before another is built; those that are there can be read before it has gone.
    expect(await facts.withView('2', attached)).toEqual([1, 3, 4]);
    await facts.withView('1', ids);
    expect(await facts.withView('4', attached)).toEqual([1, 4, 5]);
  });

  it('stay while they are used, whatever else is asked, applied or set', async () => {
    const facts = await opened(':memory:', { snapshots: 0, readers: 2 });
    await facts.apply(five.slice(0, 4));
    await facts.withView('2', async (view) => {
      for (const position of ['1', '3', '1']) await facts.withView(position, ids);
      await facts.apply(five);
      await facts.setRegions([]);
      expect(await ids(view)).toEqual(['T1', 'T2']);
    });
  });

  it('stay exact when many are read while events come in', async () => {
    const facts = await opened(':memory:', { snapshots: 1, readers: 3 });
    const many = stored(Array.from({ length: 40 }, (_, i) => intake(`T${i}`, `p${i % 7}`)));
    await facts.apply(many.slice(0, 10));
    const applying = (async () => {
      for (const one of many.slice(10)) await facts.apply([one]);
    })();
    const reading = Array.from({ length: 30 }, async (_, i) => {
      const asOf = i % 3 === 0 ? undefined : String((i % 9) + 1);
      return facts.withView(asOf, async (view) => ({
        count: (await ids(view)).length,
        position: Number(view.position),
      }));
    });
    for (const { count, position } of await Promise.all(reading)) expect(count).toBe(position);
    await applying;
    expect(await facts.withView(undefined, ids)).toHaveLength(40);
  });

  it('are read to the end before the store is closed', async () => {
    const facts = await openFactStore(':memory:');
    await facts.apply(five);
    const reading = facts.withView('3', ids);
    // Between the two steps of the view, which has found that it is of an earlier position.
    await facts.head();
    const closing = facts.close();
    expect(await reading).toEqual(['T1', 'T2', 'T3']);
    await closing;
    await expect(facts.withView('3', ids)).rejects.toThrow('closed');
  });

  it('are built anew for the next who asks after one could not be', async () => {
    const facts = await opened();
    // Position 3 cannot be folded: the start lacks what a record needs, and was corrected in the same batch. Of linked clients no earlier rows are kept.
    const [opening] = trajectory('T1', 'p', '2023-01-01');
    const start = event('care-started', 'T1', { effectiveOn: '2023-01-01' } as never);
    const whole = correction(start, { careForm: '02', crisis: false });
    await facts.apply(
      stored([opening!, event('clients-linked', 'p', { effectiveOn: '2023-01-01', otherClient: 'q' }), start, whole]),
    );
    await expect(facts.withView('3', ids)).rejects.toThrow(/NOT NULL/);
    await expect(facts.withView('3', ids)).rejects.toThrow(/NOT NULL/);
    expect(await facts.withView('1', ids)).toEqual(['T1']);
  });
});
