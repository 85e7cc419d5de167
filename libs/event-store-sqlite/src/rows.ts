import type { StoredEvent } from '#libs/event-store';

/** The columns of a stored event, in the order of `Row`. */
export const COLUMNS = 'position, id, stream, revision, type, recorded_at, data, metadata';

/** A row of `events` as the driver gives it with `returnArrays`. */
export type Row = readonly [
  position: number,
  id: string,
  stream: string,
  revision: number,
  type: string,
  recordedAt: number,
  data: Uint8Array,
  metadata: Uint8Array,
];

/** The last instant written as text: events of one commit share theirs. */
let latest = { ms: 0, text: '1970-01-01T00:00:00.000Z' };

/** An instant in ms as RFC 3339 text in UTC. */
export function toInstant(ms: number): string {
  if (ms !== latest.ms) latest = { ms, text: new Date(ms).toISOString() };
  return latest.text;
}

/** A row as the port describes it. */
export function toStoredEvent(row: Row): StoredEvent {
  const [position, id, stream, revision, type, recordedAt, data, metadata] = row;
  return { id, stream, revision, position: String(position), type, recordedAt: toInstant(recordedAt), data, metadata };
}
