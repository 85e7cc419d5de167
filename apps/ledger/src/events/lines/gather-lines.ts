import { setImmediate } from 'node:timers/promises';
import { Unreadable } from '../recording/outcome.js';
import type { Line } from './split-lines.js';

/** How much is gathered. */
export interface GatherLimits {
  /** Most lines in a group. */
  readonly lines: number;
  /** No further line is waited for once a group has this many bytes. */
  readonly bytes: number;
}

/** Turns of the event loop without another line after which a group goes on. */
const IDLE_TURNS = 2;

/**
 * Joins batches of lines: what comes in without a pause, and while one group is being worked on, makes up the next, up to
 * the limits. Once there is a line, no more are waited for than come at once. When the input fails, the lines before that come first.
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
    await this.pause();
    const lines = this.waiting.splice(0, this.limits.lines);
    this.bytes = this.waiting.reduce((sum, line) => sum + sizeOf(line), 0);
    this.read();
    return lines;
  }

  /** Waits until there is a whole group, or nothing more has come for a moment. */
  private async pause(): Promise<void> {
    for (let idle = 0; idle < IDLE_TURNS && !this.isFull && !this.ended;) {
      const { length } = this.waiting;
      await setImmediate();
      idle = this.waiting.length > length ? 0 : idle + 1;
    }
  }

  private get isFull(): boolean {
    return this.waiting.length >= this.limits.lines || this.bytes >= this.limits.bytes;
  }

  /** Reads no further. What is being read now is let go of when it comes. */
  stop(): void {
    this.ended = true;
    void this.batches.return?.().catch(() => undefined);
  }

  private read(): void {
    if (this.isFull || this.ended || this.reading !== null) return;
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
