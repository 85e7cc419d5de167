/** Work that several do side by side. */

/**
 * Hands out work as long as there is any, a piece to each worker at one time; the first failure ends it.
 * @throws that failure, or the signal's reason, when nobody is at work any more
 */
export async function share<Worker, T>(
  workers: readonly Worker[],
  work: Iterator<T>,
  signal: AbortSignal | undefined,
  act: (worker: Worker, piece: T) => Promise<void>,
): Promise<void> {
  let failed = false;
  const outcomes = await Promise.allSettled(
    workers.map(async (worker) => {
      try {
        while (!failed) {
          signal?.throwIfAborted();
          const next = work.next();
          if (next.done) return;
          await act(worker, next.value);
        }
      } catch (error) {
        failed = true;
        throw error;
      }
    }),
  );
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
