/**
 * A store of facts against the whole history folded at once. Every run draws other histories; CARE_LEDGER_EXACTNESS_RUNS asks for more of them
 * (default 1; 20 take minutes).
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stored } from '../../testing/events.js';
import { arrivals, ofClientsAlone } from '../../testing/random-history.js';
import { readContent, worldOf } from '../../testing/whole-world.js';
import { instrumentRegistry } from '../fold/instruments.js';
import { openFactStore, type FactStore } from './fact-store.js';
import type { FactView } from './view.js';

const INSTRUMENTS = [{ id: 'STEP', version: '1', scales: [{ code: 'FJ', items: [0, 1, 2, 3, 4] }] }];
const registry = instrumentRegistry(INSTRUMENTS);
const RUNS = Number(process.env['CARE_LEDGER_EXACTNESS_RUNS'] ?? 1);
const LIMIT_MS = 300_000 * RUNS;
const batches = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 });

async function withStore(fn: (facts: FactStore) => Promise<void>): Promise<void> {
  const facts = await openFactStore(':memory:', { instruments: INSTRUMENTS, readers: 2, duckdb: { threads: '1' } });
  try {
    await fn(facts);
  } finally {
    await facts.close();
  }
}

/** Databases with folded rows of facts. */
async function foldedIn(view: FactView): Promise<unknown[]> {
  const rows = await view.query(
    `SELECT "database_name" AS "name" FROM duckdb_databases() WHERE regexp_matches("database_name", '^snapshot_\\d+_(care|facts.*)$')`,
  );
  return rows.map(({ name }) => name);
}

describe('facts of a random history with corrections, links and moves of client', () => {
  it(
    'are at the head those of the whole history folded at once, for any size of batches',
    async () => {
      await fc.assert(
        fc.asyncProperty(arrivals(60), batches, (events, sizes) =>
          withStore(async (facts) => {
            const all = stored(events);
            for (let from = 0, i = 0; from < all.length; i++) {
              const until = from + sizes[i % sizes.length]!;
              await facts.apply(all.slice(from, until));
              from = until;
              const content = await facts.withView(undefined, readContent);
              expect(content).toEqual(worldOf(all.slice(0, until), registry));
            }
          }),
        ),
        { numRuns: 3 * RUNS },
      );
    },
    LIMIT_MS,
  );

  it(
    'are at every earlier position those of a store that was fed no further',
    async () => {
      await fc.assert(
        fc.asyncProperty(arrivals(50), batches, (events, sizes) =>
          withStore(async (facts) => {
            const all = stored(events);
            for (let from = 0, i = 0; from < all.length; from += sizes[i++ % sizes.length]!) {
              await facts.apply(all.slice(from, from + sizes[i % sizes.length]!));
            }
            for (let position = 0; position <= all.length; position++) {
              const content = await facts.withView(String(position), readContent);
              expect(content).toEqual(worldOf(all.slice(0, position), registry));
            }
          }),
        ),
        { numRuns: RUNS },
      );
    },
    LIMIT_MS,
  );

  it(
    'are at every earlier position those of the prefix without a fold, where nobody is linked or shares a stream',
    async () => {
      await fc.assert(
        fc.asyncProperty(arrivals(70).map(ofClientsAlone), batches, async (events, sizes) =>
          withStore(async (facts) => {
            const all = stored(events);
            for (let from = 0, i = 0; from < all.length; from += sizes[i++ % sizes.length]!) {
              await facts.apply(all.slice(from, from + sizes[i % sizes.length]!));
            }
            for (let position = 0; position <= all.length; position++) {
              await facts.withView(String(position), async (view) => {
                expect(await readContent(view)).toEqual(worldOf(all.slice(0, position), registry));
                expect(await foldedIn(view)).toEqual([]);
              });
            }
          }),
        ),
        { numRuns: 2 * RUNS },
      );
    },
    LIMIT_MS,
  );

  it(
    'are at an earlier position the same whatever comes after, also for who was reading it meanwhile',
    async () => {
      await fc.assert(
        fc.asyncProperty(arrivals(40), fc.integer({ min: 1, max: 20 }), batches, (events, position, sizes) =>
          withStore(async (facts) => {
            const all = stored(events);
            const expected = worldOf(all.slice(0, position), registry);
            await facts.apply(all.slice(0, position + 1));
            for (let from = position + 1, i = 0; from < all.length; i++) {
              const until = from + sizes[i % sizes.length]!;
              await facts.withView(String(position), async (view) => {
                const read = () =>
                  Promise.all(
                    ['record', 'plan'].map((name) => view.query(`FROM ${view.schema}."${name}" ORDER BY ALL`)),
                  );
                const before = await read();
                await facts.apply(all.slice(from, until));
                expect(await read()).toEqual(before);
                expect(await readContent(view)).toEqual(expected);
              });
              expect(await facts.withView(String(position), readContent)).toEqual(expected);
              from = until;
            }
          }),
        ),
        { numRuns: 3 * RUNS },
      );
    },
    LIMIT_MS,
  );
});
