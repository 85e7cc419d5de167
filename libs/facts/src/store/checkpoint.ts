/** Where a fact store is: the last event it has taken in, and the last care event among these. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { BEGINNING, positionOrder, type Head, type Position } from '#libs/event-store';
import { query } from '../duckdb/sql.js';
import type { Seen } from './view.js';

/** The checkpoint, as this transaction sees it. */
export async function readCheckpoint(connection: DuckDBConnection): Promise<Seen> {
  const rows = await query<Seen>(connection, `SELECT "position", "recordedAt" FROM "projection"`);
  return rows[0]!;
}

/** The order of the checkpoint, as this transaction sees it. */
export async function checkpointOrder(connection: DuckDBConnection): Promise<bigint> {
  const rows = await query<{ order: string }>(
    connection,
    `SELECT CAST("order" AS VARCHAR) AS "order" FROM main."projection"`,
  );
  return BigInt(rows[0]!.order);
}

/** The last care event, with the number that orders its position. */
type Newest = Seen & { readonly order: bigint };

/**
 * Moves the checkpoint, in the transaction of what led to it.
 * @param newest the last care event that was taken in; `unchanged` when none came, `unknown` when any may have gone
 */
export async function moveCheckpoint(
  connection: DuckDBConnection,
  { position, recordedAt }: Head,
  newest: Newest | 'unchanged' | 'unknown',
): Promise<void> {
  const at = [positionOrder(position), position, recordedAt];
  if (newest === 'unchanged') {
    await query(connection, `UPDATE "projection" SET ${CHECKPOINT}`, at);
    return;
  }
  const last = newest === 'unknown' ? await findNewest(connection) : newest;
  await query(
    connection,
    `UPDATE "projection" SET ${CHECKPOINT}, "newestOrder" = $4, "newestPosition" = $5, "newestRecordedAt" = $6`,
    [...at, last.order, last.position, last.recordedAt],
  );
}

const CHECKPOINT = '"order" = $1, "position" = $2, "recordedAt" = $3';

/**
 * The last care event, as this transaction sees it. Not the checkpoint: that may be at an event of another kind, and who
 * asks for the facts as of the position that a view names must get that view again.
 */
export async function readNewest(connection: DuckDBConnection): Promise<Newest> {
  const [row] = await query<{ order: string; position: string; recordedAt: string | null }>(
    connection,
    `SELECT CAST("newestOrder" AS VARCHAR) AS "order", "newestPosition" AS "position", "newestRecordedAt" AS "recordedAt"
      FROM main."projection"`,
  );
  return { ...row!, order: BigInt(row!.order) };
}

/** The last care event at or before a position, and whether there are later ones, as this transaction sees it. */
export async function seenAt(
  connection: DuckDBConnection,
  asOf: Position,
): Promise<Seen & { readonly later: boolean }> {
  const asked = positionOrder(asOf);
  const { order, position, recordedAt } = await readNewest(connection);
  if (order <= asked) return { position, recordedAt, later: false };
  return { ...(await findNewest(connection, asked)), later: true };
}

/** Looks through all events for the last one, at or before an order where one is given. */
async function findNewest(connection: DuckDBConnection, until?: bigint): Promise<Newest> {
  const [row] = await query<{ place: string; position: string; recordedAt: string | null }>(
    connection,
    `SELECT CAST("order" AS VARCHAR) AS "place", "position", "recordedAt" FROM main."event"
      ${until === undefined ? '' : `WHERE "order" <= ${until}`} ORDER BY "order" DESC LIMIT 1`,
  );
  return row
    ? { order: BigInt(row.place), position: row.position, recordedAt: row.recordedAt }
    : { order: 0n, position: BEGINNING, recordedAt: null };
}

/** How many persons are erased, as this transaction sees it. */
export async function readErased(connection: DuckDBConnection): Promise<number> {
  const [row] = await query<{ erased: number }>(connection, `SELECT count(*) AS "erased" FROM "erasure"`);
  return row!.erased;
}
