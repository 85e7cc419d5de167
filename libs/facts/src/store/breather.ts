/** Long work in a thread that also answers requests: others get their turn every few milliseconds. */
import { setImmediate } from 'node:timers/promises';

/** How long others may have to wait, in ms. A request needs several turns until it has its answer, so that it may wait several times as long. */
const LONGEST_MS = 2;

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
