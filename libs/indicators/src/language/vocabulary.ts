/** What a definition can name: the units (fact tables, event types) and their fields. */
import {
  ALL_FACT_TABLES,
  EVENT_FACT_NAMES,
  streamKindOf,
  type AnyFactTableName,
  type Column,
  type ColumnType,
  type StandingEventName,
} from '#libs/fact-schema';

/**
 * Types of values in a definition: `list` of texts, `entries` = numbers by code. `any` stands for a value whose fault has been reported.
 */
export type ValueType = 'text' | 'number' | 'boolean' | 'date' | 'list' | 'entries' | 'any';

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
  /** Fields that put rows in one order when nothing else does: the id, the place of the event, or everything. */
  readonly keys: readonly string[];
  /** Those of them that tell rows of one event apart: in all other fields these are the same. */
  readonly withinEvent: readonly string[];
  /** Fields that together tell a row from every other one of its person, in words. */
  readonly identity: readonly string[];
  /** Fields with an id, and of what: an id belongs to one person alone. A record has that of one of its trajectories. */
  readonly ids: Readonly<Record<string, IdKind>>;
  /** Which institutions carry it out, for the breakdown by provider, and the field with the id of the measure or probation. */
  readonly institution: { readonly kind: 'measure' | 'probation'; readonly idField: string } | null;
  /** Of an event: where the stream is that it stands on, and the field with its id. Null when it stands on none but the client's. */
  readonly stream: { readonly unit: 'trajectory' | 'measure' | 'probation'; readonly idField: string } | null;
  /** What the rows keep of the person and of each other, where they do: it need not be looked up. */
  readonly kept?: Kept;
}

export type IdKind = 'trajectory' | 'measure' | 'probation';

/** Columns of a unit's rows that hold what would otherwise be looked up. */
export interface Kept {
  /** Of the person, by field. */
  readonly person: Readonly<Record<string, string>>;
  /** By the field that is the index: where the person lived then, and the first leaving from which it had not returned. */
  readonly at: Readonly<Record<string, { readonly municipality: string; readonly leftOn: string }>>;
  /** The start of the next one of the same person that starts after this one has ended. */
  readonly nextStart: string;
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

/** What has an id of its own, and of which kind that is. */
const OWN_ID: Readonly<Record<string, IdKind>> = {
  record: 'trajectory',
  careEpisode: 'trajectory',
  trajectory: 'trajectory',
  measure: 'measure',
  probation: 'probation',
};

/** Columns with the id of something else. */
const IDS: Readonly<Record<string, IdKind>> = {
  record: 'trajectory',
  trajectory: 'trajectory',
  measure: 'measure',
  probation: 'probation',
};

/** Quotes an identifier. Only names of the vocabulary and of this library come here. */
export const quoted = (identifier: string): string => `"${identifier}"`;

const typeOf = ({ type, holds }: Column): ValueType => holds ?? TYPES[type];

/** A fact table, or the events of a type, as a unit; undefined when there is no such thing. */
export function factUnit(schema: string, name: string): Unit | undefined {
  if (!Object.hasOwn(ALL_FACT_TABLES, name)) return undefined;
  const { columns } = ALL_FACT_TABLES[name as AnyFactTableName];
  const names = Object.keys(columns);
  const own = OWN_ID[name];
  const rows = {
    from: `${schema}.${quoted(name)}`,
    fields: Object.fromEntries(Object.entries(columns).map(([column, one]) => [column, typeOf(one)])),
    ids: {
      ...Object.fromEntries(Object.entries(IDS).filter(([column]) => names.includes(column))),
      ...(own && { id: own }),
    },
  };
  if ((EVENT_FACT_NAMES as readonly string[]).includes(name)) {
    return { ...rows, ...eventUnit(name as StandingEventName) };
  }
  // An assessment has a row for each scale.
  const withinEvent = name === 'assessment' ? ['scale', 'score'] : [];
  const identified = own !== undefined;
  return {
    ...rows,
    keys: identified
      ? ['id']
      : names.includes('rankInPerson')
        ? ['rankInPerson', ...withinEvent]
        : names.filter((column) => column !== 'person'),
    withinEvent,
    identity: identified
      ? ['id']
      : NAMING.filter((column) => names.includes(column) && !(column === 'scale' && names.includes('goal'))),
    institution: name === 'measure' || name === 'probation' ? { kind: name, idField: 'id' } : null,
    stream: null,
  };
}

/** Of two events of a type on one day the earlier one in the order of the ledger comes first. */
function eventUnit(
  name: StandingEventName,
): Pick<Unit, 'keys' | 'withinEvent' | 'identity' | 'institution' | 'stream'> {
  const kind = streamKindOf(name);
  return {
    keys: ['rank'],
    withinEvent: [],
    identity: ['source', 'id'],
    institution: kind === 'measure' || kind === 'probation' ? { kind, idField: kind } : null,
    stream: kind === 'client' ? null : { unit: kind, idField: kind },
  };
}

/** Names of the units that every definition has. */
export const UNIT_NAMES = Object.keys(ALL_FACT_TABLES);
