/** How the ledger says no. */
import type { CareEvent, EventName } from '../events/care-event.js';
import type { Day } from '../events/event-data.js';

/** Codes of contract section 3, with the status each is answered with. */
export const REFUSAL_CODES = [
  'malformed',
  'unknown-field',
  'unknown-type',
  'unknown-code',
  'invalid-date',
  'invalid-bsn',
  'future-date',
  'before-birth',
  'wrong-direction',
  'period-reversed',
  'not-adult-measure',
  'event-id-conflict',
  'wrong-revision',
  'unknown-event',
  'other-stream',
  'other-target',
  'retracted',
  'not-opened',
  'already-opened',
  'before-opening',
  'already-started',
  'already-ended',
  'end-before-start',
  'after-end',
  'unknown-goal',
  'goal-exists',
  'wrong-scale',
  'score-out-of-range',
  'goal-withdrawn',
  'not-paused',
  'already-paused',
  'wrong-end-reason',
  'already-authorised',
  'not-authorised',
  'already-deceased',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** An event that stands in the way of another. */
export interface BlockingEvent {
  readonly source: string;
  readonly id: string;
  readonly name: EventName;
  /** Its date as it stands, corrections applied. */
  readonly effectiveOn: Day;
}

/** Why an event is refused. */
export interface Refusal {
  readonly code: RefusalCode;
  /** 400: the event alone shows it; 409: what the ledger holds shows it. */
  readonly status: 400 | 409;
  /** The rule and what to do; names fields, never repeats a value. */
  readonly detail: string;
  /** JSON pointer into the event, such as `/data/endReason`. */
  readonly pointer?: string;
  /** The events in the way, in date order; left out when there are none. */
  readonly blocking?: readonly BlockingEvent[];
}

/** An event as a refusal names it. */
export function asBlocking(event: CareEvent): BlockingEvent {
  return { source: event.source, id: event.id, name: event.name, effectiveOn: event.data.effectiveOn };
}
