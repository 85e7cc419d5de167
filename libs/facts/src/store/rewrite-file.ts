/** Writing the facts file anew: what was deleted from a DuckDB file stays in it as unused bytes. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { rename, rm } from 'node:fs/promises';
import { query, quoted } from '../duckdb/sql.js';
import { CONFIGURED_TABLES } from './tables.js';

/** Whether erased rows may still be in the file. */
export async function mustBeRewritten(connection: DuckDBConnection): Promise<boolean> {
  const rows = await query(connection, `SELECT 1 FROM "erasure" WHERE NOT "rewritten" LIMIT 1`);
  return rows.length > 0;
}

/** Copies all tables, as they are now, into a new file beside the one that is open. */
export async function copyAnew(connection: DuckDBConnection, path: string): Promise<void> {
  await rm(besideOf(path), { force: true });
  const [row] = await query<{ name: string }>(connection, 'SELECT current_database() AS "name"');
  await connection.run(`ATTACH '${besideOf(path).replaceAll("'", "''")}' AS anew`);
  try {
    await connection.run(`COPY FROM DATABASE ${quoted(row!.name)} TO anew`);
    await connection.run(`UPDATE anew.main."erasure" SET "rewritten" = true`);
    await connection.run('CHECKPOINT anew');
  } finally {
    await connection.run('DETACH anew');
  }
}

/** Puts a new file in the place of the old one; nobody has either open. */
export async function replaceFile(path: string, anew = besideOf(path)): Promise<void> {
  await rm(`${path}.wal`, { force: true });
  await rename(anew, path);
}

/** Copies what is configured into another facts file. */
export async function copyConfigured(connection: DuckDBConnection, to: string): Promise<void> {
  const [row] = await query<{ name: string }>(connection, 'SELECT current_database() AS "name"');
  await connection.run(`ATTACH '${to.replaceAll("'", "''")}' AS anew`);
  try {
    for (const table of Object.keys(CONFIGURED_TABLES)) {
      const name = `main.${quoted(table)}`;
      await connection.run(`INSERT INTO anew.${name} FROM ${quoted(row!.name)}.${name}`);
    }
    await connection.run('CHECKPOINT anew');
  } finally {
    await connection.run('DETACH anew');
  }
}

const besideOf = (path: string): string => `${path}.anew`;
