/** Tables in a DuckDB file of their own: to hand out, or to gather rows in before they are written as something else. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { FactTable } from '#libs/fact-schema';
import { appendRows, createTableSql, query, quoted, type Row } from '../duckdb/sql.js';
import { fromResult } from '../duckdb/values.js';
import type { FactView } from '../store/view.js';

/** A DuckDB file with tables. Names of tables are the program's own. */
export interface TableFile {
  /** Makes a table; what it and its columns mean stands in the file as comments. */
  create(name: string, table: FactTable): Promise<void>;
  /** Adds rows to a table that was made here; dates as `YYYY-MM-DD`. */
  append(name: string, rows: readonly object[]): Promise<void>;
  /** Adds the rows of a Parquet file with the same columns. */
  load(name: string, parquet: string): Promise<void>;
  /** Writes a table to a Parquet file, its rows sorted by all columns from the first on. @returns the number of rows. */
  toParquet(name: string, file: string): Promise<number>;
  /** Rows of a Parquet file in its order, some at a time. */
  rowsOf(parquet: string): AsyncGenerator<readonly Row[]>;
  /** Writes everything to disk. */
  close(): Promise<void>;
}

/** Opens a new DuckDB file. @param path where none is yet. */
export async function openTableFile(path: string): Promise<TableFile> {
  const instance = await DuckDBInstance.create(path);
  return new DuckDBTableFile(instance, await instance.connect());
}

/** Writes a table of the facts to a Parquet file, sorted like `TableFile.toParquet`. @returns the number of rows. */
export async function copyToParquet(view: FactView, table: string, file: string): Promise<number> {
  return countOf(await view.query(copySql(`${view.schema}.${quoted(table)}`, file)));
}

class DuckDBTableFile implements TableFile {
  private readonly tables = new Map<string, FactTable>();

  constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  async create(name: string, table: FactTable): Promise<void> {
    this.tables.set(name, table);
    const comments = Object.entries(table.columns).map(
      ([column, { about }]) => `COMMENT ON COLUMN ${quoted(name)}.${quoted(column)} IS ${text(about)}`,
    );
    const made = [
      createTableSql('main', name, table),
      `COMMENT ON TABLE ${quoted(name)} IS ${text(table.about)}`,
      ...comments,
    ];
    await this.connection.run(made.join(';'));
  }

  async append(name: string, rows: readonly object[]): Promise<void> {
    await appendRows(this.connection, null, name, this.tables.get(name)!, rows);
  }

  async load(name: string, parquet: string): Promise<void> {
    await this.connection.run(`INSERT INTO ${quoted(name)} BY NAME FROM read_parquet(${text(parquet)})`);
  }

  async toParquet(name: string, file: string): Promise<number> {
    return countOf(await query(this.connection, copySql(quoted(name), file)));
  }

  async *rowsOf(parquet: string): AsyncGenerator<readonly Row[]> {
    const result = await this.connection.stream(`FROM read_parquet(${text(parquet)})`);
    const names = result.deduplicatedColumnNames();
    for await (const rows of result.yieldRows()) {
      yield rows.map((row) => Object.fromEntries(row.map((value, i) => [names[i]!, fromResult(value)])));
    }
  }

  close(): Promise<void> {
    this.connection.disconnectSync();
    this.instance.closeSync();
    return Promise.resolve();
  }
}

/** Sorted, so that the same facts give the same file. */
function copySql(table: string, file: string): string {
  return `COPY (SELECT * FROM ${table} ORDER BY ALL) TO ${text(file)} (FORMAT parquet, COMPRESSION zstd)`;
}

function countOf(rows: readonly Row[]): number {
  return Number(rows[0]!['Count']);
}

/** A text as an SQL literal. */
function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
