/** What has to be written to bring a person's rows from one fold to the next. */
import { ALL_FACT_TABLE_NAMES, type AnyFactTableName, type PersonFacts } from '#libs/fact-schema';
import { sameRow } from '../fold/same-rows.js';
import type { Holding } from '../past/beside-past.js';

/** For one table: whose rows go, and which rows come. */
export interface TableChange {
  readonly cleared: string[];
  readonly added: object[];
}

export type Changes = Readonly<Record<AnyFactTableName, TableChange>>;

/** No change yet. */
export function noChanges(): Changes {
  const tables = ALL_FACT_TABLE_NAMES.map((name) => [name, { cleared: [], added: [] }] as const);
  return Object.fromEntries(tables) as unknown as Changes;
}

/**
 * Adds what changes for one person. Most events only add rows at the end of a table; where a row that was there is
 * gone or differs, or another event says the same since, the person's rows of that table are written anew.
 */
export function addChanges(
  changes: Changes,
  person: string,
  before: PersonFacts | null,
  after: PersonFacts,
  { held, anew }: Holding,
): void {
  for (const name of ALL_FACT_TABLE_NAMES) {
    const [old, fresh] = [before?.[name] ?? [], after[name]] as readonly (readonly object[])[];
    if (old!.every((row, i) => sameRow(row, fresh![i])) && !anew(name, fresh!.slice(0, old!.length))) {
      if (fresh!.length > old!.length) changes[name].added.push(...held(name, fresh!.slice(old!.length)));
    } else {
      changes[name].cleared.push(person);
      changes[name].added.push(...held(name, fresh!));
    }
  }
}
