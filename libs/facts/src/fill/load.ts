/** The part of a fill that is SQL: from the files that the hands wrote to the tables. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { join } from 'node:path';
import { required, type FactTable } from '#libs/fact-schema';
import { appendRows, createTableSql, query, quoted } from '../duckdb/sql.js';
import { personsAmong } from '../store/refold.js';
import { MENTION_TABLE } from '../store/tables.js';
import { filesOf } from './files.js';

const LINKED_TABLE: FactTable = {
  about: 'Clients that are linked to others',
  columns: { client: required('VARCHAR', 'Pseudonym'), person: required('VARCHAR', 'Smallest of those linked') },
};

/** The rows that the hands wrote for a table, as a source in SQL. */
function written(folder: string, table: string): string {
  return `read_parquet('${join(folder, filesOf(table)).replaceAll("'", "''")}')`;
}

/** Loads rows as they were written: of one circle together, so that a person is read back from few places of a table. */
export async function loadRows(connection: DuckDBConnection, folder: string, table: string): Promise<void> {
  await connection.run(`INSERT INTO ${quoted(table)} FROM ${written(folder, table)}`);
}

/** How many rows there are of who is named where. */
export async function countMentions(connection: DuckDBConnection, folder: string): Promise<number> {
  const [row] = await query<{ rows: number }>(
    connection,
    `SELECT count(*) AS "rows" FROM ${written(folder, 'mention')}`,
  );
  return row!.rows;
}

/** Loads who is named where. */
export async function loadMentions(connection: DuckDBConnection, folder: string): Promise<void> {
  const columns = Object.keys(MENTION_TABLE.columns).map(quoted);
  await connection.run(`INSERT INTO "mention" SELECT ${columns.join(', ')} FROM ${written(folder, 'mention')}`);
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

/** Clients of persons of whom not everything was folded together: the vault did not tell it beforehand. */
export async function clientsFoldedApart(connection: DuckDBConnection, folder: string): Promise<string[]> {
  const rows = await query<{ client: string }>(
    connection,
    `SELECT "client" FROM "client" WHERE "person" IN
       (SELECT "person" FROM ${written(folder, 'mention')} JOIN "client" USING ("client")
          GROUP BY "person" HAVING min("circle") <> max("circle"))`,
  );
  return rows.map(({ client }) => client);
}
