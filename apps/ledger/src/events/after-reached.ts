import type { EventStore, Position } from '#libs/event-store';
import { unavailable } from '#libs/http';
import { reaches } from '../histories/as-of.js';

const RETRY_AFTER_SECONDS = 5;

/**
 * Waits until the ledger holds the position that a reader of events goes on from: one past the head would miss what is
 * recorded up to there.
 * @param from which parameters can have named it
 * @param signal ends the waiting: nobody waits any more, or the store is about to be closed
 * @throws ProblemException 503 `position-not-reached` when that is not so within five seconds; ForeignPositionError
 */
export async function afterReached(
  store: Pick<EventStore, 'head'>,
  after: Position | undefined,
  from: string,
  signal: AbortSignal,
): Promise<void> {
  if (after === undefined || (await reaches(store, after, signal))) return;
  throw unavailable(
    'position-not-reached',
    `The ledger has not reached the position in ${from}. Try again later; if it never does, that is of another ledger, or of this one before a backup was put back: begin without it.`,
    RETRY_AFTER_SECONDS,
  );
}
