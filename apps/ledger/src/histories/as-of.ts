import { setTimeout as delay } from 'node:timers/promises';
import {
  areOfOneKind,
  BEGINNING,
  comparePositions,
  ForeignPositionError,
  type EventStore,
  type Position,
} from '#libs/event-store';
import { AS_OF_FORMS, parseAsOf, PATIENCE_MS, positionNotReached, untilPast, type AsOf } from '#libs/http';
import { Impossible, type ParameterReader } from '../http/parameters.js';

/** How long until the store is asked again how far it is, in milliseconds. */
const LOOK_EVERY_MS = 100;

/** A position, or an RFC 3339 instant. */
export const asOfReader: ParameterReader<AsOf> = (text) => {
  const asOf = parseAsOf(text);
  if (asOf === null) throw new Impossible(AS_OF_FORMS);
  return asOf;
};

/**
 * Waits until the ledger holds all that a state of knowledge will ever have.
 *
 * @throws ProblemException 503 with `Retry-After` when that is not so within five seconds
 */
export async function untilReached(store: EventStore, asOf: AsOf, now: () => Date): Promise<void> {
  if (asOf.kind === 'newest') return;
  if (asOf.kind === 'instant') {
    const head = await store.head();
    if (head === null || asOf.instant >= head.recordedAt) await untilPast(asOf.instant, now);
    return;
  }
  if (!(await reaches(store, asOf.position))) throw positionNotReached('The ledger has');
}

/**
 * Whether the ledger reaches a position within five seconds.
 * @param signal ends the waiting: nobody waits any more, or the store is about to be closed
 * @throws ForeignPositionError, answered with 400, for one of another kind of store: it would be waited for in vain
 */
export async function reaches(
  store: Pick<EventStore, 'head'>,
  position: Position,
  signal?: AbortSignal,
): Promise<boolean> {
  for (let left = PATIENCE_MS; ; left -= LOOK_EVERY_MS) {
    const head = await store.head();
    if (head !== null && !areOfOneKind(head.position, position)) throw new ForeignPositionError();
    if (comparePositions(position, head?.position ?? BEGINNING) <= 0) return true;
    if (left > 0) await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    if (left <= 0 || signal?.aborted) return false;
  }
}
