/** Taking an erased person out of the tables: its streams, what was made of them, and its name in streams of others. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { standInFor } from '#libs/codec';
import type { Erasure } from '#libs/erasure';
import { ALL_FACT_TABLE_NAMES } from '#libs/fact-schema';
import { appendRows, query, quoted } from '../duckdb/sql.js';
import { forgetPast } from '../past/unkept.js';
import { ERASURE_TABLE } from './tables.js';

/** An erasure with its place. */
export interface PlacedErasure {
  readonly order: bigint;
  readonly erasure: Erasure & { readonly position: string; readonly recordedAt: string };
}

interface MentionRow {
  readonly stream: string;
  readonly client: string;
  readonly clientStream: string;
}

/**
 * Removes everything of erased persons, and puts what the codec would read now where streams of others name them.
 * @returns everybody whose facts have to be made anew, with the order of the erasure
 */
export async function eraseStreams(
  connection: DuckDBConnection,
  erasures: readonly PlacedErasure[],
): Promise<ReadonlyMap<string, bigint>> {
  const touched = new Map<string, bigint>();
  for (const { order, erasure } of erasures) {
    for (const client of await eraseOne(connection, erasure, order)) touched.set(client, order);
    const { position, recordedAt } = erasure;
    await appendRows(connection, null, 'erasure', ERASURE_TABLE, [{ order, position, recordedAt, rewritten: false }]);
  }
  return touched;
}

async function eraseOne(
  connection: DuckDBConnection,
  { streams, clients }: Erasure,
  order: bigint,
): Promise<Iterable<string>> {
  const mentions = await query<MentionRow>(
    connection,
    `SELECT DISTINCT "stream", "client", "clientStream" FROM "mention"
      WHERE "stream" IN (SELECT unnest($1)) OR "clientStream" IN (SELECT unnest($2))`,
    [streams, clients],
  );
  const named = mentions.map(({ client }) => client);
  const together = await query<{ client: string }>(
    connection,
    `SELECT "client" FROM "client" WHERE "person" IN (SELECT "person" FROM "client" WHERE "client" IN (SELECT unnest($1)))`,
    [named],
  );
  const affected = new Set([...named, ...together.map(({ client }) => client)]);
  await forgetPast(connection, [...affected]);
  await query(connection, `DELETE FROM "event" WHERE "stream" IN (SELECT unnest($1))`, [streams]);
  await query(connection, `DELETE FROM "mention" WHERE "stream" IN (SELECT unnest($1))`, [streams]);
  const erased = new Set(streams);
  for (const { stream, client, clientStream } of mentions) {
    if (erased.has(stream) || !clients.includes(clientStream)) continue;
    const standIn = standInFor(clientStream);
    await query(
      connection,
      `UPDATE "event" SET "event" = replace("event", $1, $2) WHERE "stream" = $3 AND "order" < ${order}`,
      [JSON.stringify(client), JSON.stringify(standIn), stream],
    );
    await query(
      connection,
      `UPDATE "mention" SET "client" = $1, "clientStream" = $1 WHERE "stream" = $2 AND "clientStream" = $3`,
      [standIn, stream, clientStream],
    );
    affected.add(standIn);
  }
  await forgetPersons(connection, [...affected]);
  return affected;
}

/** Removes the facts of whole persons; who is still named somewhere is folded anew. */
async function forgetPersons(connection: DuckDBConnection, clients: readonly string[]): Promise<void> {
  const persons = `SELECT "person" FROM "client" WHERE "client" IN (SELECT unnest($1))`;
  for (const table of ALL_FACT_TABLE_NAMES) {
    await query(connection, `DELETE FROM ${quoted(table)} WHERE "person" IN (${persons})`, [clients]);
  }
  for (const table of ['client', 'unkept', 'apart']) {
    await query(connection, `DELETE FROM ${quoted(table)} WHERE "client" IN (SELECT unnest($1))`, [clients]);
  }
}

/** Those of the clients that a stream still names. */
export async function stillNamed(
  connection: DuckDBConnection,
  touched: ReadonlyMap<string, bigint>,
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await query<{ client: string }>(
    connection,
    `SELECT DISTINCT "client" FROM "mention" WHERE "client" IN (SELECT unnest($1))`,
    [[...touched.keys()]],
  );
  return new Map(rows.map(({ client }) => [client, touched.get(client)!]));
}
