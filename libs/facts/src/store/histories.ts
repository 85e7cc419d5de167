/** Reading streams back from the event table, up to a position. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { RecordedCareEvent, StreamKind } from '#libs/trajectory';
import type { StreamHistory } from '../fold/history.js';
import { query } from '../duckdb/sql.js';

/** Where histories are read: a connection in a transaction, and the last order that counts (none = all). */
export interface EventSource {
  readonly connection: DuckDBConnection;
  readonly until?: bigint;
}

/**
 * One text per stream instead of one row per event: parsing it costs a fraction of fetching rows. Source, id and
 * time are the sender's and need escaping; the other attributes are the ledger's own.
 */
const EVENT_JSON = `'{"position":"' || "position" || '","revision":' || "revision" || ',"name":"' || "name"
  || '","source":' || to_json("source") || ',"id":' || to_json("id")
  || CASE WHEN "time" IS NULL THEN '' ELSE ',"time":' || to_json("time") END
  || ',"recordedAt":"' || "recordedAt" || '","schemaVersion":' || "schemaVersion" || ',"data":' || "data" || '}'`;

interface StreamRow {
  readonly kind: StreamKind;
  readonly subject: string;
  readonly events: string;
}

/** The histories of all streams that ever named one of the clients. */
export async function streamsNaming(source: EventSource, clients: readonly string[]): Promise<StreamHistory[]> {
  return load(source, `SELECT "stream" FROM "mention" WHERE "client" IN (SELECT unnest($1))`, clients);
}

/** The histories of the client streams that ever linked one of the clients to another. */
export async function streamsLinking(source: EventSource, clients: readonly string[]): Promise<StreamHistory[]> {
  return load(source, `SELECT "stream" FROM "mention" WHERE "links" AND "client" IN (SELECT unnest($1))`, clients);
}

async function load(source: EventSource, streams: string, clients: readonly string[]): Promise<StreamHistory[]> {
  const until = source.until === undefined ? '' : 'AND "order" <= $2';
  const rows = await query<StreamRow>(
    source.connection,
    `SELECT any_value("kind") AS "kind", any_value("subject") AS "subject",
        '[' || string_agg(${EVENT_JSON}, ',' ORDER BY "revision") || ']' AS "events"
      FROM "event" WHERE "stream" IN (${streams}) ${until}
      GROUP BY "stream"`,
    source.until === undefined ? [clients] : [clients, source.until],
  );
  return rows.map(({ kind, subject, events }) => ({ kind, subject, events: parse(events, subject) }));
}

function parse(json: string, subject: string): RecordedCareEvent[] {
  const events = JSON.parse(json) as { subject: string }[];
  for (const event of events) event.subject = subject;
  return events as unknown as RecordedCareEvent[];
}
