/** Reading streams back from the event table, up to a position. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { EventName } from '#libs/trajectory';
import { query } from '../duckdb/sql.js';
import type { StreamText } from './stream-text.js';

/** Where histories are read: a connection in a transaction, and the last order that counts (none = all). */
export interface EventSource {
  readonly connection: DuckDBConnection;
  readonly until?: bigint;
  /** Types of events that are left out. */
  readonly without?: readonly EventName[];
}

/** A client and a stream that ever named it. */
export interface NamedIn extends StreamText {
  readonly client: string;
  /** Whether the stream ever linked it to another. */
  readonly links: boolean;
}

/** All streams that ever named one of the clients, once for each client they named. */
export async function streamsNaming(source: EventSource, clients: readonly string[]): Promise<NamedIn[]> {
  return load<NamedIn>(
    source,
    clients,
    `"client" IN (SELECT unnest($1))`,
    `"client", "links", "kind", "subject", "events"`,
  );
}

/** The client streams that ever linked one of the clients to another. */
export async function streamsLinking(source: EventSource, clients: readonly string[]): Promise<StreamText[]> {
  const linking = `"links" AND "client" IN (SELECT unnest($1))`;
  return load<StreamText>(source, clients, linking, `DISTINCT "kind", "subject", "events"`);
}

/** The clients that events on a stream ever linked, or spoke of as linked. */
export interface LinkedOn {
  readonly stream: string;
  readonly client: string;
}

/** All that was ever said of links: few rows, since few clients are ever linked. */
export function everLinked({ connection }: EventSource): Promise<LinkedOn[]> {
  return query<LinkedOn>(connection, `SELECT DISTINCT "stream", "client" FROM "mention" WHERE "links"`);
}

/** With so many clients at most, their events are looked up by index; of more, those that do not count are better never read. */
const FEW_CLIENTS = 1500;

/**
 * One text per stream instead of one row per event: fetching a row costs more than parsing an event. DuckDB uses an index only where nothing else is
 * asked of the table; so of few clients all events are looked up, and those that do not count left out of the texts.
 */
async function load<T extends StreamText>(
  { connection, until, without = [] }: EventSource,
  clients: readonly string[],
  which: string,
  columns: string,
): Promise<T[]> {
  const conditions = [
    ...(until === undefined ? [] : [`"order" <= ${until}`]),
    ...(without.length === 0 ? [] : [`"name" NOT IN (${without.map((name) => `'${name}'`).join(', ')})`]),
  ].join(' AND ');
  const few = clients.length <= FEW_CLIENTS;
  return query<T>(
    connection,
    `WITH named AS (SELECT "stream", "client", bool_or("links") AS "links" FROM "mention" WHERE ${which} GROUP BY ALL),
      texts AS (
        SELECT "stream", any_value("kind") AS "kind", any_value("subject") AS "subject",
          '[' || string_agg("event", ',') ${conditions && few ? `FILTER (WHERE ${conditions})` : ''} || ']' AS "events"
        FROM "event" WHERE "stream" IN (SELECT "stream" FROM named) ${conditions && !few ? `AND ${conditions}` : ''}
        GROUP BY "stream")
    SELECT ${columns} FROM named JOIN texts USING ("stream") WHERE "events" IS NOT NULL`,
    [clients],
  );
}
