/** Bringing the fact tables from one checkpoint to the next, for the persons that events touched. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { ALL_FACT_TABLE_NAMES } from '#libs/fact-schema';
import { appendRows, query, quoted } from '../duckdb/sql.js';
import { foldPerson } from '../fold/fold-person.js';
import type { StreamHistory } from '../fold/history.js';
import type { InstrumentRegistry } from '../fold/instruments.js';
import type { Breather } from './breather.js';
import { PastKeeper } from '../past/past-keeper.js';
import { addChanges, noChanges, type Changes } from './changes.js';
import type { Incoming } from './incoming.js';
import { historyOf } from './ownership.js';
import type { PersonClients } from './persons.js';
import { personsConcerned, placeKey } from './refold.js';
import { CLIENT_TABLE, HELD_TABLES } from './tables.js';

interface ClientRow {
  readonly client: string;
  readonly person: string;
  readonly touched: string | bigint;
}

/**
 * Folds everybody anew who was or becomes one person with a touched client, and writes what differs.
 * @param touched clients with the order of the last event that touched them.
 * @param incoming the events since the checkpoint, already in the event table.
 * @param breather awaited after each person and each table
 */
export async function rewriteTouched(
  connection: DuckDBConnection,
  touched: ReadonlyMap<string, bigint>,
  incoming: readonly Incoming[],
  instruments: InstrumentRegistry,
  breather: Breather,
): Promise<void> {
  const before = await query<ClientRow>(
    connection,
    `SELECT "client", "person", CAST("touched" AS VARCHAR) AS "touched" FROM "client"
      WHERE "person" IN (SELECT "person" FROM "client" WHERE "client" IN (SELECT unnest($1)))`,
    [[...touched.keys()]],
  );
  const touchedAt = new Map<string, bigint>(before.map((row) => [row.client, BigInt(row.touched)]));
  for (const [client, order] of touched) touchedAt.set(client, order);
  const { persons, portions } = await personsConcerned({ connection }, [...touchedAt.keys()]);
  await writeClients(connection, before, persons, touchedAt);

  const { kept, gone } = compareGroups(before, persons);
  for (const table of ALL_FACT_TABLE_NAMES) await clear(connection, table, 'person', gone);
  const arrived = countByStream(incoming);
  const past = await PastKeeper.open(connection, [...touchedAt.keys()], incoming[0]?.order ?? null, instruments);
  for await (const portion of portions) {
    const changes = noChanges();
    for (const one of portion) {
      const earlier = one.streams.map((stream) => without(stream, arrived));
      const old = kept.has(one.person) ? foldPerson(historyOf(one, earlier), instruments) : null;
      const facts = foldPerson(historyOf(one, one.streams), instruments);
      const holding = past.add(one, { first: old, last: facts });
      addChanges(changes, one.person, old, facts, holding);
      await breather.breathe();
    }
    await writeChanges(connection, changes, breather);
    await past.write(breather);
  }
  await past.finish();
}

/** Persons of the same pseudonyms as before, and former persons that are no more or have other pseudonyms now. */
function compareGroups(before: readonly ClientRow[], persons: readonly PersonClients[]) {
  const sizes = new Map<string, number>();
  for (const { person } of before) sizes.set(person, (sizes.get(person) ?? 0) + 1);
  const personBefore = new Map(before.map(({ client, person }) => [client, person]));
  const kept = new Set<string>();
  for (const { person, clients } of persons) {
    const same = clients.length === sizes.get(person) && clients.every((client) => personBefore.get(client) === person);
    if (same) kept.add(person);
  }
  return { kept, gone: [...sizes.keys()].filter((person) => !kept.has(person)) };
}

function countByStream(incoming: readonly Incoming[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind, event } of incoming) {
    const place = placeKey({ kind, subject: event.subject });
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
}

/** A stream as it was before the newest of its events arrived. */
function without(stream: StreamHistory, arrived: ReadonlyMap<string, number>): StreamHistory {
  const count = arrived.get(placeKey(stream)) ?? 0;
  return count === 0 ? stream : { ...stream, events: stream.events.slice(0, -count) };
}

async function writeClients(
  connection: DuckDBConnection,
  before: readonly ClientRow[],
  persons: readonly PersonClients[],
  touchedAt: ReadonlyMap<string, bigint>,
): Promise<void> {
  const rows = persons.flatMap(({ person, clients }) =>
    clients.map((client): ClientRow => ({ client, person, touched: touchedAt.get(client)! })),
  );
  const known = before.map(({ client }) => client);
  await clear(connection, 'client', 'client', known);
  await appendRows(connection, null, 'client', CLIENT_TABLE, rows);
}

async function writeChanges(connection: DuckDBConnection, changes: Changes, breather: Breather): Promise<void> {
  for (const name of ALL_FACT_TABLE_NAMES) {
    const { cleared, added } = changes[name];
    await clear(connection, name, 'person', cleared);
    await appendRows(connection, null, name, HELD_TABLES[name]!, added);
    await breather.breathe();
  }
}

async function clear(connection: DuckDBConnection, table: string, column: string, values: readonly string[]) {
  if (values.length === 0) return;
  await query(connection, `DELETE FROM ${quoted(table)} WHERE ${quoted(column)} IN (SELECT unnest($1))`, [values]);
}
