/** Event-level facts: a row per standing event, with its data as columns. */
import {
  EVENT_DATA_COLUMNS,
  streamKindOf,
  type EventFactRow,
  type EventFacts,
  type StandingEventName,
} from '#libs/fact-schema';
import {
  compareText,
  dayInAmsterdam,
  type AssessmentScores,
  type EventDataByName,
  type StreamKind,
} from '#libs/trajectory';
import type { RecordContext } from './record-context.js';

type Cells = Readonly<Record<string, string | number | boolean | null>>;
type Row = Record<string, string | number | boolean | null>;

/** Data that does not stand in columns as it is. */
const SHAPED: { readonly [N in StandingEventName]?: (data: EventDataByName[N]) => Cells } = {
  'step-assessed': ({ instrument, scores }) => ({
    instrument: instrument.id,
    version: instrument.version,
    scores: entriesOf(scores),
  }),
  'plan-established': ({ goals }) => ({
    goals: JSON.stringify(goals.map(({ goal }) => goal)),
    goalScales: setOf(goals.map(({ scale }) => scale)),
    goalDomains: setOf(goals.flatMap(({ domain }) => domain ?? [])),
  }),
  'perspective-plan-made': ({ domains }) => ({ domains: setOf(domains) }),
  'exit-questionnaire-completed': ({ instrument, items }) => ({
    instrument: instrument?.id ?? null,
    version: instrument?.version ?? null,
    items: items ? entriesOf(items) : null,
  }),
};

/** Every standing event of a person, by type and in the order of the ledger; without the types of which there is none. */
export function eventRows({ history, recordOf }: RecordContext): Partial<EventFacts> {
  const facts: { [N in StandingEventName]?: EventFactRow[] } = {};
  for (const { event } of history.all) {
    // What stands is no correction or retraction.
    const name = event.name as StandingEventName;
    const rows = (facts[name] ??= []);
    const row = streamCells(streamKindOf(name), history.person, event.subject, recordOf);
    row['on'] = event.data.effectiveOn;
    row['rank'] = rows.length;
    row['recordedOn'] = recordedOn(event.recordedAt);
    row['source'] = event.source;
    row['id'] = event.id;
    addData(row, name, event.data as unknown as Cells);
    rows.push(row);
  }
  return facts;
}

function streamCells(kind: StreamKind, person: string, subject: string, recordOf: RecordContext['recordOf']): Row {
  if (kind === 'client') return { person };
  if (kind === 'trajectory') return { person, trajectory: subject, record: recordOf(subject) };
  return { person, [kind]: subject };
}

/** Column by column: every event of every person is folded, so this is a loop and no spread. */
function addData(row: Row, name: StandingEventName, data: Cells): void {
  const shaped = (SHAPED[name] as ((data: Cells) => Cells) | undefined)?.(data) ?? data;
  for (const column of EVENT_DATA_COLUMNS[name]) row[column] = shaped[column] ?? data[column] ?? null;
}

/** Days in Amsterdam by hour, throughout which the day is the same: telling it anew for every event would cost more than the rest of its row. */
const DAYS = new Map<string, string>();

/** More than two decades. */
const MOST_HOURS = 200_000;

function recordedOn(instant: string): string {
  const hour = instant.slice(0, 13);
  let day = DAYS.get(hour);
  if (day !== undefined) return day;
  day = dayInAmsterdam(instant);
  if (DAYS.size >= MOST_HOURS) DAYS.clear();
  DAYS.set(hour, day);
  return day;
}

/** Each once, by code point. */
const setOf = (values: readonly string[]): string => JSON.stringify([...new Set(values)].sort(compareText));

/** Numbers by code; those of a list by their place, from 1, without what was not answered. */
function entriesOf(scores: AssessmentScores): string {
  const entries: [string, number | null][] = Array.isArray(scores)
    ? (scores as readonly (number | null)[]).map((score, i) => [String(i + 1), score])
    : Object.entries(scores);
  const answered = entries.filter(([, score]) => score !== null).sort(([a], [b]) => compareText(a, b));
  return JSON.stringify(Object.fromEntries(answered));
}
