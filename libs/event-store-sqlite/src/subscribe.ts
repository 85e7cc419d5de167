import { setImmediate } from 'node:timers/promises';
import { checkPosition, positionOrder, type StoredEvent, type SubscribeOptions } from '#libs/event-store';
import type { CommitSignal } from './commit-signal.js';
import { PAGE_EVENTS } from './read-all.js';
import { toRowId, type Reader } from './reader.js';

const FOREVER = 2n ** 63n - 1n;

/** What a subscription needs of its store. */
export interface SubscriptionSource {
  readonly reader: Reader;
  readonly committed: CommitSignal;
  /** How often to look for commits of other processes, in ms. */
  readonly pollMs: number;
  isClosed(): boolean;
}

/**
 * History, then live. Nothing is buffered: the next batch is read when the caller asks for it, always from after the
 * last event it got, so there is no hand-over that could lose or repeat one.
 */
export async function* subscribe(
  source: SubscriptionSource,
  options: SubscribeOptions,
): AsyncGenerator<readonly StoredEvent[]> {
  if (options.after !== undefined) checkPosition(options.after);
  const size = options.batchSize ?? PAGE_EVENTS;
  let after = toRowId(options.after ?? '0');
  while (!options.signal?.aborted && !source.isClosed()) {
    const batch = source.reader.pageByPosition(after, FOREVER, size);
    if (batch.length === 0) {
      await source.committed.wait(source.pollMs, options.signal);
      continue;
    }
    after = positionOrder(batch.at(-1)!.position);
    yield batch;
    await setImmediate();
  }
}
