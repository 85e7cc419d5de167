/** The items of an iterable until it ends or the signal aborts; what is being waited for then is left. */
export async function* untilAborted<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  let stop: () => void = () => undefined;
  const aborted = new Promise<IteratorReturnResult<undefined>>((resolve) => {
    stop = () => resolve({ done: true, value: undefined });
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    while (!signal.aborted) {
      const next = iterator.next();
      next.catch(() => undefined); // when it fails after the abort, nobody is left to tell
      const result = await Promise.race([next, aborted]);
      if (result.done) return;
      yield result.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
