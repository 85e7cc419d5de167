/** Long work in a thread that also answers requests: others get their turn every few milliseconds. */
import { setImmediate } from 'node:timers/promises';

/** How long others may have to wait, in ms. */
const LONGEST_MS = 8;

export class Breather {
  private since: number;

  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly turn: () => Promise<unknown> = () => setImmediate(),
  ) {
    this.since = now();
  }

  /** To be awaited between two pieces of work: gives others their turn when it is time. */
  async breathe(): Promise<void> {
    if (this.now() - this.since < LONGEST_MS) return;
    await this.turn();
    this.since = this.now();
  }
}
