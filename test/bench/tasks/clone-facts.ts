/** Facts of a country, made of those of a region: every row again under new keys, so often that there are enough trajectories. */
import { copyFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { FACT_TABLE_NAMES } from '#libs/fact-schema';

export interface CloneFacts {
  /** The facts of a region, in no use. */
  readonly region: string;
  /** The file to make. */
  readonly target: string;
  /** How many there must be, at least. */
  readonly trajectories: number;
}

export interface Cloned {
  readonly trajectories: number;
  readonly persons: number;
  readonly copies: number;
  /** The order of the region's last event: clones have none after it. */
  readonly head: number;
}

/** Columns that name a person or something of one. */
const KEYS = new Set(['person', 'client', 'id', 'record', 'trajectory', 'measure']);

/** Columns with the order from which on a row is so, or of the last event of a client. */
const FROM_THE_BEGINNING = new Set(['since', 'touched']);

/**
 * Clones have no events: nobody of them changed since any position, and for a figure as of an earlier one only persons of
 * the region are looked at. Tables with one row for each event are not cloned.
 */
export default async function cloneFacts({ region, target, trajectories }: CloneFacts): Promise<Cloned> {
  await copyFile(region, target);
  const instance = await DuckDBInstance.create(target);
  const connection = await instance.connect();
  const numbers = async (sql: string) =>
    ((await connection.runAndReadAll(sql)).getRowObjects()[0] as { count: bigint }).count;
  const own = Number(await numbers('SELECT count(*) AS count FROM trajectory'));
  const copies = Math.max(0, Math.ceil(trajectories / own) - 1);
  for (const name of copies === 0 ? [] : [...FACT_TABLE_NAMES, 'client']) {
    const columns = await connection.runAndReadAll(
      `SELECT column_name FROM duckdb_columns() WHERE schema_name = 'main' AND table_name = '${name}'`,
    );
    const cloned = columns.getRows().map(([column]) => `${ofClone(String(column))} AS ${quoted(String(column))}`);
    await connection.run(
      `INSERT INTO ${quoted(name)} BY NAME SELECT ${cloned.join(', ')} FROM (SELECT * FROM ${quoted(name)}) CROSS JOIN range(${copies}) AS copy(number)`,
    );
  }
  await connection.run('CHECKPOINT');
  const made: Cloned = {
    trajectories: Number(await numbers('SELECT count(*) AS count FROM trajectory')),
    persons: Number(await numbers('SELECT count(*) AS count FROM person')),
    copies,
    head: Number(await numbers('SELECT "order" AS count FROM projection')),
  };
  connection.disconnectSync();
  instance.closeSync();
  return made;
}

const quoted = (name: string): string => `"${name}"`;

/** The value of a column in a clone. */
function ofClone(column: string): string {
  if (KEYS.has(column)) return `${quoted(column)} || '~' || number`;
  return FROM_THE_BEGINNING.has(column) ? '0' : quoted(column);
}
