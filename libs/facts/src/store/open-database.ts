/** Opening the DuckDB database of a fact store: a new one, one to go on with, or one to start over. */
import { rm } from 'node:fs/promises';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { BEGINNING } from '#libs/event-store';
import { appendRows, createTableSql, inTransaction, query, quoted } from '../duckdb/sql.js';
import { ALL_PAST_TABLES } from '../past/past-tables.js';
import { FactsUnavailableError } from './errors.js';
import { HELD_TABLES, INDEXED_COLUMNS, NEWEST_SCHEMA, OWN_TABLES, PROJECTION_TABLE, VIEW_TABLES } from './tables.js';

/**
 * A checkpoint of the file rewrites every row group with a changed row, so it should come after many changes. Until then
 * they are in the log beside it, which is read back on opening, and in memory, a block for every column of every table:
 * with blocks of the usual 256 KB that were 220 MB, whatever the size of the ledger.
 */
const DEFAULTS = { checkpoint_threshold: '128MB', default_block_size: '65536', index_scan_max_count: '1000000' };

/** An open database with its tables in place. */
export interface Database {
  readonly instance: DuckDBInstance;
  readonly writer: DuckDBConnection;
  /** The version of the file that was deleted to start over, or null. */
  readonly replaced: string | null;
}

/**
 * Opens or creates a facts database. One that another version built is deleted and created anew, empty.
 * @param options whether to index tables that are created: one that is filled first is faster without until it is full.
 * @throws FactsUnavailableError when the file is in use, unreadable, or no facts file.
 */
export async function openDatabase(
  path: string,
  version: string,
  settings: Readonly<Record<string, string>>,
  { indexes }: { readonly indexes: boolean } = { indexes: true },
): Promise<Database> {
  const found = await connect(path, settings);
  const built = await builtVersion(found, path);
  if (built === version) return { ...found, replaced: null };
  if (built === null) return { ...(await createTables(found, version, indexes)), replaced: null };
  closeDatabase(found);
  await rm(path, { force: true });
  await rm(`${path}.wal`, { force: true });
  return { ...(await createTables(await connect(path, settings), version, indexes)), replaced: built };
}

type Connected = Omit<Database, 'replaced'>;

async function connect(path: string, settings: Readonly<Record<string, string>>): Promise<Connected> {
  try {
    const instance = await DuckDBInstance.create(path, { ...DEFAULTS, ...settings });
    return { instance, writer: await instance.connect() };
  } catch (error) {
    throw new FactsUnavailableError(
      'the facts file cannot be opened: close the program that uses it, or, if it is damaged, delete it; it is rebuilt from the events',
      { cause: error },
    );
  }
}

/** Closes what `openDatabase` opened. */
export function closeDatabase({ instance, writer }: Connected): void {
  writer.disconnectSync();
  instance.closeSync();
}

/** The version a database was built by; null for an empty one. */
async function builtVersion(database: Connected, path: string): Promise<string | null> {
  const tables = await query<{ name: string }>(
    database.writer,
    `SELECT "table_name" AS "name" FROM information_schema.tables WHERE "table_schema" = 'main'`,
  );
  if (tables.length === 0) return null;
  if (tables.some(({ name }) => name === 'projection')) {
    const [row] = await query<{ version: string }>(database.writer, `SELECT "version" FROM "projection"`);
    if (row) return row.version;
  }
  closeDatabase(database);
  throw new FactsUnavailableError(`${path} is a DuckDB file, but not one of facts: name another path`);
}

async function createTables(database: Connected, version: string, indexes: boolean): Promise<Connected> {
  const { writer } = database;
  await inTransaction(writer, async () => {
    for (const [name, table] of Object.entries({ ...OWN_TABLES, ...HELD_TABLES, ...ALL_PAST_TABLES })) {
      await writer.run(createTableSql('main', name, table));
    }
    await writer.run(`CREATE SCHEMA ${NEWEST_SCHEMA}`);
    for (const [name, { columns }] of Object.entries(VIEW_TABLES)) {
      const shown = Object.keys(columns).map(quoted).join(', ');
      await writer.run(`CREATE VIEW ${NEWEST_SCHEMA}.${quoted(name)} AS SELECT ${shown} FROM main.${quoted(name)}`);
    }
    if (indexes) await createIndexes(writer);
    const newest = { newestOrder: 0n, newestPosition: BEGINNING, newestRecordedAt: null };
    const start = { version, order: 0n, position: BEGINNING, recordedAt: null, ...newest };
    await appendRows(writer, null, 'projection', PROJECTION_TABLE, [start]);
  });
  return database;
}

/** Indexes the columns that are looked up for each event. */
export async function createIndexes(writer: DuckDBConnection): Promise<void> {
  for (const [table, column] of INDEXED_COLUMNS) {
    await writer.run(`CREATE INDEX "${table}_${column}" ON ${quoted(table)} (${quoted(column)})`);
  }
}
