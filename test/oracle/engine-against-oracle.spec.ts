/**
 * The engine against an oracle that shares no code with it: plain loops over events, written from indicators.md.
 * Every indicator at random questions over random small histories with corrections, retractions, links, deaths and gaps,
 * each as of a random position. CARE_LEDGER_ORACLE_RUNS sets how many ledgers (default 20), CARE_LEDGER_ORACLE_SEED which ones: every run
 * compares the same, so that a change is judged by itself; another seed explores. CARE_LEDGER_ORACLE_KEEP names a folder
 * for what a difference shrinks to, in the form of test/golden/histories: explain it there and it is replayed for ever.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FactStore } from '#libs/facts';
import type { RecordedCareEvent } from '#libs/trajectory';
import type { Question } from './case.js';
import { engineRows, withFacts } from './engine.js';
import { asOracleEvents } from './history.js';
import { keepSmallest } from './keep.js';
import { ORACLE_IDS, oracleRows, takesMethod } from './oracle.js';
import { randomLedger } from './random-history.js';
import { randomQuestion, type Asked } from './random-question.js';

const RUNS = Number(process.env['CARE_LEDGER_ORACLE_RUNS'] ?? 20);
const SEED = Number(process.env['CARE_LEDGER_ORACLE_SEED'] ?? 20_240_229);
const KEEP = process.env['CARE_LEDGER_ORACLE_KEEP'];

/** A random question fitted to a ledger of so many events. */
const questionOf = (id: string, q: Asked, events: number): Question => ({
  from: q.from,
  to: q.from + q.days,
  observedUntil: q.from + q.days + q.observedFor,
  asOf: events - (q.unknown % events),
  method: takesMethod(id) ? q.method : 'complete',
  by: q.by,
  filters: q.filters,
  parameters: q,
});

describe('the engine against plain loops over events', () => {
  it('every indicator, any window, any position', async () => {
    const counted: Record<string, number> = {};
    const compare = async (facts: FactStore, events: readonly RecordedCareEvent[], id: string, question: Question) => {
      const told = oracleRows(id, asOracleEvents(events), question);
      for (const { values } of told) {
        if (values['denominator'] || values['n'] || values['records.active']) counted[id] = (counted[id] ?? 0) + 1;
      }
      const found = await engineRows(facts, id, question, told);
      if (KEEP !== undefined && JSON.stringify(found) !== JSON.stringify(told)) {
        throw new Error(`A difference at ${id}, kept in ${await keepSmallest(KEEP, events, id, question)}`);
      }
      expect({ id, rows: found }).toEqual({ id, rows: told });
    };
    await fc.assert(
      fc.asyncProperty(
        randomLedger,
        fc.array(randomQuestion, { minLength: 2, maxLength: 2 }),
        async (events, asked) => {
          fc.pre(events.length > 0);
          await withFacts(events, async (facts) => {
            for (const id of ORACLE_IDS) {
              for (const q of asked) await compare(facts, events, id, questionOf(id, q, events.length));
            }
          });
        },
      ),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    );
    // A comparison of empty figures would prove nothing.
    expect(ORACLE_IDS.filter((id) => (counted[id] ?? 0) < RUNS / 10)).toEqual([]);
    const figures = Object.values(counted).reduce((sum, n) => sum + n, 0);
    console.log(`oracle: ${RUNS} ledgers, ${figures} figures over something compared`);
  }, 3_600_000);
});
