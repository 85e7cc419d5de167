/** Persons whose facts are folded again, from the events as they stand in the tables. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { ALL_FACT_TABLE_NAMES, type PersonFacts } from '#libs/fact-schema';
import { appendRows, query, quoted } from '../duckdb/sql.js';
import { foldPerson } from '../fold/fold-person.js';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { heldUnkept } from '../past/beside-past.js';
import { historyOf } from '../store/ownership.js';
import { concerning } from '../store/refold.js';
import { HELD_TABLES } from '../store/tables.js';

/** Replaces the facts of everybody who is one person with one of the clients, of whom nothing earlier is kept, whatever persons they were taken for before. */
export async function foldAnew(
  connection: DuckDBConnection,
  clients: readonly string[],
  instruments: InstrumentRegistry,
): Promise<void> {
  if (clients.length === 0) return;
  const rows = await query<{ client: string; person: string }>(
    connection,
    `SELECT "client", "person" FROM "client"
      WHERE "person" IN (SELECT "person" FROM "client" WHERE "client" IN (SELECT unnest($1)))`,
    [clients],
  );
  const all = rows.map(({ client }) => client);
  for (const table of ALL_FACT_TABLE_NAMES) {
    await query(connection, `DELETE FROM ${quoted(table)} WHERE "person" IN (SELECT unnest($1))`, [all]);
  }
  const persons = new Map<string, string[]>();
  for (const { client, person } of rows) {
    const known = persons.get(person);
    if (known) known.push(client);
    else persons.set(person, [client]);
  }
  const wanted = Array.from(persons, ([person, own]) => ({ person, clients: own }));
  for await (const portion of concerning({ connection }, wanted)) {
    const facts: PersonFacts[] = [];
    for (const one of portion) facts.push(foldPerson(historyOf(one, one.streams), instruments));
    for (const name of ALL_FACT_TABLE_NAMES) {
      const added = facts.flatMap((person): readonly object[] => person[name]);
      await appendRows(connection, null, name, HELD_TABLES[name]!, heldUnkept(name, added));
    }
  }
}
