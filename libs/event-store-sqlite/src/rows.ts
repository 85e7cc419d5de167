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

/** An instant in ms as RFC 3339 text in UTC. */
export function toInstant(ms: number): string {
  return new Date(ms).toISOString();
}

/** A row as the port describes it. */
export function toStoredEvent(row: Row): StoredEvent {
  const [position, id, stream, revision, type, recordedAt, data, metadata] = row;
  return { id, stream, revision, position: String(position), type, recordedAt: toInstant(recordedAt), data, metadata };
}
