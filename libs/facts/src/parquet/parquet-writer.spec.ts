import { afterAll, describe, expect, it } from '@jest/globals';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optional, required, type FactTable } from '#libs/fact-schema';
import { addDays } from '#libs/trajectory';
import { query } from '../duckdb/sql.js';
import { ParquetWriter } from './parquet-writer.js';

const TABLE: FactTable = {
  about: 'Every type, once needed and once not',
  columns: {
    n: required('INTEGER', 'Row'),
    text: required('VARCHAR', ''),
    textIfKnown: optional('VARCHAR', ''),
    day: required('DATE', ''),
    dayIfKnown: optional('DATE', ''),
    large: required('BIGINT', ''),
    largeIfKnown: optional('BIGINT', ''),
    part: required('DOUBLE', ''),
    partIfKnown: optional('DOUBLE', ''),
    yes: required('BOOLEAN', ''),
    yesIfKnown: optional('BOOLEAN', ''),
  },
};

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ minLength: 40, maxLength: 60 }));
const day = fc.integer({ min: -40_000, max: 40_000 }).map((days) => addDays('1990-01-01', days));
const large = fc.maxSafeInteger();
const part = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0 || 0);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const row = fc.record({
  text,
  textIfKnown: maybe(text),
  day,
  dayIfKnown: maybe(day),
  large,
  largeIfKnown: maybe(large),
  part,
  partIfKnown: maybe(part),
  yes: fc.boolean(),
  yesIfKnown: maybe(fc.boolean()),
});

describe('a Parquet file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parquet-writer-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let files = 0;

  async function readBack(table: FactTable, rows: Iterable<object>): Promise<object[]> {
    const file = join(folder, `${files++}.parquet`);
    const writer = new ParquetWriter(file, table);
    for (const one of rows) writer.add(one);
    writer.close();
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    try {
      return await query(connection, `FROM read_parquet('${file}') ORDER BY n`);
    } finally {
      connection.disconnectSync();
      instance.closeSync();
    }
  }

  it('is read by DuckDB as it was written, for values of every type', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), async (drawn) => {
        const rows = drawn.map((one, n) => ({ n, ...one }));
        expect(await readBack(TABLE, rows)).toEqual(rows);
      }),
      { numRuns: 30 },
    );
  });

  it('holds more rows, and more bytes, than one group', async () => {
    const table = { about: '', columns: { n: required('INTEGER', ''), text: optional('VARCHAR', '') } };
    const many = Array.from({ length: 130_000 }, (_, n) => ({ n, text: n % 3 === 0 ? null : 'x'.repeat(n % 300) }));
    const back = await readBack(table, many);
    expect(back.length).toBe(many.length);
    expect(back.every((one, i) => JSON.stringify(one) === JSON.stringify(many[i]))).toBe(true);
  });

  it('refuses a row without what every row has', () => {
    const writer = new ParquetWriter(join(folder, 'refused.parquet'), TABLE);
    expect(() => writer.add({ n: 1 })).toThrow('NOT NULL constraint failed: text');
    writer.close();
  });
});
