import type pb from '@eventstore/db-client/generated/streams_pb.js';
import {
  comparePositions,
  StoreUnavailableError,
  type Position,
  type StoredEvent,
  type SubscribeOptions,
} from '#libs/event-store';
import { Arrivals } from './arrivals.js';
import type { ReadCall } from './connection.js';
import { delay } from './delay.js';
import { translated } from './failures.js';
import type { Sequence } from './instants.js';
import { placeOf, type LedgerReader } from './ledger-reader.js';
import { PAGE_EVENTS } from './read-stream.js';
import { eventIn } from './records.js';

/** A batch is closed when no further event has come for this long, in ms, so that history is not read one by one. */
const LINGER_MS = 5;

/** A batch is closed at this many bytes of events, whatever their number. */
const BATCH_BYTES = 4 * 1024 * 1024;

/** How long to wait before going on after a failure: twice as long each time, up to the longest, in ms. */
export interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * History, then live, from `$all` filtered to this ledger. The call is read only as the caller asks for more: what is
 * not read fills the connection's window, and then the server waits. When it fails the subscription goes on after the last
 * event it gave out, with growing pauses, until it succeeds or its signal aborts; the server's own checkpoints are not
 * used, as they may repeat or stay away.
 *
 * @throws StoreUnavailableError that is not retryable, when trying again cannot help (a user without rights).
 */
export async function* subscribe(
  reader: LedgerReader,
  options: SubscribeOptions,
  closed: AbortSignal,
  backoff: Backoff,
): AsyncGenerator<readonly StoredEvent[]> {
  let after = placeOf(options.after);
  const signal = AbortSignal.any(options.signal ? [options.signal, closed] : [closed]);
  let pause = backoff.firstMs;
  while (!signal.aborted) {
    try {
      for await (const batch of batches(reader, after, options.batchSize ?? PAGE_EVENTS, signal)) {
        after = batch.at(-1)!.position;
        pause = backoff.firstMs;
        yield batch;
        if (signal.aborted) return;
      }
    } catch (error) {
      if (signal.aborted) return;
      const failure = translated(error);
      if (!(failure instanceof StoreUnavailableError) || !failure.retryable) throw failure;
    }
    await delay(pause * (0.5 + Math.random() / 2), signal);
    pause = Math.min(backoff.longestMs, pause * 2);
  }
}

/** Batches of one call, until it ends or the signal aborts. */
async function* batches(
  reader: LedgerReader,
  after: Position | undefined,
  size: number,
  signal: AbortSignal,
): AsyncGenerator<readonly StoredEvent[]> {
  const sequence = await reader.sequenceAfter(after);
  const call = await reader.remote.subscription(after, reader.filter);
  const arrivals = new Arrivals(call, signal);
  try {
    let seen = after;
    while (!signal.aborted) {
      const batch: StoredEvent[] = [];
      await fill(batch, size, { reader, call, arrivals, sequence, seen, signal });
      const last = batch.at(-1);
      if (last) {
        seen = last.position;
        reader.instants.remember(seen, Date.parse(last.recordedAt));
        yield batch;
      } else if (arrivals.isOver) {
        break;
      }
    }
    if (arrivals.error !== null) throw translated(arrivals.error);
  } finally {
    arrivals.dispose();
  }
}

interface Following {
  readonly reader: LedgerReader;
  readonly call: ReadCall;
  readonly arrivals: Arrivals;
  readonly sequence: Sequence;
  readonly seen: Position | undefined;
  readonly signal: AbortSignal;
}

/** Puts into a batch what has come by now, or comes next; nothing when the call or the subscription is over. */
async function fill(batch: StoredEvent[], size: number, following: Following): Promise<void> {
  const { reader, call, arrivals, sequence, signal } = following;
  let [last, bytes, lingered] = [following.seen, 0, false];
  while (batch.length < size && bytes < BATCH_BYTES && !signal.aborted) {
    const answer = call.read() as pb.ReadResp | null;
    if (answer === null) {
      if (arrivals.isOver || lingered) return;
      await arrivals.next(batch.length > 0 ? LINGER_MS : undefined);
      lingered = batch.length > 0 && call.readableLength === 0;
      continue;
    }
    const event = eventIn(answer);
    // A server that begins at the position, not after it, sends one event again.
    if (!event || (last !== undefined && comparePositions(event.position, last) <= 0)) continue;
    const stored = reader.toStored(event, sequence.next(event));
    if (!stored) continue;
    last = stored.position;
    bytes += stored.data.byteLength + stored.metadata.byteLength;
    batch.push(stored);
  }
}
