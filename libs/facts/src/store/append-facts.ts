import type { DuckDBConnection } from '@duckdb/node-api';
import { FACT_TABLE_NAMES, FACT_TABLES, type PersonFacts } from '#libs/fact-schema';
import { appendRows } from '../duckdb/sql.js';

/** Loads folded persons into the fact tables of a catalog (null = the store's own). */
export async function appendFacts(
  connection: DuckDBConnection,
  catalog: string | null,
  facts: readonly PersonFacts[],
): Promise<void> {
  for (const name of FACT_TABLE_NAMES) {
    const rows = facts.flatMap((person): readonly object[] => person[name]);
    await appendRows(connection, catalog, name, FACT_TABLES[name], rows);
  }
}
