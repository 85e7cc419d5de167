import { afterAll, describe, expect, it } from '@jest/globals';
import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optional, required, type FactTable } from '#libs/fact-schema';
import { query } from '../duckdb/sql.js';
import { fileOf } from './files.js';
import { TableFiles } from './table-files.js';

const TABLE: FactTable = { about: '', columns: { n: required('INTEGER', ''), text: optional('VARCHAR', '') } };
const rowsOf = (count: number, length: number) =>
  Array.from({ length: count }, (_, n) => ({ n, text: n % 7 === 0 ? null : String(n % 10).repeat(length) }));

describe('the files of the rows of a fill', () => {
  const folder = mkdtempSync(join(tmpdir(), 'table-files-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function readBack(table: string): Promise<object[]> {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    try {
      return await query(connection, `FROM read_parquet('${join(folder, fileOf(table, 0))}') ORDER BY n`);
    } finally {
      connection.disconnectSync();
      instance.closeSync();
    }
  }

  it('are written whenever there is more of them than may be in memory, the table with most of it first', async () => {
    const files = new TableFiles(folder, 0, 64 * 1024);
    const [few, many] = [rowsOf(100, 10), rowsOf(5_000, 100)];
    files.add('few', TABLE, few);
    for (const row of many) {
      files.add('many', TABLE, [row]);
      expect(files.bytesInMemory).toBeLessThanOrEqual(64 * 1024);
    }
    expect(statSync(join(folder, fileOf('many', 0))).size).toBeGreaterThan(300_000);
    expect(readFileSync(join(folder, fileOf('few', 0)), 'latin1')).toBe('PAR1');
    files.close();
    expect([await readBack('few'), await readBack('many')]).toEqual([few, many]);
  });

  it('hold values that are longer than a block of memory, as few of them as of others', async () => {
    const files = new TableFiles(folder, 0, 200_000);
    const long = [3, 30_000, 1, 9_000, 0, 30_000, 30_000].map((length, n) => ({ n, text: 'é'.repeat(length) }));
    for (const row of long) {
      files.add('long', TABLE, [row]);
      expect(files.bytesInMemory).toBeLessThanOrEqual(200_000);
    }
    files.close();
    expect(await readBack('long')).toEqual(long);
  });

  it('are none for a table without rows', () => {
    const files = new TableFiles(folder, 0);
    files.add('none', TABLE, []);
    files.close();
    expect(() => statSync(join(folder, fileOf('none', 0)))).toThrow('ENOENT');
  });
});
