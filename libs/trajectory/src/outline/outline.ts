/**
 * What of a stream is enough to say yes to nearly all that may follow: a few dates in place of the whole history. It is the
 * rules of `decide` turned round, kept as events arrive; where it says no, `decide` says whether and why.
 */
import type { CareEvent } from '../events/care-event.js';

/** The outline of one stream. */
export interface Outline {
  /**
   * Whether an event keeps the rules that the stream's history is needed for: those of `judgeAlone` must have been asked.
   * Yes is certain; no means that `decide` must be asked. A correction or retraction is never admitted.
   */
  admits(event: CareEvent): boolean;
  /** Takes in an event that was accepted. After a correction or retraction the outline must be made anew. */
  follow(event: CareEvent): void;
  /** Size in memory, in texts and numbers held. */
  readonly size: number;
}
