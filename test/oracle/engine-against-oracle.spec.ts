/**
 * The engine against an oracle that shares no code with it: plain loops over events, written from indicators.md.
 * Every indicator at random questions over random small histories with corrections, retractions, links, deaths and gaps,
 * each as of a random position. CARE_LEDGER_ORACLE_RUNS sets how many ledgers (default 20), CARE_LEDGER_ORACLE_SEED which ones: every run
 * compares the same, so that a change is judged by itself; another seed explores.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encode, streamName } from '#libs/codec';
import type { StoredEvent } from '#libs/event-store';
import { openFactStore, type FactStore } from '#libs/facts';
import { answer, BUILT_IN, type IndicatorDefinition, type SettledQuestion } from '#libs/indicators';
import { EVENT_TYPES, type RecordedCareEvent, type StreamKind } from '#libs/trajectory';
import { text } from './calendar.js';
import { CARE_INDICATORS } from './care-figures.js';
import type { Question } from './case.js';
import { INDICATORS } from './figures.js';
import type { OracleEvent } from './history.js';
import { randomLedger } from './random-history.js';
import { randomQuestion, type Asked } from './random-question.js';
import { figure, type OracleRow } from './rows.js';
import { WAITING_INDICATORS } from './waiting-figures.js';

const RUNS = Number(process.env['CARE_LEDGER_ORACLE_RUNS'] ?? 20);
const SEED = Number(process.env['CARE_LEDGER_ORACLE_SEED'] ?? 20_240_229);

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

const ALL = { ...INDICATORS, ...CARE_INDICATORS, ...WAITING_INDICATORS };

/** Numbers at nine decimals and eleven digits: what differs below that is the order of adding up. */
const rounded = (value: unknown): unknown =>
  typeof value === 'number' ? Number(Number(value.toFixed(9)).toPrecision(11)) || 0 : (value ?? null);
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
    .map((row, i) => ({
      id: definition.id,
      group: row.group,
      values: Object.fromEntries(
        Object.keys(checked[i]?.values ?? {}).map((path) => [path, rounded(valueAt(row, path))]),
      ),
    }));
}

/** The value of a row at a path of names with points; lists as text. */
function valueAt(row: any, path: string): unknown {
  if (path.endsWith('excluded#')) {
    const excluded = valueAt(row, path.slice(0, -1)) as Record<string, number>;
    return Object.values(excluded).reduce((sum, n) => sum + n, 0);
  }
  const value = path.split('.').reduce((at, name) => at?.[name], row);
  return Array.isArray(value) ? value.join(' ') : value;
}

describe('the engine against plain loops over events', () => {
  it('every indicator, any window, any position', async () => {
    const counted: Record<string, number> = {};
    const ask = async (facts: FactStore, events: readonly OracleEvent[], id: string, q: Asked) => {
      const definition = BUILT_IN.find((candidate) => candidate.id === id)!;
      const question: Question = {
        from: q.from,
        to: q.from + q.days,
        observedUntil: q.from + q.days + q.observedFor,
        asOf: 1 + (q.asOf % events.length),
        method: ALL[id]!.shape === 'time' ? q.method : 'complete',
        by: q.by,
        parameters: q,
      };
      const expected = figure(ALL[id]!, events, question)
        .map((row) => ({ ...row, group: sortedGroup(row.group) }))
        .sort(byGroup);
      for (const { values } of expected) {
        if (values.denominator || values.n) counted[id] = (counted[id] ?? 0) + 1;
      }
      const actual = await engineRows(facts, definition, question, expected);
      const told = expected.map(({ group, values }) => ({
        id,
        group,
        values: Object.fromEntries(Object.entries(values).map(([path, value]) => [path, rounded(value)])),
      }));
      expect(actual).toEqual(told);
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
            for (const id of Object.keys(ALL)) {
              for (const q of asked) await ask(facts, events.map(asOracleEvent), id, q);
            }
          } finally {
            await facts.close();
          }
        },
      ),
      { seed: SEED, numRuns: RUNS, endOnFailure: process.env['CARE_LEDGER_ORACLE_SHRINK'] === undefined },
    );
    // A comparison of empty figures would prove nothing.
    expect(Object.keys(ALL).filter((id) => (counted[id] ?? 0) < RUNS / 10)).toEqual([]);
    const figures = Object.values(counted).reduce((sum, n) => sum + n, 0);
    console.log(`oracle: ${RUNS} ledgers, ${figures} figures over something compared`);
  }, 600_000);
});
