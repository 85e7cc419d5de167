import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFactStore, type FactStore } from '#libs/facts';
import { toParquet } from './parquet.js';
import type { Table } from './table.js';

describe('toParquet', () => {
  let facts: FactStore;
  let folder: string;

  beforeAll(async () => {
    facts = await openFactStore(':memory:');
    folder = await mkdtemp(join(tmpdir(), 'insights-'));
  });
  afterAll(async () => {
    await facts.close();
    await rm(folder, { recursive: true });
  });

  const readBack = (table: Table) =>
    facts.withView(undefined, async (view) => {
      const file = join(folder, 'table.parquet');
      await writeFile(file, await toParquet(view, table));
      const described = await view.query(`DESCRIBE SELECT * FROM '${file}'`);
      return {
        types: Object.fromEntries(described.map((row) => [row['column_name'], row['column_type']])),
        lines: await view.query(`SELECT * FROM '${file}'`),
      };
    });

  it('keeps text as text, and numbers and booleans as what they are, to the last digit', async () => {
    const lines = [
      { code: '01', value: 0.1 + 0.2, known: true, 'a "b"': ['x', 'y'] },
      { code: null, value: null, known: false },
    ];
    expect(await readBack({ columns: ['code', 'value', 'known', 'a "b"'], textColumns: [], lines })).toEqual({
      types: { code: 'VARCHAR', value: 'DOUBLE', known: 'BOOLEAN', 'a "b"': 'VARCHAR' },
      lines: [
        { code: '01', value: 0.1 + 0.2, known: true, 'a "b"': 'x y' },
        { code: null, value: null, known: false, 'a "b"': null },
      ],
    });
  });

  it('has the types of its columns without any value, and without any line', async () => {
    const empty = { columns: ['careForm', 'value'], textColumns: ['careForm'] };
    const types = { careForm: 'VARCHAR', value: 'DOUBLE' };
    expect(await readBack({ ...empty, lines: [{ careForm: null, value: null }] })).toMatchObject({ types });
    expect(await readBack({ ...empty, lines: [] })).toEqual({ types, lines: [] });
  });
});
