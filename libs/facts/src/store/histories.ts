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

/** A stream as text: parsed where it is folded, so that the events of one person at a time are in memory. */
export interface StreamText {
  readonly kind: StreamKind;
  readonly subject: string;
  /** JSON list of events, in any order. */
  readonly events: string;
}

/** A client and a stream that ever named it. */
export interface NamedIn extends StreamText {
  readonly client: string;
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

/** All streams that ever named one of the clients, once for each client they named. */
export async function streamsNaming(source: EventSource, clients: readonly string[]): Promise<NamedIn[]> {
  return load<NamedIn>(source, clients, `"client" IN (SELECT unnest($1))`, `"client", "kind", "subject", "events"`);
}

/** The client streams that ever linked one of the clients to another. */
export async function streamsLinking(source: EventSource, clients: readonly string[]): Promise<StreamText[]> {
  const linking = `"links" AND "client" IN (SELECT unnest($1))`;
  return load<StreamText>(source, clients, linking, `DISTINCT "kind", "subject", "events"`);
}

/** One text per stream instead of one row per event: fetching a row costs more than parsing an event. */
async function load<T extends StreamText>(
  { connection, until }: EventSource,
  clients: readonly string[],
  which: string,
  columns: string,
): Promise<T[]> {
  return query<T>(
    connection,
    `WITH named AS (SELECT DISTINCT "stream", "client" FROM "mention" WHERE ${which}),
      texts AS (
        SELECT "stream", any_value("kind") AS "kind", any_value("subject") AS "subject",
          '[' || string_agg("event", ',') || ']' AS "events"
        FROM "event" WHERE "stream" IN (SELECT "stream" FROM named) ${until === undefined ? '' : `AND "order" <= ${until}`}
        GROUP BY "stream")
    SELECT ${columns} FROM named JOIN texts USING ("stream")`,
    [clients],
  );
}
