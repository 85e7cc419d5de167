import { Unreadable } from '../recording/outcome.js';
import type { Line } from './split-lines.js';

/** How much is gathered. */
export interface GatherLimits {
  /** Most lines in a group. */
  readonly lines: number;
  /** No further line is waited for once a group has this many bytes. */
  readonly bytes: number;
}

/**
 * Joins batches of lines: while one group is being worked on, what comes in meanwhile is read, up to the limits, and makes up
 * the next. Nothing is waited for once there is a line. When the input fails, the lines before that come first.
 */
export async function* gatherLines(
  batches: AsyncIterable<readonly Line[]>,
  limits: GatherLimits,
): AsyncGenerator<readonly Line[]> {
  const ahead = new ReadAhead(batches[Symbol.asyncIterator](), limits);
  try {
    for (let lines = await ahead.take(); lines.length > 0; lines = await ahead.take()) yield lines;
  } finally {
    ahead.stop();
  }
}

class ReadAhead {
  private waiting: Line[] = [];
  private bytes = 0;
  private reading: Promise<void> | null = null;
  private ended = false;
  private failure: { readonly error: unknown } | null = null;

  constructor(
    private readonly batches: AsyncIterator<readonly Line[]>,
    private readonly limits: GatherLimits,
  ) {}

  /** The lines that have come, at least one; none when the input has ended. */
  async take(): Promise<readonly Line[]> {
    this.read();
    while (this.waiting.length === 0 && !this.ended) await this.reading;
    if (this.waiting.length === 0 && this.failure) throw this.failure.error;
    const lines = this.waiting.splice(0, this.limits.lines);
    this.bytes = this.waiting.reduce((sum, line) => sum + sizeOf(line), 0);
    this.read();
    return lines;
  }

  /** Reads no further. What is being read now is let go of when it comes. */
  stop(): void {
    this.ended = true;
    void this.batches.return?.().catch(() => undefined);
  }

  private read(): void {
    const full = this.waiting.length >= this.limits.lines || this.bytes >= this.limits.bytes;
    if (full || this.ended || this.reading !== null) return;
    this.reading = this.batches.next().then(
      (result) => this.add(result),
      (error: unknown) => {
        this.ended = true;
        this.failure = { error };
      },
    );
  }

  private add(result: IteratorResult<readonly Line[]>): void {
    this.reading = null;
    if (result.done) {
      this.ended = true;
      return;
    }
    for (const line of result.value) {
      this.waiting.push(line);
      this.bytes += sizeOf(line);
    }
    this.read();
  }
}

function sizeOf({ content }: Line): number {
  return content instanceof Unreadable ? 0 : content.byteLength;
}
