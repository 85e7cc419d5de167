/** Taking in events: one transaction from the events themselves to the rows they lead to and the checkpoint. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Codec } from '#libs/codec';
import type { Head, StoredEvent } from '#libs/event-store';
import { appendRows, inTransaction } from '../duckdb/sql.js';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { markUnkept } from '../past/unkept.js';
import { Breather } from './breather.js';
import { moveCheckpoint } from './checkpoint.js';
import { eraseStreams, stillNamed } from './erase-streams.js';
import { decoded, erasureIn, eventRow, type Incoming } from './incoming.js';
import { preferIndexes } from './look-ups.js';
import { recordMentions } from './mentions.js';
import { EVENT_TABLE } from './tables.js';
import { rewriteTouched } from './rewrite.js';

/**
 * Applies events that come after the checkpoint, in order. Either everything they lead to is committed, the
 * checkpoint at the last of them included, or nothing. Where a person is erased, what is derived from the tables, and their
 * file, must be made anew.
 */
export async function applyEvents(
  connection: DuckDBConnection,
  codec: Codec,
  stored: readonly StoredEvent[],
  instruments: InstrumentRegistry,
): Promise<void> {
  const breather = new Breather();
  const incoming: Incoming[] = [];
  for (const one of stored) {
    incoming.push(...decoded(codec, one));
    await breather.breathe();
  }
  const erasures = stored.flatMap(erasureIn);
  await preferIndexes(connection);
  await inTransaction(connection, async () => {
    if (incoming.length > 0) await appendRows(connection, null, 'event', EVENT_TABLE, incoming.map(eventRow));
    await breather.breathe();
    let touched = await recordMentions(connection, incoming);
    if (erasures.length > 0) {
      const erased = await stillNamed(connection, await eraseStreams(connection, erasures));
      await markUnkept(connection, [...erased.keys()]);
      touched = await stillNamed(connection, new Map([...touched, ...erased]));
    }
    if (touched.size > 0) await rewriteTouched(connection, touched, incoming, instruments, breather);
    const came = incoming.at(-1);
    const newest = came ? { order: came.order, ...headOf(came.event) } : ('unchanged' as const);
    await moveCheckpoint(connection, headOf(stored.at(-1)!), erasures.length > 0 ? 'unknown' : newest);
  });
}

const headOf = ({ position, recordedAt }: Head): Head => ({ position, recordedAt });
