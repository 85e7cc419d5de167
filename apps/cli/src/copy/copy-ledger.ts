/** A ledger from one event store to another: what is there is checked, the rest is appended, and all is compared. */
import type { EventStore, StoredEvent } from '#libs/event-store';
import { appendCopies } from './append-copies.js';
import { compareFromStart } from './compare.js';
import { CopyError } from './copy-error.js';

/** What the copy does now. */
export type CopyPhase = 'checking' | 'copying' | 'comparing';

export interface Copied {
  /** Events in both ledgers. */
  readonly events: number;
  /** How many of them this run added. */
  readonly added: number;
  /** SHA-256 over stream, revision, id, type, instant and bytes of every event in order, the same on both sides. */
  readonly digest: string;
}

/**
 * Copies a ledger; it may be stopped at any moment and goes on the next time. Streams, revisions, ids, types, bytes,
 * instants and the order of all events stay as they are; positions are the target's own.
 * @param tell is told of every event, by phase
 * @throws CopyError when the target holds other events, does not take one, or the source was written to meanwhile.
 */
export async function copyLedger(
  from: EventStore,
  to: EventStore,
  tell: (phase: CopyPhase, last: StoredEvent) => void,
): Promise<Copied> {
  const found = await compareFromStart(from, to, (event) => tell('checking', event));
  const added = await appendCopies(from, to, found.last?.position, (group) => tell('copying', group.at(-1)!));
  const all = await compareFromStart(from, to, (event) => tell('comparing', event));
  const head = await from.head();
  if (head !== null && head.position !== all.last?.position) {
    throw new CopyError(
      'The source was written to meanwhile: stop its ledger, then run the command again for the rest.',
    );
  }
  return { events: all.events, added, digest: all.digest };
}
