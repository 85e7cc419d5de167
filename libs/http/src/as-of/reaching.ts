/** A state of knowledge that is asked about before it is there: waited for a while, then a 503 (contract section 4). */
import { setTimeout as delay } from 'node:timers/promises';
import type { ProblemException } from '../problem/problem-exception.js';
import { unavailable } from '../problem/unavailable.js';

/** How long it is waited for, in milliseconds. */
export const PATIENCE_MS = 5_000;
/** An event gets its instant a moment before it is committed: an instant counts as past this long after it. */
const SETTLING_MS = 250;
const RETRY_AFTER_SECONDS = 5;
/** A client is not sent away for longer than this. */
const LONGEST_RETRY_SECONDS = 3_600;

/**
 * Waits until nothing can be recorded any more at or before an instant.
 *
 * @returns how much patience is left, in milliseconds
 * @throws ProblemException 503 `as-of-not-reached` when that takes longer than five seconds
 */
export async function untilPast(instant: string, now: () => Date): Promise<number> {
  const ahead = Math.max(0, Date.parse(instant) + SETTLING_MS - now().getTime());
  if (ahead > PATIENCE_MS) {
    const retryAfter = Math.min(ahead / 1_000, LONGEST_RETRY_SECONDS);
    throw unavailable('as-of-not-reached', 'The instant in asOf lies in the future.', retryAfter);
  }
  if (ahead > 0) await delay(ahead);
  return PATIENCE_MS - ahead;
}

/** The 503 for a position that was not reached while it was waited for. @param who has not reached it, such as `The figures have` */
export function positionNotReached(who: string): ProblemException {
  const detail = `${who} not reached the position in asOf yet. Try again later, or leave asOf out for the newest.`;
  return unavailable('as-of-not-reached', detail, RETRY_AFTER_SECONDS);
}
