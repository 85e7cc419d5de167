import type { ReadCall } from './connection.js';

/** Tells when there is more to read in a call, or when it is over. */
export class Arrivals {
  /** Whether the server ended the call; what came before may still be unread. */
  ended = false;
  /** What the call failed with, or null. */
  error: unknown = null;
  private wake: (() => void) | null = null;

  private readonly notify = () => this.wake?.();

  constructor(
    private readonly call: ReadCall,
    private readonly signal: AbortSignal,
  ) {
    const { notify } = this;
    call.on('readable', notify).on('close', notify);
    call.on('end', () => {
      this.ended = true;
      notify();
    });
    call.on('error', (error) => {
      this.error = error;
      notify();
    });
    signal.addEventListener('abort', notify);
  }

  /** Ends the call and lets go of the signal. */
  dispose(): void {
    this.signal.removeEventListener('abort', this.notify);
    this.call.cancel();
  }

  get isOver(): boolean {
    return this.ended || this.error !== null || this.call.destroyed;
  }

  /** Resolves at the next arrival, at the end, when the signal aborts, or after so many ms, whichever is first. */
  next(ms?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(() => this.wake?.(), ms);
      this.wake = () => {
        clearTimeout(timer);
        this.wake = null;
        resolve();
      };
    });
  }
}
