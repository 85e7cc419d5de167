/** Of whom not every earlier state is kept. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { appendRows, query, quoted } from '../duckdb/sql.js';
import { everLinked } from '../store/histories.js';
import { withEverLinked } from '../store/persons.js';
import { PAST_TABLE_NAMES, UNKEPT_TABLE } from './past-tables.js';

/** From now on, not every earlier state of these clients is kept, nor of whoever was ever linked to one of them. */
export async function markUnkept(connection: DuckDBConnection, clients: readonly string[]): Promise<void> {
  if (clients.length === 0) return;
  const all = [...withEverLinked(clients, await everLinked({ connection }))];
  const fresh = await query(connection, `SELECT unnest($1) AS "client" EXCEPT FROM "unkept"`, [all]);
  await appendRows(connection, null, 'unkept', UNKEPT_TABLE, fresh);
}

/** Removes every earlier state of clients and of whoever was ever linked to one of them: to be called while the links are still known. */
export async function forgetPast(connection: DuckDBConnection, clients: readonly string[]): Promise<void> {
  const all = [...withEverLinked(clients, await everLinked({ connection }))];
  for (const table of PAST_TABLE_NAMES) {
    await query(connection, `DELETE FROM ${quoted(table)} WHERE "person" IN (SELECT unnest($1))`, [all]);
  }
}
