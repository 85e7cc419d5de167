/** Taking in events: one transaction from the events themselves to the rows they lead to and the checkpoint. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { isStandIn, kindOfStream, type Codec } from '#libs/codec';
import { decodeDecision } from '#libs/erasure';
import { positionOrder, type StoredEvent } from '#libs/event-store';
import { ERASED } from '#libs/privacy';
import type { RecordedCareEvent, StreamKind } from '#libs/trajectory';
import { appendRows, inTransaction, query, type Row } from '../duckdb/sql.js';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { Breather } from './breather.js';
import { eraseStreams, stillNamed, type PlacedErasure } from './erase-streams.js';
import { eventText } from './histories.js';
import { mentionsOf, recordMentions, type Incoming } from './mentions.js';
import { EVENT_TABLE } from './tables.js';
import { rewriteTouched } from './rewrite.js';

/**
 * Applies events that come after the checkpoint, in order. Either everything they lead to is committed, the
 * checkpoint at the last of them included, or nothing.
 * @returns whether a person was erased, so that what is derived from the tables, and their file, must be made anew
 */
export async function applyEvents(
  connection: DuckDBConnection,
  codec: Codec,
  stored: readonly StoredEvent[],
  instruments: InstrumentRegistry,
): Promise<boolean> {
  const breather = new Breather();
  const incoming: Incoming[] = [];
  for (const one of stored) {
    incoming.push(...decoded(codec, one));
    await breather.breathe();
  }
  const erasures = stored.flatMap(erasureIn);
  await inTransaction(connection, async () => {
    if (incoming.length > 0) await appendRows(connection, null, 'event', EVENT_TABLE, incoming.map(eventRow));
    let touched = await recordMentions(connection, incoming);
    if (erasures.length > 0) {
      const erased = await eraseStreams(connection, erasures);
      touched = await stillNamed(connection, new Map([...touched, ...erased]));
    }
    if (touched.size > 0) await rewriteTouched(connection, touched, incoming, instruments);
    const last = stored.at(-1)!;
    await query(connection, `UPDATE "projection" SET "order" = $1, "position" = $2, "recordedAt" = $3`, [
      positionOrder(last.position),
      last.position,
      last.recordedAt,
    ]);
  });
  return erasures.length > 0;
}

/** The erasure that an event decides, if it does. */
export function erasureIn(stored: StoredEvent): PlacedErasure[] {
  const erasure = decodeDecision(stored);
  return erasure?.decision === 'erased' ? [{ order: positionOrder(stored.position), erasure }] : [];
}

/** What is no care event, or erased, only moves the checkpoint. @throws DamagedEventError for one that cannot be read. */
export function decoded(codec: Codec, stored: StoredEvent): Incoming[] {
  const event = codec.decode(stored);
  if (event === null || event === ERASED) return [];
  const kind = kindOfStream(stored.stream)!;
  const order = positionOrder(stored.position);
  return [{ order, stream: stored.stream, kind, event, clientStreams: clientStreamsOf(codec, kind, event) }];
}

const NOBODY: ReadonlyMap<string, string> = new Map();

/** @throws Error when one was erased since the event was read: read again, it names a stand-in. */
function clientStreamsOf(codec: Codec, kind: StreamKind, event: RecordedCareEvent): ReadonlyMap<string, string> {
  const mentions = mentionsOf(kind, event);
  if (mentions.length === 0) return NOBODY;
  return new Map(
    mentions.map(({ client }) => {
      const stream = isStandIn(client) ? client : codec.findStream('client', client);
      if (stream === null) throw new Error('a client was erased while its events were read: they are read again');
      return [client, stream];
    }),
  );
}

/** The row of the event table. */
export function eventRow({ order, stream, kind, event }: Incoming): Row {
  const { position, subject, revision, source, id, name, time, recordedAt, schemaVersion } = event;
  const { effectiveOn } = event.data;
  const text = eventText(event);
  return {
    order,
    position,
    stream,
    kind,
    subject,
    revision,
    source,
    id,
    name,
    effectiveOn,
    time,
    recordedAt,
    schemaVersion,
    event: text,
  };
}
