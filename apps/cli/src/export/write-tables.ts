/** Facts, events and cases as tables: Parquet files, CSV files or one DuckDB file. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FACT_TABLE_NAMES, type FactTable } from '#libs/fact-schema';
import { copyToParquet, openTableFile, readPerson, type FactView, type TableFile } from '#libs/facts';
import {
  CASES,
  csvOf,
  EVENT_TABLES,
  eventRows,
  EXPORT_TABLES,
  standingEventRows,
  type EventTableName,
  type TableFormat,
} from '#libs/interchange';
import { writeText } from './files.js';
import type { CasesTable } from './write-cases.js';

/** Number of rows by table. */
export type RowCounts = Readonly<Record<string, number>>;

const EVENT_TABLE_NAMES = Object.keys(EVENT_TABLES) as EventTableName[];

/**
 * Writes every table into a folder: `<table>.parquet`, `<table>.csv`, or one file of the given name. Memory stays flat: DuckDB
 * sorts on disk, and histories are read a portion at a time.
 * @param cases the cases of a question, where they are asked for.
 * @param seen called with each number of persons whose events have been written.
 */
export async function writeTables(
  view: FactView,
  format: TableFormat,
  folder: string,
  duckdbFile: string,
  cases: CasesTable | null,
  seen: (persons: number) => void,
): Promise<RowCounts> {
  const staging = format === 'parquet' ? folder : join(folder, 'staging');
  await mkdir(staging, { recursive: true });
  const parquet = (table: string) => join(staging, `${table}.parquet`);
  const rows: Record<string, number> = {};
  for (const table of [...FACT_TABLE_NAMES, 'region']) rows[table] = await copyToParquet(view, table, parquet(table));

  const gathered = join(folder, 'gathered.duckdb');
  const tables = await openTableFile(gathered);
  try {
    await gatherEvents(view, tables, seen);
    await cases?.gather(tables);
    for (const table of [...EVENT_TABLE_NAMES, ...(cases ? [CASES] : [])])
      rows[table] = await tables.toParquet(table, parquet(table));
    if (format === 'csv') {
      for (const [table, { columns }] of Object.entries(tablesWith(cases))) {
        const text = csvOf(Object.keys(columns), tables.rowsOf(parquet(table)));
        await writeText(join(folder, `${table}.csv`), text);
      }
    }
  } finally {
    await tables.close();
  }
  if (format === 'duckdb') await intoOneFile(join(folder, duckdbFile), tablesWith(cases), parquet);
  await rm(gathered, { force: true });
  if (staging !== folder) await rm(staging, { recursive: true });
  return rows;
}

/** Every table of an export, that of the cases among them where there is one. */
export const tablesWith = (cases: CasesTable | null): Readonly<Record<string, FactTable>> => ({
  ...EXPORT_TABLES,
  ...(cases && { [CASES]: cases.table }),
});

async function gatherEvents(view: FactView, tables: TableFile, seen: (persons: number) => void): Promise<void> {
  for (const name of EVENT_TABLE_NAMES) await tables.create(name, EVENT_TABLES[name]);
  let persons = 0;
  for await (const portion of view.people()) {
    const events: object[] = [];
    const standing: object[] = [];
    for (const text of portion) {
      const { history, unowned } = readPerson(text);
      events.push(...eventRows(history.person, history.streams), ...eventRows(null, unowned));
      standing.push(...standingEventRows(history));
    }
    await tables.append('event', events);
    await tables.append('standingEvent', standing);
    seen((persons += portion.length));
  }
}

async function intoOneFile(
  file: string,
  all: Readonly<Record<string, FactTable>>,
  parquet: (table: string) => string,
): Promise<void> {
  const tables = await openTableFile(file);
  try {
    for (const [name, table] of Object.entries(all)) {
      await tables.create(name, table);
      await tables.load(name, parquet(name));
    }
  } finally {
    await tables.close();
  }
}
