/**
 * Lets one piece of work at a time have a stream. Several streams are asked for in one step, so those that wait for each
 * other always stand in one order, and none waits in a circle.
 */
export class Turns {
  private readonly last = new Map<string, Promise<void>>();

  /** Does the work when every one of these streams is free. */
  async run<T>(streams: readonly string[], work: () => Promise<T>): Promise<T> {
    let done!: () => void;
    const mine = new Promise<void>((resolve) => (done = resolve));
    const before = [...new Set(streams)].map((stream) => this.queue(stream, mine));
    await Promise.all(before);
    try {
      return await work();
    } finally {
      done();
      for (const stream of streams) if (this.last.get(stream) === mine) this.last.delete(stream);
    }
  }

  private queue(stream: string, mine: Promise<void>): Promise<void> {
    const before = this.last.get(stream) ?? Promise.resolve();
    this.last.set(stream, mine);
    return before;
  }
}
