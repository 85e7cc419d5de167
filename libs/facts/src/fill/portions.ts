/** The events as they were loaded, cut into stretches that are folded one at a time. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { query } from '../duckdb/sql.js';
import { placeKey } from '../store/refold.js';
import type { StreamText } from '../store/stream-text.js';
import type { PersonToFold } from './hand.js';

/** Events in a portion, about. */
const EVENTS_PER_PORTION = 20_000;

/** Where a portion stands: rows of the event and the mention table, and its number among the clients. */
export interface PortionPlace {
  readonly portion: number;
  readonly firstEvent: number;
  readonly lastEvent: number;
  readonly firstMention: number;
  readonly lastMention: number;
}

export interface Portions {
  readonly count: number;
  readonly places: readonly PortionPlace[];
  /** How many bits of a circle's hash tell its portion apart. */
  readonly bits: number;
}

/** Cuts what `loadEvents` loaded, before anything is removed from it. */
export async function placePortions(connection: DuckDBConnection): Promise<Portions> {
  const [row] = await query<{ events: number }>(connection, 'SELECT count(*) AS "events" FROM "event"');
  const bits = Math.max(1, Math.ceil(Math.log2(Math.max(1, row!.events) / EVENTS_PER_PORTION)));
  const portion = `CAST("circle" >> ${64 - bits} AS INTEGER)`;
  const stretch = (table: string, name: string) =>
    `SELECT ${portion} AS "portion", min(t.rowid) AS "first${name}", max(t.rowid) AS "last${name}"
       FROM "${table}" t JOIN fill_circle USING ("stream") GROUP BY ALL`;
  const places = await query<PortionPlace>(
    connection,
    `SELECT * FROM (${stretch('event', 'Event')}) JOIN (${stretch('mention', 'Mention')}) USING ("portion") ORDER BY "portion"`,
  );
  await connection.run(
    `CREATE TEMP TABLE fill_portion AS
       SELECT DISTINCT ${portion} AS "portion", "client"
       FROM (SELECT "client", hash(coalesce("first", "client")) AS "circle" FROM "mention" LEFT JOIN fill_kin USING ("client"))
       ORDER BY "portion"`,
  );
  return { count: places.length, places, bits };
}

interface NamedStream extends StreamText {
  readonly client: string;
}

/** The persons of a portion, each with every stream that ever named one of its clients. */
export async function readPortion(connection: DuckDBConnection, place: PortionPlace): Promise<PersonToFold[]> {
  const clients = await query<{ client: string; person: string }>(
    connection,
    `SELECT "client", "person" FROM fill_portion JOIN "client" USING ("client") WHERE "portion" = ${place.portion}`,
  );
  const streams = await query<NamedStream>(
    connection,
    `SELECT "client", "kind", "subject", "events"
       FROM (SELECT DISTINCT "stream", "client" FROM "mention"
               WHERE rowid BETWEEN ${place.firstMention} AND ${place.lastMention})
       JOIN (SELECT "stream", any_value("kind") AS "kind", any_value("subject") AS "subject",
               '[' || string_agg("event", ',') || ']' AS "events"
               FROM "event" WHERE rowid BETWEEN ${place.firstEvent} AND ${place.lastEvent} GROUP BY "stream")
       USING ("stream")`,
  );
  const persons = new Map<string, { clients: string[]; streams: Map<string, StreamText> }>();
  const personOf = new Map<string, string>();
  for (const { client, person } of clients) {
    personOf.set(client, person);
    const known = persons.get(person);
    if (known) known.clients.push(client);
    else persons.set(person, { clients: [client], streams: new Map() });
  }
  for (const { client, ...stream } of streams) {
    const person = personOf.get(client);
    if (person !== undefined) persons.get(person)!.streams.set(placeKey(stream), stream);
  }
  return Array.from(persons, ([person, { clients: own, streams: named }]) => ({
    person,
    clients: own,
    streams: [...named.values()],
  }));
}
