/**
 * What stands on pages, one after the other. By hand, as to yield from an asynchronous generator costs about as much as
 * reading the event does.
 */
export function each<T>(pages: () => AsyncGenerator<readonly T[]>): AsyncIterable<T> {
  return { [Symbol.asyncIterator]: () => new Each(pages()) };
}

class Each<T> implements AsyncIterator<T> {
  private page: readonly T[] = [];
  private at = 0;

  constructor(private readonly pages: AsyncGenerator<readonly T[]>) {}

  next(): Promise<IteratorResult<T>> {
    return this.at < this.page.length
      ? Promise.resolve({ done: false, value: this.page[this.at++]! })
      : this.nextPage();
  }

  async return(): Promise<IteratorResult<T>> {
    this.page = [];
    await this.pages.return(undefined);
    return END;
  }

  private async nextPage(): Promise<IteratorResult<T>> {
    do {
      const next = await this.pages.next();
      if (next.done) {
        this.page = [];
        return END;
      }
      this.page = next.value;
    } while (this.page.length === 0);
    this.at = 1;
    return { done: false, value: this.page[0]! };
  }
}

const END: IteratorReturnResult<undefined> = { done: true, value: undefined };
