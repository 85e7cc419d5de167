/** What a facts file says of itself, without anything being made or changed in it. */
import { DuckDBInstance } from '@duckdb/node-api';
import type { Position } from '#libs/event-store';
import { query } from '../duckdb/sql.js';
import { instrumentRegistry, type InstrumentDefinition } from '../fold/instruments.js';
import { FactsUnavailableError } from './errors.js';
import { factsVersion } from './version.js';

export interface FactsFile {
  /** Whether this version of the program built it, with these instruments: if not, it is made anew when it is opened. */
  readonly current: boolean;
  /** Up to where the events are in it; null where it is not current. */
  readonly position: Position | null;
  /** When the event there was recorded; null before the first. */
  readonly recordedAt: string | null;
  /** Whether the last care event that the checkpoint names is the last that is in the tables. */
  readonly consistent: boolean;
}

/**
 * Looks into a facts file that nobody else has open.
 * @throws FactsUnavailableError when it is in use, damaged, or no facts file
 */
export async function lookIntoFacts(
  path: string,
  instruments: readonly InstrumentDefinition[] = [],
): Promise<FactsFile> {
  let instance: DuckDBInstance | undefined;
  try {
    instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
    const connection = await instance.connect();
    const [built] = await query<{ version: string }>(connection, 'SELECT "version" FROM "projection"');
    if (!built) throw new Error('it does not say what built it');
    if (built.version !== factsVersion(instrumentRegistry(instruments))) return NOT_CURRENT;
    const [row] = await query<Omit<FactsFile, 'current'>>(
      connection,
      `SELECT "position", "recordedAt",
          "newestOrder" <= "order" AND "newestOrder" = (SELECT coalesce(max("order"), 0) FROM "event") AS "consistent"
        FROM "projection"`,
    );
    return { current: true, ...row! };
  } catch (error) {
    throw new FactsUnavailableError('the facts file cannot be read', { cause: error });
  } finally {
    instance?.closeSync();
  }
}

const NOT_CURRENT: FactsFile = { current: false, position: null, recordedAt: null, consistent: true };
