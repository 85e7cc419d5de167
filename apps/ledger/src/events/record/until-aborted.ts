/** The items of an iterable until it ends or the signal aborts; what is being waited for then is left. */
export async function* untilAborted<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  for (;;) {
    const result = await nextUnlessAborted(iterator, signal);
    if (result.done) return;
    yield result.value;
  }
}

/**
 * Listens to the signal anew for each item: a promise of the abort that all items were raced with would hold on to
 * every one of them until the end.
 */
function nextUnlessAborted<T>(iterator: AsyncIterator<T>, signal: AbortSignal): Promise<IteratorResult<T, undefined>> {
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve({ done: true, value: undefined });
    if (signal.aborted) {
      stop();
      return;
    }
    signal.addEventListener('abort', stop, { once: true });
    iterator
      .next()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}
