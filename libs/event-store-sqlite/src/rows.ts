import { StoreUnavailableError, type StoredEvent } from '#libs/event-store';
import type { Kinds } from './kinds.js';

/** The columns of a stored event, in the order of `Row`. */
const COLUMNS =
  'events.position, hex(events.id), stream.name, events.revision, events.kind, events.recorded_at, events.data, events.metadata';

/** Reads stored events; what follows says which. No event is left out because its stream's name is gone. */
export const SELECT_EVENTS = `SELECT ${COLUMNS} FROM events LEFT JOIN stream ON stream.number = events.stream`;

/** A row of `SELECT_EVENTS` as the driver gives it with `returnArrays`. */
export type Row = readonly [
  position: number,
  id: string,
  stream: string | null,
  revision: number,
  kind: number,
  recordedAt: number,
  data: Uint8Array,
  metadata: Uint8Array | null,
];

/** The last instant written as text: events of one commit share theirs. */
let latest = { ms: 0, text: '1970-01-01T00:00:00.000Z' };

/** An instant in ms as RFC 3339 text in UTC. */
export function toInstant(ms: number): string {
  if (ms !== latest.ms) latest = { ms, text: new Date(ms).toISOString() };
  return latest.text;
}

/** A row as the port describes it. @throws StoreUnavailableError when what it refers to is not there */
export function toStoredEvent(row: Row, kinds: Kinds): StoredEvent {
  const [position, id, stream, revision, kind, recordedAt, data, metadata] = row;
  const known = kinds.withNumber(kind);
  const envelope = metadata ?? known?.metadata;
  if (stream === null || !known || !envelope) throw new StoreUnavailableError(DAMAGED, false);
  return {
    id: toUuid(id),
    stream,
    revision,
    position: String(position),
    type: known.type,
    recordedAt: toInstant(recordedAt),
    data,
    metadata: envelope,
  };
}

const DAMAGED =
  'The call failed: the event store file is damaged, an event has lost its stream or type; restore a backup.';

/** 32 hexadecimal digits as a UUID in lower case. */
function toUuid(hex: string): string {
  const id = hex.toLowerCase();
  return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
}
