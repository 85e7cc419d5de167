/** When rows are found by an index, and when by reading the whole column. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { query } from '../duckdb/sql.js';

/** A look-up costs about as much as reading so many rows. */
const ROWS_PER_LOOK_UP = 300;

/** DuckDB's own bound, whatever the size of a table. */
const FEWEST = 50;

/** Of more values than these, the comparisons with other columns cost more than is saved. */
const MOST = 20_000;

/**
 * Has a connection look rows up by index for as many values at once as is cheaper than reading the column, so that a batch of
 * events costs the same however many there are already.
 */
export async function preferIndexes(connection: DuckDBConnection): Promise<void> {
  const [row] = await query<{ events: number }>(connection, 'SELECT count(*) AS "events" FROM "event"');
  const values = Math.min(MOST, Math.max(FEWEST, Math.floor(row!.events / ROWS_PER_LOOK_UP)));
  await connection.run(`SET SESSION dynamic_or_filter_threshold = ${values}`);
}
