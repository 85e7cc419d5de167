/** What a definition can name: the units (fact tables) and their fields. */
import { FACT_TABLES, type ColumnType, type FactTableName } from '#libs/fact-schema';

/** Types of values in a definition. `any` stands for a value whose fault has been reported. */
export type ValueType = 'text' | 'number' | 'boolean' | 'date' | 'any';

const TYPES: Readonly<Record<ColumnType, ValueType>> = {
  VARCHAR: 'text',
  DATE: 'date',
  INTEGER: 'number',
  BIGINT: 'number',
  DOUBLE: 'number',
  BOOLEAN: 'boolean',
};

/** Something that can be counted or looked up: one row of it belongs to one person. */
export interface Unit {
  /** Where its rows are: a quoted table, or the name of a common table expression. */
  readonly from: string;
  readonly fields: Readonly<Record<string, ValueType>>;
  /** Fields that put rows in one order when nothing else does: the id, or everything. */
  readonly keys: readonly string[];
  /** Fields that together tell a row from every other one of its person, in words. */
  readonly identity: readonly string[];
  /** Which institutions carry it out, for the breakdown by provider. */
  readonly institutionKind: 'measure' | 'probation' | null;
}

/** Columns that say which row of its person one is, where it has no id of its own; a person alone has none but that. */
const NAMING = [
  'kind',
  'measure',
  'trajectory',
  'id',
  'goal',
  'authorisation',
  'on',
  'fromOn',
  'leftOn',
  'rankInPerson',
  'scale',
];

/** Quotes an identifier. Only names of the vocabulary and of this library come here. */
export const quoted = (identifier: string): string => `"${identifier}"`;

/** A fact table as a unit; undefined when there is no such table. */
export function factUnit(schema: string, name: string): Unit | undefined {
  if (!Object.hasOwn(FACT_TABLES, name)) return undefined;
  const columns = FACT_TABLES[name as FactTableName].columns as Readonly<Record<string, { type: ColumnType }>>;
  const names = Object.keys(columns);
  const identified = ['record', 'measure', 'probation', 'trajectory'].includes(name);
  return {
    from: `${schema}.${quoted(name)}`,
    fields: Object.fromEntries(names.map((column) => [column, TYPES[columns[column]!.type]])),
    // `rankInPerson` leads: of two events on one day the later one in the order of the ledger.
    keys: identified
      ? ['id']
      : [...names]
          .filter((column) => column !== 'person')
          .sort((a, b) => +(b === 'rankInPerson') - +(a === 'rankInPerson')),
    identity: identified
      ? ['id']
      : NAMING.filter((column) => names.includes(column) && !(column === 'scale' && names.includes('goal'))),
    institutionKind: name === 'measure' || name === 'probation' ? name : null,
  };
}

/** Names of the units that every definition has. */
export const UNIT_NAMES = Object.keys(FACT_TABLES);
