/** Given these events, then these rows. */
import type { FactRow, FactTableName } from '#libs/fact-schema';
import { foldPerson } from '../src/fold/fold-person.js';
import { instrumentRegistry, type InstrumentDefinition } from '../src/fold/instruments.js';
import { history, type OnStream } from './events.js';

/** The rows of one table that a person's events fold into, with only the columns named (all when none is). */
export function folded<N extends FactTableName>(
  table: N,
  events: readonly OnStream[],
  columns: readonly (keyof FactRow<N> & string)[] = [],
  instruments: readonly InstrumentDefinition[] = [],
): unknown[] {
  const rows = foldPerson(history('p', events), instrumentRegistry(instruments))[table] as readonly Record<
    string,
    unknown
  >[];
  if (columns.length === 0) return [...rows];
  return rows.map((row) => columns.map((column) => row[column]));
}
