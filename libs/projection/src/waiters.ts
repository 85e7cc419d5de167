/** Those who wait until a position has been reached. */
import { comparePositions, type Position } from '#libs/event-store';

interface Waiter {
  readonly position: Position;
  readonly settle: (reached: boolean) => void;
}

/** Keeps waiters and tells them when their position is reached, their time is up, or nothing more will come. */
export class Waiters {
  private readonly waiting = new Set<Waiter>();

  /** Resolves true once `reached` is called with this position or a later one, false after the timeout. */
  wait(position: Position, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => waiter.settle(false), timeoutMs);
      const waiter: Waiter = {
        position,
        settle: (reached) => {
          clearTimeout(timer);
          this.waiting.delete(waiter);
          resolve(reached);
        },
      };
      this.waiting.add(waiter);
    });
  }

  /** Whether anybody waits. */
  get some(): boolean {
    return this.waiting.size > 0;
  }

  reached(position: Position): void {
    for (const waiter of this.waiting) {
      if (comparePositions(position, waiter.position) >= 0) waiter.settle(true);
    }
  }

  giveUp(): void {
    for (const waiter of this.waiting) waiter.settle(false);
  }
}
