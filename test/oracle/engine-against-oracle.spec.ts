/**
 * The engine against an oracle that shares no code with it: plain loops over events, written from indicators.md.
 * Every indicator at random questions over random small histories with corrections, retractions, links, deaths and gaps,
 * each as of a random position. CARE_LEDGER_ORACLE_RUNS sets how many ledgers (default 20).
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encode, streamName } from '#libs/codec';
import type { StoredEvent } from '#libs/event-store';
import { openFactStore, type FactStore } from '#libs/facts';
import { answer, BUILT_IN, type IndicatorDefinition, type SettledQuestion } from '#libs/indicators';
import { EVENT_TYPES, type RecordedCareEvent, type StreamKind } from '#libs/trajectory';
import { text } from './calendar.js';
import { figure, INDICATORS, type OracleRow, type Question } from './figures.js';
import type { OracleEvent } from './history.js';
import { randomLedger, randomQuestion, type Asked } from './random-history.js';

const RUNS = Number(process.env['CARE_LEDGER_ORACLE_RUNS'] ?? 20);

/** The events as the store would hand them on. */
function stored(events: readonly RecordedCareEvent[]): StoredEvent[] {
  const kinds = new Map(events.map((event) => [`${event.source} ${event.id}`, EVENT_TYPES[event.name].kind]));
  const kindOf = (event: RecordedCareEvent): StreamKind => {
    const ref =
      event.name === 'event-corrected'
        ? event.data.corrects
        : event.name === 'event-retracted'
          ? event.data.retracts
          : null;
    if (ref === null) return kinds.get(`${event.source} ${event.id}`) as StreamKind;
    return kindOf(events.find((other) => other.source === ref.source && other.id === ref.id)!);
  };
  return events.map((event) => ({
    ...encode(event),
    stream: streamName(kindOf(event), event.subject),
    revision: event.revision,
    position: event.position,
    recordedAt: event.recordedAt,
  }));
}

const asOracleEvent = (event: RecordedCareEvent): OracleEvent => ({ ...event, position: Number(event.position) });

/** What the oracle says of a row, in the engine's words. */
function comparable(row: OracleRow, definition: IndicatorDefinition): Record<string, unknown> {
  const { classes, excluded, interval, ...rest } = row;
  return {
    ...rest,
    excluded,
    ...(interval === undefined ? {} : { interval: interval === null ? null : interval.map((bound) => rounded(bound)) }),
    ...(classes ? { classes } : {}),
    value: rounded(row.value),
    id: definition.id,
  };
}

const rounded = (value: number | null) => (value === null ? null : Number(value.toFixed(9)));
const byGroup = (a: { group: object }, b: { group: object }) =>
  JSON.stringify(a.group) < JSON.stringify(b.group) ? -1 : 1;
const sortedGroup = (group: object) => Object.fromEntries(Object.entries(group).sort());

async function engineRows(
  facts: FactStore,
  definition: IndicatorDefinition,
  question: Question,
  checked: readonly OracleRow[],
): Promise<unknown[]> {
  const settled = {
    window: { from: text(question.from), to: text(question.to) },
    parameters: Object.fromEntries(Object.keys(definition.parameters).map((name) => [name, question.parameters[name]])),
    method: definition.figure.shape === 'time-to-event' ? question.method : null,
    by: question.by,
    filters: {},
    observedUntil: text(question.observedUntil),
    asOf: null,
    interval: null,
  } as unknown as SettledQuestion;
  const rows = (await facts.withView(String(question.asOf), (view) => answer(view, definition, settled))) as any[];
  return rows
    .map((row) => ({ ...row, group: sortedGroup(row.group) }))
    .sort(byGroup)
    .map((row, i) => {
      const expected = checked[i] ?? {};
      return {
        group: row.group,
        ...('numerator' in expected ? { numerator: row.numerator } : {}),
        denominator: row.denominator,
        value: rounded(row.value),
        ...('interval' in expected && (expected as OracleRow).interval !== undefined
          ? { interval: row.interval === null ? null : [rounded(row.interval.lower), rounded(row.interval.upper)] }
          : {}),
        immature: row.immature,
        lost: row.lost,
        missing: row.missing,
        excluded: Object.values(row.excluded as Record<string, number>).reduce((sum, n) => sum + n, 0),
        ...('classes' in expected
          ? {
              classes: Object.fromEntries(
                Object.entries(row.classes as Record<string, any>).map(([name, c]) => [name, c.numerator]),
              ),
            }
          : {}),
        id: definition.id,
      };
    });
}

describe('the engine against plain loops over events', () => {
  it('every indicator, any window, any position', async () => {
    let counted = 0;
    const ask = async (facts: FactStore, events: readonly OracleEvent[], id: string, q: Asked) => {
      const definition = BUILT_IN.find((candidate) => candidate.id === id)!;
      const question: Question = {
        from: q.from,
        to: q.from + q.days,
        observedUntil: q.from + q.days + q.observedFor,
        asOf: 1 + (q.asOf % events.length),
        method: INDICATORS[id]!.shape === 'time' ? q.method : 'complete',
        by: q.by,
        parameters: q,
      };
      const expected = figure(id, events, question)
        .map((row) => ({ ...row, group: sortedGroup(row.group) }))
        .sort(byGroup);
      counted += expected.filter((row) => row.value !== null && row.value !== 0).length;
      const actual = await engineRows(facts, definition, question, expected);
      expect(actual).toEqual(expected.map((row) => comparable(row, definition)));
    };
    await fc.assert(
      fc.asyncProperty(
        randomLedger,
        fc.array(randomQuestion, { minLength: 2, maxLength: 2 }),
        async (events, asked) => {
          fc.pre(events.length > 0);
          const facts = await openFactStore(':memory:', { readers: 1, duckdb: { threads: '1' } });
          try {
            await facts.apply(stored(events));
            for (const id of Object.keys(INDICATORS)) {
              for (const q of asked) await ask(facts, events.map(asOracleEvent), id, q);
            }
          } finally {
            await facts.close();
          }
        },
      ),
      { numRuns: RUNS, endOnFailure: process.env['CARE_LEDGER_ORACLE_SHRINK'] === undefined },
    );
    // A comparison of empty figures would prove nothing.
    expect(counted).toBeGreaterThan(RUNS * 5);
    console.log(`oracle: ${RUNS} ledgers, ${counted} figures other than 0 compared`);
  }, 600_000);
});
