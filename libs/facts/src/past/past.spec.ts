import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterEach, describe, expect, it } from '@jest/globals';
import { addDays } from '#libs/trajectory';
import { correction, event, history, retraction, stored, trajectory, type OnStream } from '../../testing/events.js';
import { openFactStore, type FactStore } from '../store/fact-store.js';
import type { FactView } from '../store/view.js';
import { pastRows } from './past-rows.js';
import { PastState } from './past-state.js';

const whole = trajectory('T1', 'p', '2023-01-01', '2023-06-30');
const assessed = event('step-assessed', 'T1', {
  effectiveOn: '2023-02-01',
  moment: 'start',
  instrument: { id: 'STEP', version: '1' },
  scores: { FJ: 3 },
});
const moved = event('client-moved', 'p', { effectiveOn: '2023-03-01', municipality: 'GM0363' });

const moves = (length: number) =>
  Array.from({ length }, (_, i) =>
    event('client-moved', 'p', { effectiveOn: addDays('2023-03-01', i), municipality: i % 2 ? 'GM0363' : 'GM0344' }),
  );

describe('the past of rows', () => {
  const pastOf = (events: readonly OnStream[], after?: bigint) =>
    pastRows(['p'], history('p', events).streams, after)!.map(({ table, until, rows }) => [
      `${until} ${table}`,
      rows.length,
    ]);

  it('is what they were before each event that changed them, beginning with none', () => {
    const past = pastOf([...whole, moved]);
    expect(past).toEqual([
      ['1 person', 0],
      ['1 residence', 0],
      ['1 trajectory', 0],
      ['2 trajectory', 1],
      ['2 record', 0],
      ['2 careEpisode', 0],
      ['3 trajectory', 1],
      ['3 record', 1],
      ['3 careEpisode', 1],
      ['4 residence', 1],
      ['4 careEpisode', 1],
    ]);
    expect(pastOf([...whole, moved], 3n)).toEqual(past.slice(-2));
  });

  it('has nothing of events that care says nothing of', () => {
    expect(pastOf([...whole, assessed])).toEqual(pastOf(whole));
  });

  it('is left out where so many events would have to be folded that it takes long', () => {
    const { streams } = history('p', [...whole, ...moves(500)]);
    expect(pastRows(['p'], streams)).toBeNull();
    expect(pastRows(['p'], streams, 500n)).toHaveLength(3);
  });
});

