/** Keeping which clients a stream named, whatever becomes of that later; and so whom an event touches. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { appendRows, query } from '../duckdb/sql.js';
import { mentionsOf, type Incoming, type Mention } from './incoming.js';
import { MENTION_TABLE } from './tables.js';

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
