/** How many callers a batch had better wait for: those who were just answered often send again at once. */

/** How long after an answer the caller is expected to have sent again, in ms. */
const AGAIN_MS = 10;

/** How long it is waited for the next of them, in ms. */
const NEXT_MS = 1;

/**
 * Counts the small calls that were sent in and are not being appended yet. Who was answered a moment ago is expected again, so
 * that callers who each send when they have their receipt share one commit instead of taking turns in two. One who is alone is
 * never waited for: when the call is there, nobody else is expected.
 */
export class Callers {
  private present = 0;
  private expected = 0;
  private until = -Infinity;

  /**
   * @param now the clock, in ms
   * @param nextMs how long to wait for the next one who is lacking, in ms
   */
  constructor(
    private readonly now: () => number = () => performance.now(),
    readonly nextMs = NEXT_MS,
  ) {}

  /** A call was sent in. */
  came(): void {
    this.present += 1;
  }

  /** So many calls are being appended. */
  went(calls: number): void {
    this.present -= calls;
  }

  /** So many calls are about to be answered; none of an upload. */
  answered(calls: number): void {
    if (calls === 0) return;
    this.expected = this.present + calls;
    this.until = this.now() + AGAIN_MS;
  }

  /** Whether some who are expected have not sent again. */
  get lacking(): boolean {
    return this.present < this.expected && this.now() < this.until;
  }
}
