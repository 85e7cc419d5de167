/** Lets many in at once, or one alone. */
export class Gate {
  private inside = 0;
  private empty: (() => void) | null = null;
  private closed: Promise<void> = Promise.resolve();

  /** Runs a function beside others; waits while one runs alone or waits to. */
  async enter<T>(fn: () => Promise<T>): Promise<T> {
    for (let seen: Promise<void> | null = null; seen !== this.closed;) {
      seen = this.closed;
      await seen;
    }
    this.inside += 1;
    try {
      return await fn();
    } finally {
      this.inside -= 1;
      if (this.inside === 0) this.empty?.();
    }
  }

  /** Runs a function when nobody is inside, and lets nobody in meanwhile. Only one caller at a time. */
  async alone<T>(fn: () => Promise<T>): Promise<T> {
    let open = () => undefined as void;
    this.closed = new Promise<void>((resolve) => (open = resolve));
    try {
      if (this.inside > 0) await new Promise<void>((resolve) => (this.empty = resolve));
      this.empty = null;
      return await fn();
    } finally {
      open();
    }
  }
}
