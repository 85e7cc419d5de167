/** Running SQL and loading rows in bulk on one DuckDB connection. */
import { DuckDBDataChunk, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import type { FactTable } from '#libs/fact-schema';
import { COLUMN_TYPES, fromResult, toColumn, toParameter } from './values.js';

/** Rows of one data chunk: the size of DuckDB's vectors. */
const CHUNK_ROWS = 2048;

export type Row = Record<string, unknown>;

/** A name as an SQL identifier. Names come from this program, never from a caller. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Runs a statement or a query and gives its rows. */
export async function query<T extends object = Row>(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<T[]> {
  const bound = parameters.map(toParameter);
  const result =
    bound.length === 0
      ? await connection.run(sql)
      : await connection.run(
          sql,
          bound.map(({ value }) => value),
          bound.map(({ type }) => type),
        );
  const names = result.deduplicatedColumnNames();
  const rows = await result.getRows();
  return rows.map((row) => Object.fromEntries(row.map((value, i) => [names[i]!, fromResult(value)])) as T);
}

/** Runs a function in a transaction; an error rolls it back and comes through. */
export async function inTransaction<T>(connection: DuckDBConnection, fn: () => Promise<T>): Promise<T> {
  await connection.run('BEGIN TRANSACTION');
  try {
    const result = await fn();
    await connection.run('COMMIT');
    return result;
  } catch (error) {
    // A failed commit has already ended the transaction.
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** `CREATE TABLE` for a table of the schema; in the schema `temp`, one of this connection alone. */
export function createTableSql(schema: string, name: string, table: FactTable): string {
  const columns = Object.entries(table.columns).map(
    ([column, { type, nullable }]) => `${quoted(column)} ${type}${nullable ? '' : ' NOT NULL'}`,
  );
  const place = schema === 'temp' ? `TEMP TABLE ${quoted(name)}` : `TABLE ${schema}.${quoted(name)}`;
  return `CREATE ${place} (${columns.join(', ')})`;
}

/** Loads rows into a table, in the transaction the connection is in. */
export async function appendRows(
  connection: DuckDBConnection,
  catalog: string | null,
  name: string,
  table: FactTable,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.entries(table.columns);
  const types = columns.map(([, { type }]) => COLUMN_TYPES[type]);
  const appender = await connection.createAppender(name, 'main', catalog);
  try {
    for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
      const part = rows.slice(from, from + CHUNK_ROWS) as readonly Row[];
      const values = columns.map(([column, { type }]): DuckDBValue[] => part.map((row) => toColumn(row[column], type)));
      const chunk = DuckDBDataChunk.create(types, part.length);
      chunk.setColumns(values);
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  } catch (error) {
    // What it still holds would be written when it is collected, into whatever transaction is under way then.
    appender.clear();
    appender.closeSync();
    throw error;
  }
}
