/** Wakes whoever waits for new events in this process. */
export class CommitSignal {
  private readonly waiting = new Set<() => void>();

  /** Wakes all that wait now. */
  notify(): void {
    for (const wake of [...this.waiting]) wake();
  }

  /** Resolves at the next `notify`, after `ms`, or when the signal aborts, whichever is first. */
  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.waiting.add(wake);
      signal?.addEventListener('abort', wake);
      if (signal?.aborted) wake();
    });
  }
}
