/** Runs functions one after another, in the order they were handed in. */
export class Serial {
  private tail: Promise<unknown> = Promise.resolve();

  run<T>(fn: () => Promise<T>): Promise<T> {
    const result = this.tail.then(fn);
    this.tail = result.catch(() => undefined);
    return result;
  }

  /** Resolves when everything handed in so far has run. */
  async settled(): Promise<void> {
    await this.tail;
  }
}
