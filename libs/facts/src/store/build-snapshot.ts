/** Building the facts as of an earlier position: what has not changed since is copied, the rest folded anew. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { ALL_FACT_TABLE_NAMES, ALL_FACT_TABLES, type PersonFacts } from '#libs/fact-schema';
import { appendRows, createTableSql, inTransaction, query, quoted } from '../duckdb/sql.js';
import { foldPerson } from '../fold/fold-person.js';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { concerning, historyOf, personsAmong } from './refold.js';
import { CONFIGURED_TABLES, VIEW_TABLES } from './tables.js';

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
      await copyUnchanged(connection, catalog, order);
      const changed = await query<{ client: string }>(
        connection,
        `SELECT "client" FROM "client" WHERE "person" IN (${changedSince(order)})`,
      );
      const source = { connection, until: order };
      const persons = await personsAmong(
        source,
        changed.map(({ client }) => client),
      );
      for await (const portion of concerning(source, persons)) {
        const facts = Array.from(portion, (one) => foldPerson(historyOf(one, one.streams), instruments));
        await appendFacts(connection, catalog, facts);
      }
    });
  } catch (error) {
    await connection.run(`DETACH DATABASE IF EXISTS ${catalog}`);
    throw error;
  }
}

/** A query for the persons with a client that an event after the order touched. */
function changedSince(order: bigint): string {
  return `SELECT "person" FROM main."client" WHERE "touched" > ${order}`;
}

async function copyUnchanged(connection: DuckDBConnection, catalog: string, order: bigint): Promise<void> {
  const creations = Object.entries(VIEW_TABLES).map(([name, table]) => createTableSql(`${catalog}.main`, name, table));
  const copies = ALL_FACT_TABLE_NAMES.map((table) => {
    const name = quoted(table);
    const unchanged = `SELECT * FROM main.${name} WHERE "person" NOT IN (${changedSince(order)})`;
    return `INSERT INTO ${catalog}.main.${name} ${unchanged}`;
  });
  const configured = Object.keys(CONFIGURED_TABLES).map(
    (name) => `INSERT INTO ${catalog}.main.${quoted(name)} FROM main.${quoted(name)}`,
  );
  await connection.run([...creations, ...copies, ...configured].join(';'));
}

async function appendFacts(connection: DuckDBConnection, catalog: string, facts: readonly PersonFacts[]) {
  for (const name of ALL_FACT_TABLE_NAMES) {
    const rows = facts.flatMap((person): readonly object[] => person[name]);
    await appendRows(connection, catalog, name, ALL_FACT_TABLES[name], rows);
  }
}
