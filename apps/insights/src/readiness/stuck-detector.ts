import { comparePositions, type Position } from '#libs/event-store';

/** How long a projection may stand still before it counts as stuck, in milliseconds. */
export const STUCK_AFTER_MS = 30_000;

/**
 * Tells a projection that is behind from one that no longer moves: the ledger's head is ahead, and the position stays
 * the same. Each observation is compared with the one before, so a projection that was merely idle (nothing new came)
 * never counts as stuck.
 */
export class StuckDetector {
  private behind: { readonly position: Position | null; readonly since: number } | null = null;

  constructor(private readonly stuckAfterMs: number = STUCK_AFTER_MS) {}

  /**
   * Notes where the projection is.
   *
   * @param position newest position the projection has seen; null when none
   * @param head newest position of the ledger; null when it is empty or not known
   * @param now milliseconds
   * @returns for how many milliseconds it is known to stand still while behind, and whether that is too long
   */
  observe(position: Position | null, head: Position | null, now: number): { standingStillMs: number; stuck: boolean } {
    const isBehind = head !== null && (position === null || comparePositions(position, head) < 0);
    if (!isBehind) this.behind = null;
    else if (this.behind === null || this.behind.position !== position) this.behind = { position, since: now };
    const standingStillMs = this.behind === null ? 0 : now - this.behind.since;
    return { standingStillMs, stuck: standingStillMs >= this.stuckAfterMs };
  }
}
