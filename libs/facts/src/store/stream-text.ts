/** Streams as text: how the event table keeps them. */
import type { RecordedCareEvent, StreamKind } from '#libs/trajectory';
import type { StreamHistory } from '../fold/history.js';

/** A stream as text: parsed where it is folded, so that the events of one person at a time are in memory. */
export interface StreamText {
  readonly kind: StreamKind;
  readonly subject: string;
  /** JSON list of events, in any order. */
  readonly events: string;
}

/** The text of an event from which `parseStreamText` reads it back; its subject is that of its stream. */
export function eventText(event: RecordedCareEvent): string {
  // Member by member: of every event a text is made, and a copy without two members costs as much as its text.
  const { source, id, name, time, data, revision, position, recordedAt, schemaVersion } = event;
  return JSON.stringify({ source, id, name, time, data, revision, position, recordedAt, schemaVersion });
}

/** Reads the events of a stream, by revision. */
export function parseStreamText({ kind, subject, events: text }: StreamText): StreamHistory {
  const events = JSON.parse(text) as (RecordedCareEvent & { subject: string })[];
  for (const event of events) event.subject = subject;
  return { kind, subject, events: events.sort((a, b) => a.revision - b.revision) };
}
