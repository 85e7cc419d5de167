/** What a facts file was built by. A file of another version is of no use: it is rebuilt from the events. */
import { createHash } from 'node:crypto';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { ALL_PAST_TABLES } from '../past/past-tables.js';
import { HELD_TABLES, INDEXED_COLUMNS, OWN_TABLES } from './tables.js';

/** Raise with every change of the fold, or of what is kept, that changes a row; changed tables are noticed by themselves. */
const FOLD_VERSION = 2;

/** The version of tables, fold and configured instruments. */
export function factsVersion(instruments: InstrumentRegistry): string {
  const content = JSON.stringify([OWN_TABLES, HELD_TABLES, ALL_PAST_TABLES, INDEXED_COLUMNS, instruments.definitions]);
  return `${FOLD_VERSION}-${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
}
