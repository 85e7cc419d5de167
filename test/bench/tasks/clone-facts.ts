/** Facts of a country, made of those of a region: every row again under new keys, so often that there are enough trajectories. */
import { copyFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { FACT_TABLE_NAMES, FACT_TABLES } from '#libs/fact-schema';

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
const KEYS = new Set(['person', 'id', 'record', 'trajectory', 'measure']);

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
  const clones = (table: string, columns: readonly string[]) =>
    `INSERT INTO ${quoted(table)} BY NAME SELECT ${columns.join(', ')} FROM (SELECT * FROM ${quoted(table)}) CROSS JOIN range(${copies}) AS copy(number)`;
  for (const name of copies === 0 ? [] : FACT_TABLE_NAMES) {
    await connection.run(clones(name, Object.keys(FACT_TABLES[name].columns).map(renamed)));
  }
  if (copies > 0) await connection.run(clones('client', [renamed('client'), renamed('person'), '0']));
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

const renamed = (column: string): string =>
  KEYS.has(column) || column === 'client' ? `${quoted(column)} || '~' || number` : quoted(column);
