/** The tables the fact store keeps beside the facts: every event, who is mentioned where, and how far it has come. */
import { ALL_FACT_TABLES, POPULATION_TABLE, REGION_TABLE, required, type FactTable } from '#libs/fact-schema';
import { isBeside } from '../past/beside-tables.js';

/** Every care event, as it was recorded: what is looked up as columns, the rest in its text only. */
export const EVENT_TABLE = {
  about: 'Every care event up to the checkpoint, corrections and retractions included',
  columns: {
    order: { type: 'BIGINT', nullable: false, about: 'The number that orders its position' },
    position: { type: 'VARCHAR', nullable: false, about: 'Place in the ledger' },
    stream: { type: 'VARCHAR', nullable: false, about: 'Name in the event store' },
    kind: { type: 'VARCHAR', nullable: false, about: 'trajectory, measure, probation or client' },
    subject: { type: 'VARCHAR', nullable: false, about: 'Id within the kind' },
    recordedAt: { type: 'VARCHAR', nullable: false, about: 'UTC instant' },
    name: { type: 'VARCHAR', nullable: false, about: 'Event type without its prefix' },
    event: { type: 'VARCHAR', nullable: false, about: 'The recorded event as JSON, without its subject' },
  },
} as const satisfies FactTable;

/**
 * Which clients a stream has ever named: as its client, as what a correction made of it, or by a link. A superset of
 * whom the stream belongs to at any position, so that whatever may change with a stream is found.
 */
export const MENTION_TABLE = {
  about: 'Clients ever named by a stream',
  columns: {
    stream: { type: 'VARCHAR', nullable: false, about: 'Name in the event store' },
    client: { type: 'VARCHAR', nullable: false, about: 'Pseudonym' },
    links: { type: 'BOOLEAN', nullable: false, about: 'Named as one of two linked clients' },
    clientStream: { type: 'VARCHAR', nullable: false, about: 'Name of the own stream of the client' },
  },
} as const satisfies FactTable;

/** Every pseudonym and the person it belongs to. */
export const CLIENT_TABLE = {
  about: 'Clients at the checkpoint',
  columns: {
    client: { type: 'VARCHAR', nullable: false, about: 'Pseudonym' },
    person: { type: 'VARCHAR', nullable: false, about: 'Smallest pseudonym of those linked' },
    touched: { type: 'BIGINT', nullable: false, about: 'Order of the last event on a stream that names the client' },
  },
} as const satisfies FactTable;

/** One row: what the tables were built by and up to where. */
export const PROJECTION_TABLE = {
  about: 'Version and checkpoint',
  columns: {
    version: { type: 'VARCHAR', nullable: false, about: 'Version of tables, fold and configuration' },
    order: { type: 'BIGINT', nullable: false, about: 'The number that orders the checkpoint' },
    position: { type: 'VARCHAR', nullable: false, about: 'Checkpoint' },
    recordedAt: { type: 'VARCHAR', nullable: true, about: 'When the event at the checkpoint was recorded' },
    newestOrder: { type: 'BIGINT', nullable: false, about: 'The number that orders the last care event' },
    newestPosition: { type: 'VARCHAR', nullable: false, about: 'Place of the last care event' },
    newestRecordedAt: { type: 'VARCHAR', nullable: true, about: 'When that was recorded' },
  },
} as const satisfies FactTable;

/** Persons that were erased; nothing else is left of them. */
export const ERASURE_TABLE = {
  about: 'Erasures up to the checkpoint',
  columns: {
    order: { type: 'BIGINT', nullable: false, about: 'The number that orders its position' },
    position: { type: 'VARCHAR', nullable: false, about: 'Place in the ledger' },
    recordedAt: { type: 'VARCHAR', nullable: false, about: 'UTC instant' },
    rewritten: { type: 'BOOLEAN', nullable: false, about: 'Whether the file was written anew since' },
  },
} as const satisfies FactTable;

/** Tables of configuration: they stand beside the facts in every view, as they are now. */
export const CONFIGURED_TABLES = { region: REGION_TABLE, population: POPULATION_TABLE } as const;

/** Tables that every view has: the facts and what is configured. */
export const VIEW_TABLES: Readonly<Record<string, FactTable>> = { ...ALL_FACT_TABLES, ...CONFIGURED_TABLES };

const SINCE = required('BIGINT', 'Order from which on the row is so, where `shifted` says nothing else; 0 = not known');

/** The same as they are held: rows of what stands beside care with the order from which on they are so. */
export const HELD_TABLES: Readonly<Record<string, FactTable>> = Object.fromEntries(
  Object.entries(VIEW_TABLES).map(([name, { about, columns }]): [string, FactTable] => [
    name,
    { about, columns: isBeside(name) ? { ...columns, since: SINCE } : columns },
  ]),
);

/** The schema in which a reader of the newest facts finds the tables, without what only the store itself reads. */
export const NEWEST_SCHEMA = 'newest';

/** Tables that only the store itself reads. */
export const OWN_TABLES: Readonly<Record<string, FactTable>> = {
  event: EVENT_TABLE,
  mention: MENTION_TABLE,
  client: CLIENT_TABLE,
  erasure: ERASURE_TABLE,
  projection: PROJECTION_TABLE,
};

/**
 * Looked up for each event that comes in, however large they grow; without an index a lookup reads the whole table.
 * Rows of these tables are deleted only when a person is erased.
 */
export const INDEXED_COLUMNS = [
  ['event', 'stream'],
  ['mention', 'stream'],
  ['mention', 'client'],
] as const;
