/** Taking in events: one transaction from the events themselves to the rows they lead to and the checkpoint. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { decode, parseStream } from '#libs/codec';
import { positionOrder, type StoredEvent } from '#libs/event-store';
import { FACT_TABLE_NAMES } from '#libs/fact-schema';
import type { RecordedCareEvent, StreamKind } from '#libs/trajectory';
import { appendRows, inTransaction, query, quoted, type Row } from '../duckdb/sql.js';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { appendFacts } from './append-facts.js';
import { mentionsOf } from './mentions.js';
import { foldPersons, personsAmong } from './refold.js';
import { CLIENT_TABLE, EVENT_TABLE, MENTION_TABLE } from './tables.js';

/** A care event on its way in. */
interface Incoming {
  readonly order: bigint;
  readonly stream: string;
  readonly kind: StreamKind;
  readonly event: RecordedCareEvent;
}

interface MentionRow {
  readonly stream: string;
  readonly client: string;
  readonly links: boolean;
}

interface ClientRow {
  readonly client: string;
  readonly person: string;
  readonly touched: string | bigint;
}

/**
 * Applies events that come after the checkpoint, in order. Either everything they lead to is committed, the
 * checkpoint at the last of them included, or nothing.
 */
export async function applyEvents(
  connection: DuckDBConnection,
  stored: readonly StoredEvent[],
  instruments: InstrumentRegistry,
): Promise<void> {
  const incoming = stored.flatMap(decoded);
  await inTransaction(connection, async () => {
    await appendRows(connection, null, 'event', EVENT_TABLE, incoming.map(eventRow));
    const touched = await recordMentions(connection, incoming);
    if (touched.size > 0) await refoldTouched(connection, touched, instruments);
    const last = stored.at(-1)!;
    await query(connection, `UPDATE "projection" SET "order" = $1, "position" = $2, "recordedAt" = $3`, [
      positionOrder(last.position),
      last.position,
      last.recordedAt,
    ]);
  });
}

/** What is no care event only moves the checkpoint. */
function decoded(stored: StoredEvent): Incoming[] {
  const event = decode(stored);
  if (event === null) return [];
  const { kind } = parseStream(stored.stream)!;
  return [{ order: positionOrder(stored.position), stream: stored.stream, kind, event }];
}

function eventRow({ order, stream, kind, event }: Incoming): Row {
  return { ...event, order, stream, kind, effectiveOn: event.data.effectiveOn, data: JSON.stringify(event.data) };
}

/** Keeps who is named where. Gives each client that the events can have changed anything for, with the last order. */
async function recordMentions(connection: DuckDBConnection, incoming: readonly Incoming[]) {
  const streams = [...new Set(incoming.map(({ stream }) => stream))];
  const known = await query<MentionRow>(
    connection,
    `SELECT "stream", "client", "links" FROM "mention" WHERE "stream" IN (SELECT unnest($1))`,
    [streams],
  );
  const clients = new Map<string, Set<string>>();
  const seen = new Set<string>();
  const note = (mention: MentionRow): boolean => {
    const key = JSON.stringify([mention.stream, mention.client, mention.links]);
    if (seen.has(key)) return false;
    seen.add(key);
    const named = clients.get(mention.stream);
    if (named) named.add(mention.client);
    else clients.set(mention.stream, new Set([mention.client]));
    return true;
  };
  known.forEach(note);
  const fresh: MentionRow[] = [];
  const lastOrder = new Map<string, bigint>();
  for (const { order, stream, kind, event } of incoming) {
    for (const mention of mentionsOf(kind, event)) {
      const row = { stream, ...mention };
      if (note(row)) fresh.push(row);
    }
    lastOrder.set(stream, order);
  }
  await appendRows(connection, null, 'mention', MENTION_TABLE, fresh);
  const touched = new Map<string, bigint>();
  for (const [stream, order] of lastOrder) {
    for (const client of clients.get(stream) ?? []) {
      if (order > (touched.get(client) ?? -1n)) touched.set(client, order);
    }
  }
  return touched;
}

/** Folds everybody anew who was or becomes one person with a touched client. */
async function refoldTouched(
  connection: DuckDBConnection,
  touched: ReadonlyMap<string, bigint>,
  instruments: InstrumentRegistry,
): Promise<void> {
  const before = await query<ClientRow>(
    connection,
    `SELECT "client", "person", CAST("touched" AS VARCHAR) AS "touched" FROM "client"
      WHERE "person" IN (SELECT "person" FROM "client" WHERE "client" IN (SELECT unnest($1)))`,
    [[...touched.keys()]],
  );
  const touchedAt = new Map<string, bigint>(before.map((row) => [row.client, BigInt(row.touched)]));
  for (const [client, order] of touched) touchedAt.set(client, order);

  const source = { connection };
  const persons = await personsAmong(source, [...touchedAt.keys()]);
  await deleteWhere(connection, 'client', 'client', [...touchedAt.keys()]);
  const clientRows = persons.flatMap(({ person, clients }) =>
    clients.map((client): ClientRow => ({ client, person, touched: touchedAt.get(client)! })),
  );
  await appendRows(connection, null, 'client', CLIENT_TABLE, clientRows);

  const old = [...new Set(before.map(({ person }) => person))];
  for (const table of FACT_TABLE_NAMES) await deleteWhere(connection, table, 'person', old);
  for await (const facts of foldPersons(source, persons, instruments)) await appendFacts(connection, null, facts);
}

async function deleteWhere(connection: DuckDBConnection, table: string, column: string, values: readonly string[]) {
  if (values.length === 0) return;
  await query(connection, `DELETE FROM ${quoted(table)} WHERE ${quoted(column)} IN (SELECT unnest($1))`, [values]);
}
