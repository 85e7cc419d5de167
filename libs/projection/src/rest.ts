/** A pause that somebody else can end. */
export class Rest {
  private awake: (() => void) | null = null;

  /** Resolves after `ms`, when `end` is called or when the signal aborts, whichever is first. One at a time. */
  take(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const awake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', awake);
        this.awake = null;
        resolve();
      };
      const timer = setTimeout(awake, ms);
      this.awake = awake;
      signal.addEventListener('abort', awake);
      if (signal.aborted) awake();
    });
  }

  /** Ends the pause that is being taken, if any. */
  end(): void {
    this.awake?.();
  }
}
