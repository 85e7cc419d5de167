/** Everything recorded about every person, as text and a portion of persons at a time: for who reads all histories. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { query } from '../duckdb/sql.js';
import type { PersonHistory, StreamHistory } from '../fold/history.js';
import { historyOf, ownerOf } from './ownership.js';
import type { PersonClients } from './persons.js';
import { personsAmong } from './refold.js';
import { parseStreamText, type StreamText } from './stream-text.js';

/** Persons whose texts are in memory at one time: some 13 MB. For each portion the names of all streams are read. */
const PERSONS_PER_PORTION = 2000;

/** A stream, with the smallest of all clients it ever named: of those who are told of it, one. */
interface NamedStream extends StreamText {
  readonly firstNamed: string;
}

/** A person and the streams that ever named one of its clients, whoever these belong to. Can be sent to a worker. */
export interface PersonText extends PersonClients {
  readonly streams: readonly NamedStream[];
}

/** What a person's text says. */
export interface ReadPerson {
  readonly history: PersonHistory;
  /** Streams that belong to nobody, since their opening event was retracted; each stands with one person only. */
  readonly unowned: readonly StreamHistory[];
}

/**
 * Reads all persons up to an order, by pseudonym; also those of whom nothing was known then, who have no streams.
 * @param connection one in a transaction, used for nothing else until the portion asked for is there.
 */
export async function* personTexts(connection: DuckDBConnection, until: bigint): AsyncGenerator<readonly PersonText[]> {
  const rows = await query<{ client: string }>(connection, `SELECT "client" FROM "client" ORDER BY "client"`);
  const persons = await personsAmong(
    { connection, until },
    rows.map(({ client }) => client),
  );
  for (let from = 0; from < persons.length; from += PERSONS_PER_PORTION) {
    yield readPortion(connection, until, persons.slice(from, from + PERSONS_PER_PORTION));
  }
}

/** Parses what was recorded about a person. */
export function readPerson({ person, clients, streams }: PersonText): ReadPerson {
  const parsed = streams.map((text) => ({ text, stream: parseStreamText(text) }));
  const unowned = parsed.filter(({ text, stream }) => clients.includes(text.firstNamed) && ownerOf(stream) === null);
  return {
    history: historyOf(
      { person, clients },
      parsed.map(({ stream }) => stream),
    ),
    unowned: unowned.map(({ stream }) => stream),
  };
}

interface Row extends NamedStream {
  readonly client: string;
  readonly stream: string;
}

async function readPortion(
  connection: DuckDBConnection,
  until: bigint,
  persons: readonly PersonClients[],
): Promise<PersonText[]> {
  const rows = await query<Row>(
    connection,
    `WITH mine AS (SELECT DISTINCT "stream", "client" FROM "mention" WHERE "client" IN (SELECT unnest($1))),
      naming AS (
        SELECT "stream", min("client") AS "firstNamed" FROM "mention"
        WHERE "stream" IN (SELECT "stream" FROM mine) GROUP BY "stream"),
      texts AS (
        SELECT "stream", any_value("kind") AS "kind", any_value("subject") AS "subject",
          '[' || string_agg("event", ',' ORDER BY "order") || ']' AS "events"
        FROM "event" WHERE "stream" IN (SELECT "stream" FROM mine) AND "order" <= ${until} GROUP BY "stream")
    SELECT "client", "stream", "firstNamed", "kind", "subject", "events"
      FROM mine JOIN naming USING ("stream") JOIN texts USING ("stream") ORDER BY "stream", "client"`,
    [persons.flatMap(({ clients }) => clients)],
  );
  const personOf = new Map(persons.flatMap(({ person, clients }) => clients.map((client) => [client, person])));
  const streams = new Map<string, Map<string, NamedStream>>(persons.map(({ person }) => [person, new Map()]));
  for (const { client, stream, firstNamed, kind, subject, events } of rows) {
    streams.get(personOf.get(client)!)!.set(stream, { firstNamed, kind, subject, events });
  }
  return persons.map((one) => ({ ...one, streams: [...streams.get(one.person)!.values()] }));
}
