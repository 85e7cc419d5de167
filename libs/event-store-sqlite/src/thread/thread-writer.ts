import { StoreUnavailableError, type StreamWriteResult } from '#libs/event-store';
import { Thread } from '#libs/thread';
import type { RecentLeaves } from '../recent-leaves.js';
import type { StoreWriter, WritesOfCall } from '../store-writer.js';
import { unpackError, unpackResults, type PackedError, type PackedResults } from './packed-results.js';
import { packWrites, type PackedWrites } from './packed-writes.js';

/** What the thread is started with. */
export interface ThreadData {
  readonly path: string;
  /** How long an append waits for another process that writes, in ms. */
  readonly lockTimeoutMs: number;
}

/** What the thread is asked: to append, why it cannot, or to end what it does. */
export type ThreadRequest = { readonly append: PackedWrites } | 'probe' | 'close';

export interface ThreadAnswer {
  readonly results?: PackedResults;
  readonly failure?: PackedError;
}

export interface ThreadWriterOptions extends ThreadData {
  /** The module of the thread. */
  readonly module: URL;
  /** Called after every commit that may have added events. */
  readonly onCommit: () => void;
  /** Holds the leaf hashes that the thread makes. */
  readonly leaves: RecentLeaves;
}

/** Commits in a thread of its own, with a connection of its own, while this one goes on with other work. */
export class ThreadWriter implements StoreWriter {
  private readonly thread: Thread<ThreadRequest, ThreadAnswer>;
  private hasEnded = false;

  constructor(private readonly options: ThreadWriterOptions) {
    const { module, path, lockTimeoutMs } = options;
    this.thread = new Thread({ module, data: { path, lockTimeoutMs } satisfies ThreadData });
  }

  async append({ writes, fallen, options }: WritesOfCall): Promise<readonly StreamWriteResult[]> {
    if (writes.length === 0) return [];
    const faults = fallen.map(({ error }) => error);
    const packed = packWrites(
      writes,
      fallen.map(({ stream }) => stream),
      options,
    );
    try {
      const answer = this.ask({ append: packed }, [packed.data.buffer, packed.numbers.buffer]);
      const call = answer.then(({ results }) => results!);
      this.options.leaves.expect(call);
      const results = await call;
      this.options.onCommit();
      const made = writes.map(({ write }) => write);
      return unpackResults(results, made, faults);
    } catch (error) {
      return writes.map(() => ({ ok: false, error: error as Error }));
    }
  }

  async probe(): Promise<Error | null> {
    if (!this.thread.isRunning && !this.hasEnded) return null; // nothing was ever appended
    try {
      const { failure } = await this.ask('probe');
      return failure ? unpackError(failure) : null;
    } catch (error) {
      return error as Error;
    }
  }

  async close(): Promise<void> {
    if (this.thread.isRunning) await this.ask('close').catch(() => undefined); // what was lost was told to who waited for it
    await this.thread.end();
  }

  private async ask(request: ThreadRequest, transfer: readonly ArrayBuffer[] = []): Promise<ThreadAnswer> {
    try {
      return await this.thread.ask(request, transfer);
    } catch (error) {
      this.hasEnded = true;
      throw new StoreUnavailableError('The call failed: the thread that writes the events ended.', true, {
        cause: error,
      });
    }
  }
}
