import { setImmediate, setTimeout } from 'node:timers/promises';
import {
  StoreClosedError,
  StoreUnavailableError,
  type Fallen,
  type StreamWrite,
  type StreamWriteResult,
} from '#libs/event-store';
import { isBusy, isConstraint } from '#libs/sqlite';
import { createAppender, type Appender } from './append.js';
import type { Connection } from './connection.js';
import { translated } from './driver-errors.js';
import { APPLICATION_ID } from './schema.js';

/** Most events and bytes in one transaction; between two of them other work of the process gets its turn. */
const GROUP_EVENTS = 4_000;
const GROUP_BYTES = 8 * 1024 * 1024;

/** How long SQLite itself waits for another process's lock, in ms: the process stands still meanwhile. */
const BUSY_MS = 10;

/** A write to be queued. */
export interface QueuedWrite {
  readonly write: StreamWrite;
  readonly bytes: number;
}

interface Submitted extends QueuedWrite {
  /** What became of the writes before it in the same call. */
  readonly fallen: Fallen;
}

interface Pending extends Submitted {
  /** Told when it is on disk or refused. */
  readonly settle: (result: StreamWriteResult) => void;
}

/** Thrown inside a transaction whose writes have to be looked at one by one. */
const LOOK_CLOSER = new Error('a write is not as it should be');

export interface WriterOptions {
  /** The clock, in ms since 1970. */
  readonly now: () => number;
  /** How long an append waits for another process that writes, in ms. */
  readonly lockTimeoutMs: number;
  /** Called after every commit that may have added events. */
  readonly onCommit: () => void;
}

/**
 * The one writer of this process. Writes that wait while a commit is under way share the next one (group commit), so
 * that many callers pay for one write to disk; in it each stands or falls alone, in the order of the calls.
 */
export class GroupCommitWriter {
  private readonly appender: Appender;
  private readonly queue: Pending[] = [];
  private running: Promise<void> | null = null;
  private closed = false;
  private failure: Error | null = null;

  constructor(
    private readonly db: Connection,
    private readonly options: WriterOptions,
  ) {
    db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    this.appender = createAppender(db);
  }

  /**
   * Why nothing can be written, or null when it can. Only after a commit failed is this tried: with a commit that
   * changes nothing, so that a full disk shows, and shows that it is over without waiting for the next append.
   */
  probe(): Error | null {
    if (this.failure === null) return null;
    try {
      this.db.exec(`BEGIN IMMEDIATE; PRAGMA application_id = ${APPLICATION_ID}; COMMIT`);
      this.failure = null;
    } catch (error) {
      this.rollBack();
      this.failure = translated(error);
    }
    return this.failure;
  }

  /** Queues a write; `settle` is told when it is on disk or refused. */
  submit({ write, bytes, fallen }: Submitted, settle: (result: StreamWriteResult) => void): void {
    if (this.closed) return settle({ ok: false, error: new StoreClosedError() });
    this.queue.push({ write, bytes, fallen, settle });
    this.running ??= this.run();
  }

  /** Commits what was accepted and takes nothing more. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async run(): Promise<void> {
    await setImmediate();
    while (this.queue.length > 0) {
      await this.commit(this.nextGroup());
      await setImmediate();
    }
    this.running = null;
  }

  private nextGroup(): Pending[] {
    let [count, events, bytes] = [0, 0, 0];
    for (const pending of this.queue) {
      events += pending.write.events.length;
      bytes += pending.bytes;
      if (count > 0 && (events > GROUP_EVENTS || bytes > GROUP_BYTES)) break;
      count += 1;
    }
    return this.queue.splice(0, count);
  }

  /** @param closely whether each write is looked at before it is made: most need not be. */
  private async commit(group: readonly Pending[], closely = false): Promise<void> {
    let results: StreamWriteResult[];
    try {
      await this.begin();
      this.appender.begin(this.options.now());
      results = group.map((pending) => (closely ? this.append(pending) : this.appendNew(pending)));
      this.db.exec('COMMIT');
    } catch (error) {
      this.rollBack();
      if (!closely && (error === LOOK_CLOSER || isConstraint(error))) return this.commit(group, true);
      return this.recover(group, translated(error));
    }
    this.failure = null;
    this.options.onCommit();
    group.forEach(({ settle }, index) => settle(results[index]!));
  }

  private appendNew({ write, fallen }: Pending): StreamWriteResult {
    const result = fallen.before(write.stream) ? null : this.appender.appendNew(write);
    if (result === null) throw LOOK_CLOSER;
    return result;
  }

  private append({ write, fallen }: Pending): StreamWriteResult {
    const error = fallen.before(write.stream);
    if (error) return { ok: false, error };
    const result = this.appender.append(write);
    if (!result.ok) fallen.note(write.stream, result.error);
    return result;
  }

  private rollBack(): void {
    this.appender.undone();
    try {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself; what counts is the error that led here.
    }
  }

  /** A store that is unavailable is so for all; any other fault is one write's own, so each is tried alone. */
  private async recover(group: readonly Pending[], error: Error): Promise<void> {
    this.failure = error;
    if (group.length === 1 || error instanceof StoreUnavailableError) {
      for (const { write, fallen, settle } of group) {
        fallen.note(write.stream, error);
        settle({ ok: false, error });
      }
      return;
    }
    for (const pending of group) await this.commit([pending]);
  }

  /** Takes the write lock. While another process has it, this one goes on with its other work. */
  private async begin(): Promise<void> {
    const deadline = performance.now() + this.options.lockTimeoutMs;
    for (;;) {
      try {
        this.db.exec('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw error;
        await setTimeout(1 + Math.random() * 10);
      }
    }
  }
}
