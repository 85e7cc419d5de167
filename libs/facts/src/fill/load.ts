/** The part of a fill that is SQL: from the files that the hands wrote to the tables. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { join } from 'node:path';
import { required, type FactTable } from '#libs/fact-schema';
import { appendRows, createTableSql, query, quoted } from '../duckdb/sql.js';
import { personsOf } from '../store/persons.js';
import { personsAmong } from '../store/refold.js';
import { filesOf } from './files.js';

/** Clients of several pseudonyms, or named together, with the smallest of these: what concerns one may concern all. */
const KIN_TABLE: FactTable = {
  about: 'Clients that a stream named beside others',
  columns: { client: required('VARCHAR', 'Pseudonym'), first: required('VARCHAR', 'Smallest of those it touches on') },
};

const LINKED_TABLE: FactTable = {
  about: 'Clients that are linked to others',
  columns: { client: required('VARCHAR', 'Pseudonym'), person: required('VARCHAR', 'Smallest of those linked') },
};

/** The rows that the hands wrote for a table, as a source in SQL. */
export function written(folder: string, table: string): string {
  return `read_parquet('${join(folder, filesOf(table)).replaceAll("'", "''")}')`;
}

/**
 * Loads the mentions and the events, those of one circle of clients together and its streams one after the other: a
 * circle is folded from one stretch of the table, and a stream is read back from one.
 */
export async function loadEvents(connection: DuckDBConnection, folder: string): Promise<void> {
  await connection.run(`CREATE TEMP TABLE fill_named AS SELECT DISTINCT * FROM ${written(folder, 'mention')}`);
  await findKin(connection);
  await connection.run(
    `CREATE TEMP TABLE fill_circle AS
       SELECT "stream", min(hash(coalesce("first", "client"))) AS "circle"
       FROM fill_named LEFT JOIN fill_kin USING ("client") GROUP BY "stream"`,
  );
  await connection.run(
    `INSERT INTO "mention" SELECT n.* FROM fill_named n JOIN fill_circle USING ("stream") ORDER BY "circle", "stream"`,
  );
  await connection.run('DROP TABLE fill_named');
  await connection.run(
    `INSERT INTO "event" SELECT e.* FROM ${written(folder, 'event')} e JOIN fill_circle USING ("stream")
       ORDER BY "circle", "stream", e."order"`,
  );
}

async function findKin(connection: DuckDBConnection): Promise<void> {
  const rows = await query<{ stream: string; client: string }>(
    connection,
    `SELECT DISTINCT "stream", "client" FROM fill_named WHERE "stream" IN
       (SELECT "stream" FROM fill_named GROUP BY "stream" HAVING min("client") <> max("client"))`,
  );
  const firstNamed = new Map<string, string>();
  const together = rows.map(({ stream, client }): [string, string] => {
    const first = firstNamed.get(stream) ?? client;
    firstNamed.set(stream, first);
    return [first, client];
  });
  const circles = personsOf(new Set(rows.map(({ client }) => client)), together);
  await connection.run(createTableSql('temp', 'fill_kin', KIN_TABLE));
  const kin = circles.flatMap(({ person, clients }) => clients.map((client) => ({ client, first: person })));
  await appendRows(connection, 'temp', 'fill_kin', KIN_TABLE, kin);
}

/** Finds who is one person, from the events as they are in the table, and fills the clients. */
export async function loadClients(connection: DuckDBConnection): Promise<void> {
  const linking = await query<{ client: string }>(connection, `SELECT DISTINCT "client" FROM "mention" WHERE "links"`);
  const persons = await personsAmong(
    { connection },
    linking.map(({ client }) => client),
  );
  await connection.run(createTableSql('temp', 'fill_linked', LINKED_TABLE));
  const linked = persons.flatMap(({ person, clients }) => clients.map((client) => ({ client, person })));
  await appendRows(connection, 'temp', 'fill_linked', LINKED_TABLE, linked);
  await connection.run(
    `INSERT INTO "client"
       WITH latest AS (SELECT "stream", max("order") AS "order" FROM "event" GROUP BY "stream"),
         touched AS (SELECT "client", max("order") AS "order" FROM "mention" JOIN latest USING ("stream") GROUP BY "client")
       SELECT "client", coalesce("person", "client"), "order" FROM touched LEFT JOIN fill_linked USING ("client")`,
  );
  await connection.run('DROP TABLE fill_linked');
}

/** Loads the rows of a fact table. */
export async function loadFacts(connection: DuckDBConnection, folder: string, table: string): Promise<void> {
  await connection.run(`INSERT INTO ${quoted(table)} FROM ${written(folder, table)}`);
}
