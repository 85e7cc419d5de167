/** The thread of a `ThreadWriter`. */
import { answerRequests } from '#libs/thread';
import { openWriter, type Connection } from '../connection.js';
import { translated } from '../driver-errors.js';
import { LocalWriter } from '../store-writer.js';
import { FallenBefore, packError, packResults } from './packed-results.js';
import { unpackWrites, type PackedWrites } from './packed-writes.js';
import type { ThreadAnswer, ThreadData, ThreadRequest } from './thread-writer.js';

class Work {
  private opened: { readonly db: Connection; readonly writer: LocalWriter } | null = null;

  constructor(private readonly data: ThreadData) {}

  async answer(request: ThreadRequest): Promise<ThreadAnswer> {
    if (request === 'probe') return this.probe();
    if (request === 'close') return this.close();
    return this.append(request.append);
  }

  private async append({ fallen, options, ...packed }: PackedWrites): Promise<ThreadAnswer> {
    const writes = unpackWrites({ fallen, options, ...packed });
    const hashed = options.leafHashes ? writes.map(({ write }) => write) : null;
    const before = fallen.map((stream, index) => ({ stream, error: new FallenBefore(index) }));
    try {
      return { results: packResults(await this.open().append({ writes, fallen: before, options }), hashed) };
    } catch (error) {
      const result = { ok: false, error: translated(error) } as const;
      return { results: packResults(writes.map(() => result)) };
    }
  }

  private async probe(): Promise<ThreadAnswer> {
    try {
      const failure = await this.open().probe();
      return failure ? { failure: packError(failure) } : {};
    } catch (error) {
      return { failure: packError(translated(error)) };
    }
  }

  private async close(): Promise<ThreadAnswer> {
    await this.opened?.writer.close();
    this.opened?.db.close();
    return {};
  }

  /** The connection is opened by the first request, and again by each until it can be. */
  private open(): LocalWriter {
    if (this.opened) return this.opened.writer;
    const { path, lockTimeoutMs } = this.data;
    const db = openWriter(path);
    const writer = new LocalWriter(db, { now: Date.now, lockTimeoutMs, onCommit: () => undefined });
    this.opened = { db, writer };
    return writer;
  }
}

answerRequests((data: ThreadData) => {
  const work = new Work(data);
  return async (request: ThreadRequest) => {
    const answer = await work.answer(request);
    return { answer, transfer: answer.results ? [answer.results.numbers.buffer] : [] };
  };
});