describe('a state before the newest', () => {
  let facts: FactStore;
  afterEach(() => facts.close());

  /** Ids of the episodes of care, and which databases were made to tell them. */
  const episodes = (position: string) =>
    facts.withView(position, async (view: FactView) => {
      const rows = await view.query(`SELECT "endOn" FROM ${view.schema}."careEpisode"`);
      const databases = await view.query(
        `SELECT "database_name" AS "name" FROM duckdb_databases() WHERE "database_name" LIKE 'snapshot%' ORDER BY 1`,
      );
      return [rows.map(({ endOn }) => endOn), databases.map(({ name }) => name)];
    });

  it('is read from what was kept', async () => {
    facts = await openFactStore(':memory:');
    const events = stored([...whole, moved, assessed]);
    await facts.apply(events.slice(0, 1));
    await facts.apply(events.slice(1));
    expect(await episodes('2')).toEqual([[null], ['snapshot_1_careEpisode']]);
    expect(await episodes('1')).toEqual([[], ['snapshot_1_careEpisode', 'snapshot_2_careEpisode']]);
  });

  it('is told of what stands beside care by when events stood', async () => {
    facts = await openFactStore(':memory:');
    const corrected = correction(assessed, { scores: { FJ: 5 } });
    await facts.apply(stored([...whole, assessed, moved, corrected]));
    const scores = (position: string) =>
      facts.withView(position, async (view) => {
        const rows = await view.query(`SELECT "score", "rankInPerson" FROM ${view.schema}."assessment"`);
        const folded = await view.query(
          `SELECT 1 FROM duckdb_databases() WHERE "database_name" LIKE 'snapshot%facts%'`,
        );
        return [...rows, ...folded];
      });
    expect(await scores('5')).toEqual([{ score: 3, rankInPerson: 2 }]);
    expect(await scores('3')).toEqual([]);
    expect(await scores('6')).toEqual([{ score: 5, rankInPerson: 2 }]);
  });

  it.each(['cost', 'goal'])('lacks what was gone then and came again in the same batch (%s)', async (table) => {
    facts = await openFactStore(':memory:');
    const declare = (id: string) =>
      event(
        'cost-declared',
        'T1',
        {
          effectiveOn: '2023-02-01',
          amountCents: 100,
          periodFrom: '2023-01-01',
          periodTo: '2023-01-31',
        },
        { id },
      );
    const establish = (id: string) =>
      event(
        'plan-established',
        'T1',
        { effectiveOn: '2023-02-01', form: 'written', goals: [{ goal: 'g', scale: 'DR4' }] },
        { id },
      );
    const record = table === 'cost' ? declare : establish;
    const first = record('a');
    const retracted = retraction(first);
    const events = stored([...whole.slice(0, 2), first, retracted, record('b')]);
    await facts.apply(events.slice(0, 3));
    await facts.apply(events.slice(3));
    const known = (position: string) =>
      facts.withView(position, async (view) => (await view.query(`FROM ${view.schema}."${table}"`)).length);
    expect(await Promise.all(['2', '3', '4', '5'].map(known))).toEqual([0, 1, 0, 1]);
  });

  it('is that of one moment for who reads several tables while a client turns out to be the wrong one', async () => {
    facts = await openFactStore(':memory:');
    const plan = event('plan-established', 'T1', { effectiveOn: '2023-02-01', form: 'written', goals: [] });
    const wrong = correction(whole[0]!, { client: { pseudonym: 'other' } });
    const events = stored([...whole, assessed, plan, wrong]);
    await facts.apply(events.slice(0, -1));
    await facts.withView('3', async (view) => {
      const rowsOf = (table: string) => view.query(`FROM ${view.schema}."${table}"`);
      expect(await rowsOf('plan')).toEqual([]);
      await facts.apply(events.slice(-1));
      expect(await rowsOf('assessment')).toEqual([]);
    });
  });

  it('is folded for whoever was ever linked to another', async () => {
    facts = await openFactStore(':memory:');
    const linked = event('clients-linked', 'p', { effectiveOn: '2023-01-01', otherClient: 'q' });
    await facts.apply(stored([...whole, linked]));
    expect(await episodes('2')).toEqual([[null], ['snapshot_1_care', 'snapshot_1_careEpisode']]);
  });

  it('is folded for whoever has so many events in one batch that all requests would wait for it, and a fill would not', async () => {
    const events = [...whole, ...moves(150)];
    expect(pastRows(['p'], history('p', events).streams)).not.toBeNull();
    facts = await openFactStore(':memory:');
    await facts.apply(stored(events));
    expect(await episodes('2')).toEqual([[null], ['snapshot_1_care', 'snapshot_1_careEpisode']]);
    await facts.close();
    facts = await openFactStore(':memory:');
    await facts.apply(stored(events).slice(0, 75));
    await facts.apply(stored(events).slice(75));
    expect(await episodes('2')).toEqual([[null], ['snapshot_1_careEpisode']]);
  });
});

describe('the database of a past state', () => {
  it('can be attached anew after that failed', async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    let failing = true;
    const run = async (sql: string) => {
      const result = await connection.run(sql);
      if (!sql.startsWith('ATTACH') || !failing) return result;
      failing = false;
      throw new Error('no memory left');
    };
    const attach = () => PastState.attach({ run } as unknown as DuckDBConnection, 1n, 'past', 'careEpisode');
    await expect(attach()).rejects.toThrow('no memory left');
    expect((await attach()).catalog).toBe('past');
    connection.closeSync();
  });
});
