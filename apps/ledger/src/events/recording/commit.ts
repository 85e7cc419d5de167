/** Appends what a group accepted, and what is sealed, in the order of the group, in one call. */
import { sizeOf, type EventStore, type StreamWrite } from '#libs/event-store';
import type { Accepted } from './working-stream.js';

/**
 * Gives every event its place. Neighbours of one stream share a write, as far as the store takes their bytes at once. A write whose stream was changed by someone else falls, and with it the later
 * ones of that stream (a guarantee of `appendMany`), so that nothing lands on a history it was not decided on.
 */
export async function commit(store: EventStore, accepted: readonly Accepted[]): Promise<void> {
  const runs = runsOf(accepted, store.maxWriteBytes);
  const results = await store.appendMany(runs.map(writeOf), { leafHashes: true });
  runs.forEach((run, i) => {
    const result = results[i]!;
    run.forEach((item, n) => {
      if (!result.ok) item.place = result.error;
      else {
        const event = result.events[n]!;
        item.place = { ...event, repeated: result.repeated?.includes(event.id) ?? false };
      }
    });
  });
}

/** Neighbours of one stream, none with more bytes than the limit unless it is of one event alone. */
function runsOf(accepted: readonly Accepted[], limit: number): Accepted[][] {
  const runs: Accepted[][] = [];
  let last: Accepted[] | undefined;
  let bytes = 0;
  for (const item of accepted) {
    const size = sizeOf(item.encoded!);
    if (last?.[0]!.stream === item.stream && bytes + size <= limit) {
      last.push(item);
      bytes += size;
    } else {
      runs.push((last = [item]));
      bytes = size;
    }
  }
  return runs;
}

function writeOf(run: readonly Accepted[]): StreamWrite {
  const [{ stream, revision }] = run as readonly [Accepted];
  return {
    stream: stream.stream,
    events: run.map(({ encoded }) => encoded!),
    expectedRevision: revision === 0 ? 'must-not-exist' : revision - 1,
  };
}
