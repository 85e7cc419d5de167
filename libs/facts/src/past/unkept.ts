/** Of whom not every earlier state is kept. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { appendRows, query, quoted } from '../duckdb/sql.js';
import { PAST_TABLE_NAMES, UNKEPT_TABLE } from './past-tables.js';

/** From now on, not every earlier state of these clients is kept, nor of whoever was ever linked to one of them. */
export async function markUnkept(connection: DuckDBConnection, clients: readonly string[]): Promise<void> {
  if (clients.length === 0) return;
  const all = [...(await withEverLinkedTo(connection, clients))];
  const fresh = await query(connection, `SELECT unnest($1) AS "client" EXCEPT FROM "unkept"`, [all]);
  await appendRows(connection, null, 'unkept', UNKEPT_TABLE, fresh);
}

/** Removes every earlier state of clients and of whoever was ever linked to one of them: to be called while the links are still known. */
export async function forgetPast(connection: DuckDBConnection, clients: readonly string[]): Promise<void> {
  const all = [...(await withEverLinkedTo(connection, clients))];
  for (const table of PAST_TABLE_NAMES) {
    await query(connection, `DELETE FROM ${quoted(table)} WHERE "person" IN (SELECT unnest($1))`, [all]);
  }
}

/** Clients together with all that were ever linked to them, by however many steps. */
async function withEverLinkedTo(connection: DuckDBConnection, clients: readonly string[]): Promise<Set<string>> {
  const all = new Set(clients);
  for (let last: readonly string[] = clients; last.length > 0;) {
    const linked = await query<{ client: string }>(
      connection,
      `SELECT DISTINCT "client" FROM "mention" WHERE "links" AND "stream" IN
         (SELECT "stream" FROM "mention" WHERE "links" AND "client" IN (SELECT unnest($1)))`,
      [last],
    );
    last = linked.map(({ client }) => client).filter((client) => !all.has(client));
    for (const client of last) all.add(client);
  }
  return all;
}
