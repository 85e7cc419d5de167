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

interface StreamRow {
  readonly kind: StreamKind;
  readonly subject: string;
  readonly events: string;
}

/** The text of an event from which `streamsNaming` reads it back; its subject is that of its stream. */
export function eventText({ subject: _, attributes: __, ...event }: RecordedCareEvent): string {
  return JSON.stringify(event);
}

/** The histories of all streams that ever named one of the clients. */
export async function streamsNaming(source: EventSource, clients: readonly string[]): Promise<StreamHistory[]> {
  return load(source, `SELECT "stream" FROM "mention" WHERE "client" IN (SELECT unnest($1))`, clients);
}

/** The histories of the client streams that ever linked one of the clients to another. */
export async function streamsLinking(source: EventSource, clients: readonly string[]): Promise<StreamHistory[]> {
  return load(source, `SELECT "stream" FROM "mention" WHERE "links" AND "client" IN (SELECT unnest($1))`, clients);
}

/** One text per stream instead of one row per event: fetching a row costs more than parsing an event. */
async function load(source: EventSource, streams: string, clients: readonly string[]): Promise<StreamHistory[]> {
  const until = source.until === undefined ? '' : 'AND "order" <= $2';
  const rows = await query<StreamRow>(
    source.connection,
    `SELECT any_value("kind") AS "kind", any_value("subject") AS "subject",
        '[' || string_agg("event", ',') || ']' AS "events"
      FROM "event" WHERE "stream" IN (${streams}) ${until}
      GROUP BY "stream"`,
    source.until === undefined ? [clients] : [clients, source.until],
  );
  return rows.map(({ kind, subject, events }) => ({ kind, subject, events: parse(events, subject) }));
}

function parse(json: string, subject: string): RecordedCareEvent[] {
  const events = JSON.parse(json) as (RecordedCareEvent & { subject: string })[];
  for (const event of events) event.subject = subject;
  return events.sort((a, b) => a.revision - b.revision);
}
