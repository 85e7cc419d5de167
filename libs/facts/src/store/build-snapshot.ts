/** Building the facts as of an earlier position: what has not changed since is copied, the rest folded anew. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { FACT_TABLE_NAMES, FACT_TABLES, type PersonFacts } from '#libs/fact-schema';
import { appendRows, createTableSql, inTransaction, query, quoted } from '../duckdb/sql.js';
import { foldPerson } from '../fold/fold-person.js';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { historiesIn, personsAmong, portionsFor } from './refold.js';
import { VIEW_TABLES } from './tables.js';

/**
 * Attaches a database in memory with the view tables as of an order.
 *
 * A person counts as changed when a stream that ever named one of its pseudonyms got an event after the order. The
 * pseudonyms of all changed persons are a closed set at the earlier position too: a link that came or went since
 * touched both its ends, so whoever was linked then is in one of these persons now.
 */
export async function buildSnapshot(
  connection: DuckDBConnection,
  catalog: string,
  order: bigint,
  instruments: InstrumentRegistry,
): Promise<void> {
  await connection.run(`ATTACH ':memory:' AS ${catalog}`);
  try {
    await inTransaction(connection, async () => {
      for (const [name, table] of Object.entries(VIEW_TABLES)) {
        await connection.run(createTableSql(`${catalog}.main`, name, table));
      }
      const changed = await changedPersons(connection, order);
      await copyUnchanged(connection, catalog, [...new Set(changed.map(({ person }) => person))]);
      const source = { connection, until: order };
      const persons = await personsAmong(
        source,
        changed.map(({ client }) => client),
      );
      for await (const portion of portionsFor(source, persons)) {
        const facts = historiesIn(portion).map((history) => foldPerson(history, instruments));
        await appendFacts(connection, catalog, facts);
      }
    });
  } catch (error) {
    await connection.run(`DETACH DATABASE IF EXISTS ${catalog}`);
    throw error;
  }
}

async function changedPersons(connection: DuckDBConnection, order: bigint) {
  return query<{ client: string; person: string }>(
    connection,
    `SELECT "client", "person" FROM "client"
      WHERE "person" IN (SELECT "person" FROM "client" WHERE "touched" > $1)`,
    [order],
  );
}

async function copyUnchanged(connection: DuckDBConnection, catalog: string, changed: readonly string[]) {
  for (const table of FACT_TABLE_NAMES) {
    const name = quoted(table);
    await query(
      connection,
      `INSERT INTO ${catalog}.main.${name} SELECT * FROM main.${name} WHERE "person" NOT IN (SELECT unnest($1))`,
      [changed],
    );
  }
  await connection.run(`INSERT INTO ${catalog}.main."region" SELECT * FROM main."region"`);
}

async function appendFacts(connection: DuckDBConnection, catalog: string, facts: readonly PersonFacts[]) {
  for (const name of FACT_TABLE_NAMES) {
    const rows = facts.flatMap((person): readonly object[] => person[name]);
    await appendRows(connection, catalog, name, FACT_TABLES[name], rows);
  }
}
