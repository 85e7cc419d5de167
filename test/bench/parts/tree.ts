/** The tree of proofs by itself: what it takes to add the events of a ledger to it. */
import { join } from 'node:path';
import type { StoredEvent } from '#libs/event-store';
import { openTree } from '#libs/ledger-tree';
import { perSecond, timed, type Measurement } from '../support/measure.js';

/** Events that a running server adds at once, at most. */
const BATCH = 1_000;
const REPEATS = 3;

/** Adds the events to empty trees: hashes of their bytes, tiles, and a commit for each batch. */
export async function growTree(folder: string, events: readonly StoredEvent[]): Promise<Measurement> {
  const times: number[] = [];
  for (let i = 0; i < REPEATS; i += 1) {
    const tree = openTree(join(folder, `tree-${i}.sqlite`));
    times.push(
      await timed(() => {
        for (let from = 0; from < events.length; from += BATCH) tree.append(events.slice(from, from + BATCH));
      }),
    );
    tree.close();
  }
  return {
    id: 'tree',
    what: `tree: ${events.length} leaves, ${BATCH} per commit`,
    unit: 'events/s',
    values: perSecond(events.length, times),
  };
}
