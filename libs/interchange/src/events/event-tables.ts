/** Events as tables, beside the fact tables: as they were recorded, and as they stand. */
import { canonicalJson } from '#libs/codec';
import { optional, required, type FactTable } from '#libs/fact-schema';
import type { PersonHistory, StreamHistory } from '#libs/facts';
import { resolve } from '#libs/trajectory';
import { standingEventsOf } from './person-events.js';

/** What both tables say of an event. */
const COMMON = {
  position: required('VARCHAR', 'Place in the ledger: when it was learnt, in order; opaque'),
  recordedAt: required('VARCHAR', 'When the ledger learnt it: UTC instant, RFC 3339'),
  kind: required('VARCHAR', 'Kind of its stream: trajectory, measure, probation or client'),
  subject: required('VARCHAR', 'Id within the kind; of a client the pseudonym'),
  source: required('VARCHAR', 'Sending system'),
  id: required('VARCHAR', 'Id within the source'),
  name: required('VARCHAR', 'Event type without its prefix nl.jeugdhulptrajecten.'),
  effectiveOn: required('DATE', 'When it was true for the child (Europe/Amsterdam)'),
  time: optional('VARCHAR', 'When the sending system logged it, where it said so'),
};

/** The event tables by name. */
export const EVENT_TABLES = {
  event: {
    about: 'Every event as it was recorded, corrections and retractions among them, with what became of it',
    columns: {
      person: optional('VARCHAR', 'Pseudonym of the person; null where the opening event of the stream is retracted'),
      ...COMMON,
      revision: required('INTEGER', 'Place in its stream, from 0'),
      schemaVersion: required('INTEGER', 'Version of the event type in which data is given'),
      status: required('VARCHAR', 'standing, corrected or retracted'),
      changedBySource: optional('VARCHAR', 'Source of the correction that holds, or of the retraction'),
      changedById: optional('VARCHAR', 'Its id'),
      data: required('VARCHAR', 'What was sent, as JSON (RFC 8785), a BSN replaced by the pseudonym'),
    },
  },
  standingEvent: {
    about: 'The events that stand, corrections and retractions applied: what the facts are made from',
    columns: {
      person: required('VARCHAR', 'Pseudonym of the person: of linked pseudonyms the smallest by code point'),
      rankInPerson: required(
        'INTEGER',
        'Place among the events of its person in the order of contract section 1, from 0',
      ),
      ...COMMON,
      corrected: required('BOOLEAN', 'A correction holds'),
      data: required('VARCHAR', 'The data that holds, as JSON (RFC 8785)'),
    },
  },
} as const satisfies Record<string, FactTable>;

export type EventTableName = keyof typeof EVENT_TABLES;

/** Rows of `event` for streams of one person, or (null) of nobody. */
export function eventRows(person: string | null, streams: readonly StreamHistory[]): object[] {
  return streams.flatMap(({ kind, events }) =>
    resolve(events).entries.map(({ event, status, by }) => ({
      person,
      ...common(kind, event),
      revision: event.revision,
      schemaVersion: event.schemaVersion,
      status,
      changedBySource: by?.source ?? null,
      changedById: by?.id ?? null,
      data: canonicalJson(event.data),
    })),
  );
}

/** Rows of `standingEvent` for one person. */
export function standingEventRows(history: PersonHistory): object[] {
  return standingEventsOf(history).map(({ kind, event, corrected }, rankInPerson) => ({
    person: history.person,
    rankInPerson,
    ...common(kind, event),
    corrected,
    data: canonicalJson(event.data),
  }));
}

function common(kind: string, event: StreamHistory['events'][number]): Record<keyof typeof COMMON, string | null> {
  const { position, recordedAt, subject, source, id, name, time, data } = event;
  return { position, recordedAt, kind, subject, source, id, name, effectiveOn: data.effectiveOn, time: time ?? null };
}
