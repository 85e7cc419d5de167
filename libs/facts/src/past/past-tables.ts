/** The tables that keep what the rows of care were before: a state as of an earlier position is read from them. */
import { FACT_TABLES, required, type Column, type FactTable } from '#libs/fact-schema';
import { CARE_TABLES, type CareTableName } from '../fold/fold-person.js';
import { BESIDE_PAST_TABLES, type BesidePastName } from './beside-tables.js';
import type { PastRows } from './past-rows.js';

export type PastTableName = `past_${CareTableName}`;

/** The table with the earlier rows of another. */
export function pastNameOf(table: CareTableName): PastTableName {
  return `past_${table}`;
}

/** What a row of an earlier state has beside its own columns. */
const WHEN = {
  until: required('BIGINT', 'Order of the event that changed the rows of this person in this table'),
  none: required('BOOLEAN', 'There was no row until then; the other columns are null'),
} as const;

/**
 * For each table of care, the rows of a person as they were before each event that changed any of them. As of an order, the
 * rows with the smallest later `until` hold; where there is none, the newest rows hold.
 */
export const PAST_TABLES = Object.fromEntries(
  CARE_TABLES.map((name): [PastTableName, FactTable] => [
    pastNameOf(name),
    { about: `Earlier rows of ${name}`, columns: { ...orNone(FACT_TABLES[name]), ...WHEN } },
  ]),
) as Readonly<Record<PastTableName, FactTable>>;

/** Tables with earlier rows of persons, of care and of what stands beside it. */
export const PAST_TABLE_NAMES = Object.keys({ ...PAST_TABLES, ...BESIDE_PAST_TABLES }) as readonly (
  PastTableName | BesidePastName
)[];

/** The rows in which an earlier state is kept. */
export function pastTableRows({ person, until, rows }: PastRows): object[] {
  return rows.length === 0 ? [{ person, until, none: true }] : rows.map((row) => ({ ...row, until, none: false }));
}

/**
 * Clients of whom not every earlier state is kept: what they were is folded from their events. Who was ever linked to one of
 * them, by however many steps, is one of them too.
 */
export const UNKEPT_TABLE = {
  about: 'Clients whose earlier rows are not all kept',
  columns: { client: required('VARCHAR', 'Pseudonym') },
} as const satisfies FactTable;

/** Clients of whom earlier states of what stands beside care are not kept, though those of care are: a fill found too much in one stream, or of those who were linked to each other. */
export const APART_TABLE = {
  about: 'Clients of whom earlier rows are kept of care only',
  columns: { client: required('VARCHAR', 'Pseudonym') },
} as const satisfies FactTable;

/** Tables that only tell the past: nothing else is lost without them. */
export const ALL_PAST_TABLES: Readonly<Record<string, FactTable>> = {
  ...PAST_TABLES,
  ...BESIDE_PAST_TABLES,
  unkept: UNKEPT_TABLE,
  apart: APART_TABLE,
};

function orNone({ columns }: FactTable): Record<string, Column> {
  const all = Object.entries(columns).map(([name, column]): [string, Column] => [name, { ...column, nullable: true }]);
  return { ...Object.fromEntries(all), person: columns['person']! };
}
