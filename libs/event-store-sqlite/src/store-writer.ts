import { Fallen, type AppendManyOptions, type StreamWriteResult } from '#libs/event-store';
import type { Connection } from './connection.js';
import { GroupCommitWriter, type QueuedWrite, type WriterOptions } from './writer.js';

/** A write that cannot be made, found before it is tried. */
export interface FallenWrite {
  readonly stream: string;
  readonly error: Error;
}

/** Writes of one call of `appendMany`, in their order. */
export interface WritesOfCall {
  readonly writes: readonly QueuedWrite[];
  /** Those of the call that cannot be made. */
  readonly fallen: readonly FallenWrite[];
  readonly options: AppendManyOptions;
}

/** Commits writes: in this thread, or in one of its own. */
export interface StoreWriter {
  /** Resolves with what became of each write when all are on disk or refused; never fails. */
  append(call: WritesOfCall): Promise<readonly StreamWriteResult[]>;
  /** Why nothing can be written, or null when it can. */
  probe(): Promise<Error | null>;
  /** Commits what was accepted and takes nothing more. */
  close(): Promise<void>;
}

/** Commits in this thread, over a connection that stays the caller's. */
export class LocalWriter implements StoreWriter {
  private readonly writer: GroupCommitWriter;

  constructor(db: Connection, options: WriterOptions) {
    this.writer = new GroupCommitWriter(db, options);
  }

  append({ writes, fallen: before, options }: WritesOfCall): Promise<readonly StreamWriteResult[]> {
    const fallen = new Fallen(options);
    for (const { stream, error } of before) fallen.note(stream, error);
    return new Promise((resolve) => {
      const results = new Array<StreamWriteResult>(writes.length);
      let left = writes.length;
      if (left === 0) resolve(results);
      writes.forEach((queued, i) =>
        this.writer.submit({ ...queued, fallen }, (result) => {
          results[i] = result;
          left -= 1;
          if (left === 0) resolve(results);
        }),
      );
    });
  }

  probe(): Promise<Error | null> {
    return Promise.resolve(this.writer.probe());
  }

  close(): Promise<void> {
    return this.writer.close();
  }
}
