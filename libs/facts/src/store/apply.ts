/** Taking in events: one transaction from the events themselves to the rows they lead to and the checkpoint. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { kindOfStream, type Codec } from '#libs/codec';
import { positionOrder, type StoredEvent } from '#libs/event-store';
import { ERASED } from '#libs/privacy';
import { appendRows, inTransaction, query, type Row } from '../duckdb/sql.js';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { eventText } from './histories.js';
import { recordMentions, type Incoming } from './mentions.js';
import { EVENT_TABLE } from './tables.js';
import { rewriteTouched } from './rewrite.js';

/**
 * Applies events that come after the checkpoint, in order. Either everything they lead to is committed, the
 * checkpoint at the last of them included, or nothing.
 */
export async function applyEvents(
  connection: DuckDBConnection,
  codec: Codec,
  stored: readonly StoredEvent[],
  instruments: InstrumentRegistry,
): Promise<void> {
  const incoming = stored.flatMap((one) => decoded(codec, one));
  await inTransaction(connection, async () => {
    if (incoming.length > 0) {
      await appendRows(connection, null, 'event', EVENT_TABLE, incoming.map(eventRow));
      const touched = await recordMentions(connection, incoming);
      await rewriteTouched(connection, touched, incoming, instruments);
    }
    const last = stored.at(-1)!;
    await query(connection, `UPDATE "projection" SET "order" = $1, "position" = $2, "recordedAt" = $3`, [
      positionOrder(last.position),
      last.position,
      last.recordedAt,
    ]);
  });
}

/** What is no care event, or erased, only moves the checkpoint. @throws DamagedEventError for one that cannot be read. */
function decoded(codec: Codec, stored: StoredEvent): Incoming[] {
  const event = codec.decode(stored);
  if (event === null || event === ERASED) return [];
  const kind = kindOfStream(stored.stream)!;
  return [{ order: positionOrder(stored.position), stream: stored.stream, kind, event }];
}

function eventRow({ order, stream, kind, event }: Incoming): Row {
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
