/** The engine asked what the oracle is asked. */
import { plainCodec } from '#libs/codec';
import type { StoredEvent } from '#libs/event-store';
import { openFactStore, type FactStore } from '#libs/facts';
import { answer, BUILT_IN, type SettledQuestion } from '#libs/indicators';
import { EVENT_TYPES, type RecordedCareEvent, type StreamKind } from '#libs/trajectory';
import { text } from './calendar.js';
import type { Question } from './case.js';
import { INSTRUMENTS } from './instruments.js';
import { comparable } from './oracle.js';
import { REGIONS } from './regions.js';
import type { OracleRow } from './rows.js';

const codec = plainCodec();

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
    ...codec.encode(event, ''),
    stream: codec.streamFor(kindOf(event), event.subject),
    revision: event.revision,
    position: event.position,
    recordedAt: event.recordedAt,
  }));
}

/** Runs a function with the facts of some events. */
export async function withFacts<T>(
  events: readonly RecordedCareEvent[],
  fn: (facts: FactStore) => Promise<T>,
): Promise<T> {
  const facts = await openFactStore(':memory:', { instruments: INSTRUMENTS, readers: 1, duckdb: { threads: '1' } });
  try {
    await facts.setRegions(REGIONS);
    await facts.apply(stored(events));
    return await fn(facts);
  } finally {
    await facts.close();
  }
}

/** The default value of every parameter of an indicator. */
export function defaultsOf(id: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(definitionOf(id).parameters).map(([name, one]) => [name, one.default]));
}

const definitionOf = (id: string) => {
  const definition = BUILT_IN.find((candidate) => candidate.id === id);
  if (definition === undefined) throw new Error(`There is no indicator ${id}.`);
  return definition;
};

/** The engine's rows, with the values that the oracle's rows have. */
export async function engineRows(
  facts: FactStore,
  id: string,
  question: Question,
  checked: readonly OracleRow[],
): Promise<OracleRow[]> {
  const definition = definitionOf(id);
  const settled = {
    window: { from: text(question.from), to: text(question.to) },
    parameters: Object.fromEntries(Object.keys(definition.parameters).map((name) => [name, question.parameters[name]])),
    method: definition.figure.shape === 'time-to-event' ? question.method : null,
    by: question.by,
    filters: question.filters,
    observedUntil: text(question.observedUntil),
    asOf: null,
    interval: null,
  } as unknown as SettledQuestion;
  const rows: any[] = await facts.withView(String(question.asOf), (view) => answer(view, definition, settled));
  // Whatever rows there are: those of the oracle have the same paths in all of them.
  const paths = Object.keys(checked[0]?.values ?? {});
  const found = comparable(
    rows.map((row) => ({
      group: row.group,
      values: Object.fromEntries(paths.map((path) => [path, valueAt(row, path)])),
    })),
  );
  return found.map(({ group, values }, i) => ({ group, values: unrounded(values, checked[i]?.values ?? {}) }));
}

/** Values with the oracle's in place of those that only rounding tells apart: two nearly equal numbers can lie on either side of a last digit. */
function unrounded(values: OracleRow['values'], told: OracleRow['values']): OracleRow['values'] {
  const near = (a: unknown, b: unknown): boolean =>
    typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= Math.max(1.1e-9, 1.1e-10 * Math.abs(b));
  return Object.fromEntries(
    Object.entries(values).map(([path, value]) => [path, near(value, told[path]) ? told[path] : value]),
  );
}

/** The value of a row at a path of names with points; lists as text. */
function valueAt(row: any, path: string): unknown {
  if (path.endsWith('excluded#')) {
    const excluded = valueAt(row, path.slice(0, -1)) as Record<string, number>;
    return Object.values(excluded).reduce((sum, n) => sum + n, 0);
  }
  if (path === 'steps') {
    const steps = row.transitions.map(({ from, to, count }: any) => `${from}>${to ?? '-'} ${count}`);
    return steps.sort().join(' ');
  }
  const value = path.split('.').reduce((at, name) => at?.[name], row);
  return Array.isArray(value) ? value.join(' ') : value;
}
