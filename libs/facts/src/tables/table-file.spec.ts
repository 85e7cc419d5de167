import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DuckDBInstance } from '@duckdb/node-api';
import type { FactTable } from '#libs/fact-schema';
import { query, type Row } from '../duckdb/sql.js';
import { openTableFile, type TableFile } from './table-file.js';

const TABLE: FactTable = {
  about: "A table's meaning",
  columns: {
    code: { type: 'VARCHAR', nullable: false, about: 'Code; "01" is not 1' },
    on: { type: 'DATE', nullable: true, about: 'Day' },
    cents: { type: 'BIGINT', nullable: true, about: 'Eurocents' },
    sure: { type: 'BOOLEAN', nullable: true, about: 'Sure' },
  },
};

const ROWS = [
  { code: '02', on: '2024-02-29', cents: 3_000_000_000, sure: true },
  { code: '01', on: null, cents: null, sure: null },
  { code: '01', on: '2023-01-01', cents: -1, sure: false },
];
const SORTED = [ROWS[2], ROWS[1], ROWS[0]];

describe('a table file', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "care-ledger-table's-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function withFile<T>(name: string, fn: (tables: TableFile) => Promise<T>): Promise<T> {
    const tables = await openTableFile(at(name));
    try {
      await tables.create('thing', TABLE);
      return await fn(tables);
    } finally {
      await tables.close();
    }
  }

  async function rowsOf(tables: TableFile, file: string): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const portion of tables.rowsOf(file)) rows.push(...portion);
    return rows;
  }

  it('writes Parquet sorted, with every value as it was', async () => {
    await withFile('a.duckdb', async (tables) => {
      await tables.append('thing', ROWS);
      expect(await tables.toParquet('thing', at('thing.parquet'))).toBe(3);
      expect(await rowsOf(tables, at('thing.parquet'))).toEqual(SORTED);
    });
  });

  it('writes Parquet without rows', async () => {
    await withFile('a.duckdb', async (tables) => {
      expect(await tables.toParquet('thing', at('thing.parquet'))).toBe(0);
      expect(await rowsOf(tables, at('thing.parquet'))).toEqual([]);
    });
  });

  it('gives rows in portions, however many there are', async () => {
    await withFile('a.duckdb', async (tables) => {
      const many = Array.from({ length: 5000 }, (_, i) => ({ code: String(i).padStart(4, '0') }));
      await tables.append('thing', many);
      await tables.toParquet('thing', at('thing.parquet'));
      let portions = 0;
      const codes: unknown[] = [];
      for await (const portion of tables.rowsOf(at('thing.parquet'))) {
        portions++;
        codes.push(...portion.map(({ code }) => code));
      }
      expect(codes).toEqual(many.map(({ code }) => code));
      expect(portions).toBeGreaterThan(1);
    });
  });

  it('leaves one file with rows, and with what the table and its columns mean', async () => {
    await withFile('a.duckdb', async (tables) => {
      await tables.append('thing', ROWS);
      await tables.toParquet('thing', at('thing.parquet'));
    });
    await withFile('b.duckdb', (tables) => tables.load('thing', at('thing.parquet')));
    expect((await readdir(folder)).sort()).toEqual(['a.duckdb', 'b.duckdb', 'thing.parquet']);
    const instance = await DuckDBInstance.create(at('b.duckdb'), { access_mode: 'READ_ONLY' });
    const connection = await instance.connect();
    expect(await query(connection, 'FROM "thing"')).toEqual(SORTED);
    const comments = await query(connection, `SELECT "comment" FROM duckdb_columns() WHERE "table_name" = 'thing'`);
    expect(comments.map(({ comment }) => comment)).toEqual(Object.values(TABLE.columns).map(({ about }) => about));
    const [table] = await query(connection, `SELECT "comment" FROM duckdb_tables() WHERE "table_name" = 'thing'`);
    expect(table!['comment']).toBe(TABLE.about);
    connection.disconnectSync();
    instance.closeSync();
  });
});
