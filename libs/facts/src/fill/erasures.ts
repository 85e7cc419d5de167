/** Erasures in a fill. What was erased before its events were read left nothing to take out. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { appendRows, query } from '../duckdb/sql.js';
import { eraseStreams, stillNamed, type PlacedErasure } from '../store/erase-streams.js';
import { ERASURE_TABLE } from '../store/tables.js';
import { loadClients } from './load.js';

/**
 * Notes erasures, in order, and takes out what could still be read when the events were.
 * @returns clients whose facts must be folded anew; none whom only the erased streams named
 */
export async function loadErasures(
  connection: DuckDBConnection,
  erasures: readonly PlacedErasure[],
): Promise<readonly string[]> {
  const touched = erasures.filter(await isFound(connection, erasures));
  const others = erasures.filter((one) => !touched.includes(one));
  const rows = others.map(({ order, erasure: { position, recordedAt } }) => ({
    order,
    position,
    recordedAt,
    rewritten: true,
  }));
  await appendRows(connection, null, 'erasure', ERASURE_TABLE, rows);
  if (touched.length === 0) return [];
  // The file holds bytes of theirs now: they stay noted as such, and opening the file writes it anew.
  const orders = await eraseStreams(connection, touched);
  await connection.run('DELETE FROM "client"');
  await loadClients(connection);
  const named = await stillNamed(connection, orders);
  for (const [client, order] of named) {
    await query(connection, `UPDATE "client" SET "touched" = greatest("touched", ${order}) WHERE "client" = $1`, [
      client,
    ]);
  }
  return [...named.keys()];
}

/** Which erasures are of streams or clients that stand in the tables. */
async function isFound(connection: DuckDBConnection, erasures: readonly PlacedErasure[]) {
  const rows = await query<{ stream: string }>(
    connection,
    `SELECT DISTINCT "stream" FROM "mention" WHERE "stream" IN (SELECT unnest($1))
     UNION SELECT DISTINCT "clientStream" FROM "mention" WHERE "clientStream" IN (SELECT unnest($2))`,
    [erasures.flatMap(({ erasure }) => erasure.streams), erasures.flatMap(({ erasure }) => erasure.clients)],
  );
  const found = new Set(rows.map(({ stream }) => stream));
  return ({ erasure }: PlacedErasure) => [...erasure.streams, ...erasure.clients].some((stream) => found.has(stream));
}
