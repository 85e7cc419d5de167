import { setTimeout as delay } from 'node:timers/promises';
import { comparePositions, type EventStore } from '#libs/event-store';
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
  for (let left = PATIENCE_MS; ; left -= LOOK_EVERY_MS) {
    const head = await store.head();
    if (comparePositions(asOf.position, head?.position ?? '0') <= 0) return;
    if (left <= 0) throw positionNotReached('The ledger has');
    await delay(LOOK_EVERY_MS);
  }
}
