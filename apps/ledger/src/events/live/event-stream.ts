/** Server-sent events as text. */
import type { ReadCloudEvent } from '#libs/codec';

/** How long a client waits before it connects again, in ms. */
const RETRY_MS = 2_000;

/** How long the stream may be silent: shorter than the patience of proxies. */
const HEARTBEAT_MS = 15_000;

/** Events with their position as `id`, and a comment when there is nothing to say for a while. */
export async function* eventStream(batches: AsyncIterable<readonly ReadCloudEvent[]>): AsyncGenerator<string> {
  yield `retry: ${RETRY_MS}\n\n`;
  const iterator = batches[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const result = await withinHeartbeat(next);
      if (result === 'silence') {
        yield ': still here\n\n';
        continue;
      }
      if (result.done) return;
      next = iterator.next();
      next.catch(() => undefined); // it is awaited in the next round, if there is one
      if (result.value.length > 0) yield result.value.map(asText).join('');
    }
  } finally {
    await iterator.return?.();
  }
}

function asText(event: ReadCloudEvent): string {
  return `id: ${event.position}\ndata: ${JSON.stringify(event)}\n\n`;
}

async function withinHeartbeat<T>(promise: Promise<T>): Promise<T | 'silence'> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<'silence'>((resolve) => {
    timer = setTimeout(() => resolve('silence'), HEARTBEAT_MS);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}
