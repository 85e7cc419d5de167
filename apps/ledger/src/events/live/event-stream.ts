/** Server-sent events as text. */
import type { ReadCloudEvent } from '#libs/codec';

/** How long a client waits before it connects again, in ms. */
const RETRY_MS = 2_000;

/** How long the stream may be silent: shorter than the patience of proxies. */
const HEARTBEAT_MS = 15_000;

/** Events with their position as `id`, and a comment when there is nothing to say for a while. */
export async function* eventStream(
  batches: AsyncIterable<readonly ReadCloudEvent[]>,
  heartbeatMs = HEARTBEAT_MS,
): AsyncGenerator<string> {
  yield `retry: ${RETRY_MS}\n\n`;
  const next = new NextBatch(batches[Symbol.asyncIterator]());
  try {
    for (;;) {
      const result = await next.within(heartbeatMs);
      if (result === 'silence') yield ': still here\n\n';
      else if (result.done) return;
      else if (result.value.length > 0) yield result.value.map(asText).join('');
    }
  } finally {
    await next.end();
  }
}

function asText(event: ReadCloudEvent): string {
  return `id: ${event.position}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** The next item of an iterator, asked for once and waited for with pauses. */
class NextBatch<T> {
  private asked: Promise<void> | null = null;
  private outcome: (() => IteratorResult<T, undefined>) | null = null;
  private wake: () => void = () => undefined;

  constructor(private readonly iterator: AsyncIterator<T>) {}

  /** The item, or `silence` when it has not come after so many ms: then it is still on its way. */
  async within(ms: number): Promise<IteratorResult<T, undefined> | 'silence'> {
    this.asked ??= this.ask();
    if (!this.outcome) {
      const timer = setTimeout(() => this.wake(), ms);
      await new Promise<void>((resolve) => (this.wake = resolve));
      clearTimeout(timer);
    }
    if (!this.outcome) return 'silence';
    const read = this.outcome;
    [this.asked, this.outcome] = [null, null];
    return read();
  }

  async end(): Promise<void> {
    await this.iterator.return?.();
  }

  private async ask(): Promise<void> {
    try {
      const result = await this.iterator.next();
      this.outcome = () => result;
    } catch (error) {
      this.outcome = () => {
        throw error;
      };
    }
    this.wake();
  }
}
