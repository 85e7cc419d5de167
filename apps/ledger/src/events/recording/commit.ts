/** Appends what a group accepted, in the order of the group, in one call. */
import type { AppendedEvent, EventStore, StreamWrite } from '#libs/event-store';
import type { Accepted } from './working-stream.js';

/** Where an accepted event came to stand, or why it was not appended. */
export type CommitResult = AppendedEvent | Error;

/**
 * Neighbours of one stream share a write. A write whose stream was changed by someone else falls, and with it the later
 * ones of that stream (a guarantee of `appendMany`), so that nothing lands on a history it was not decided on.
 */
export async function commit(
  store: EventStore,
  accepted: readonly Accepted[],
): Promise<ReadonlyMap<Accepted, CommitResult>> {
  const runs = runsOf(accepted);
  const results = await store.appendMany(runs.map(writeOf));
  const places = new Map<Accepted, CommitResult>();
  runs.forEach((run, i) => {
    const result = results[i]!;
    run.forEach((item, place) => places.set(item, result.ok ? result.events[place]! : result.error));
  });
  return places;
}

function runsOf(accepted: readonly Accepted[]): Accepted[][] {
  const runs: Accepted[][] = [];
  for (const item of accepted) {
    const last = runs.at(-1);
    if (last?.[0]!.stream === item.stream) last.push(item);
    else runs.push([item]);
  }
  return runs;
}

function writeOf(run: readonly Accepted[]): StreamWrite {
  const [{ stream, revision }] = run as readonly [Accepted];
  return {
    stream: stream.stream,
    events: run.map(({ encoded }) => encoded),
    expectedRevision: revision === 0 ? 'must-not-exist' : revision - 1,
  };
}
