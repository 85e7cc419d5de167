/** Which clients an event names, whatever becomes of it later; and so whom an event touches. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { RecordedCareEvent, StreamKind } from '#libs/trajectory';
import { appendRows, query } from '../duckdb/sql.js';
import { MENTION_TABLE } from './tables.js';

/** A care event on its way in. */
export interface Incoming {
  readonly order: bigint;
  readonly stream: string;
  readonly kind: StreamKind;
  readonly event: RecordedCareEvent;
  /** Names of the own streams of the clients that it names. */
  readonly clientStreams: ReadonlyMap<string, string>;
}

/** A client named by an event; `links` when the event links it to another or speaks of such a link. */
export interface Mention {
  readonly client: string;
  readonly links: boolean;
}

/** The clients an event names: the client of its stream, and those in its data or in the data inside a correction. */
export function mentionsOf(kind: StreamKind, event: RecordedCareEvent): readonly Mention[] {
  // Most events name nobody.
  if (kind !== 'client' && !('client' in event.data || 'data' in event.data)) return NOBODY;
  const clients = new Set<string>();
  let data: unknown = event.data;
  while (isObject(data)) {
    if (isObject(data['client']) && typeof data['client']['pseudonym'] === 'string') {
      clients.add(data['client']['pseudonym']);
    }
    if (typeof data['otherClient'] === 'string') clients.add(data['otherClient']);
    data = data['data'];
  }
  if (kind !== 'client') return [...clients].map((client) => ({ client, links: false }));
  const others = [...clients].filter((client) => client !== event.subject);
  const own = { client: event.subject, links: others.length > 0 };
  return [own, ...others.map((client) => ({ client, links: true }))];
}

const NOBODY: readonly Mention[] = [];

interface MentionRow extends Mention {
  readonly stream: string;
  readonly clientStream: string;
}

/**
 * Keeps who is named where.
 * @returns each client that the events can have changed anything for, with the order of the last such event.
 */
export async function recordMentions(
  connection: DuckDBConnection,
  incoming: readonly Incoming[],
): Promise<ReadonlyMap<string, bigint>> {
  if (incoming.length === 0) return new Map();
  const lastOrder = new Map(incoming.map(({ stream, order }) => [stream, order]));
  const rows = await query<MentionRow>(
    connection,
    `SELECT "stream", "client", "links", "clientStream" FROM "mention" WHERE "stream" IN (SELECT unnest($1))`,
    [[...lastOrder.keys()]],
  );
  const keyOf = ({ stream, clientStream, links }: MentionRow) => `${links} ${stream} ${clientStream}`;
  const known = new Set(rows.map(keyOf));
  const fresh: MentionRow[] = [];
  for (const { stream, kind, event, clientStreams } of incoming) {
    for (const mention of mentionsOf(kind, event)) {
      const row = { stream, ...mention, clientStream: clientStreams.get(mention.client)! };
      if (known.has(keyOf(row))) continue;
      known.add(keyOf(row));
      fresh.push(row);
    }
  }
  await appendRows(connection, null, 'mention', MENTION_TABLE, fresh);
  const touched = new Map<string, bigint>();
  for (const { stream, client } of [...rows, ...fresh]) {
    const order = lastOrder.get(stream)!;
    if (order > (touched.get(client) ?? -1n)) touched.set(client, order);
  }
  return touched;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
