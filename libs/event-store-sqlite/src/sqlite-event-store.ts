import { setImmediate } from 'node:timers/promises';
import {
  checkWrite,
  EventTooLargeError,
  Fallen,
  InvalidArgumentError,
  sizeOf,
  StoreClosedError,
  type AppendedEvent,
  type AppendManyOptions,
  type EventStore,
  type ExpectedRevision,
  type Head,
  type NewEvent,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  type StoreHealth,
  type StreamWrite,
  type StreamWriteResult,
  type SubscribeOptions,
} from '#libs/event-store';
import { CommitSignal } from './commit-signal.js';
import { closeWriter, type Connection } from './connection.js';
import { each } from './each.js';
import { PAGE_EVENTS, readAll } from './read-all.js';
import { Reader } from './reader.js';
import { subscribe } from './subscribe.js';
import { GroupCommitWriter } from './writer.js';

export interface SqliteEventStoreSettings {
  readonly now: () => number;
  readonly pollMs: number;
  readonly lockTimeoutMs: number;
  readonly maxEventBytes: number;
}

/** The embedded event store: one SQLite database, one writing connection, one reading connection. */
export class SqliteEventStore implements EventStore {
  private readonly committed = new CommitSignal();
  private readonly writer: GroupCommitWriter;
  private readonly reader: Reader;
  readonly maxWriteBytes: number;
  private closing: Promise<void> | null = null;

  constructor(
    private readonly writing: Connection,
    private readonly reading: Connection,
    private readonly settings: SqliteEventStoreSettings,
  ) {
    this.writer = new GroupCommitWriter(writing, { ...settings, onCommit: () => this.committed.notify() });
    this.reader = new Reader(reading);
    this.maxWriteBytes = settings.maxEventBytes;
  }

  async append(
    stream: string,
    events: readonly NewEvent[],
    expectedRevision: ExpectedRevision,
  ): Promise<readonly AppendedEvent[]> {
    const [result] = await this.appendMany([{ stream, events, expectedRevision }]);
    if (!result!.ok) throw result!.error;
    return result!.events;
  }

  appendMany(writes: readonly StreamWrite[], options: AppendManyOptions = {}): Promise<readonly StreamWriteResult[]> {
    const fallen = new Fallen(options);
    return new Promise((resolve) => {
      const results: StreamWriteResult[] = new Array<StreamWriteResult>(writes.length);
      let left = writes.length;
      if (left === 0) resolve(results);
      writes.forEach((write, i) =>
        this.submit(write, fallen, (result) => {
          results[i] = result;
          left -= 1;
          if (left === 0) resolve(results);
        }),
      );
    });
  }

  readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<StoredEvent> {
    return each(() => this.pagesOfStream(stream, options));
  }

  streamRevision(stream: string): Promise<number | null> {
    return promised(() => this.reader.revisionOf(stream));
  }

  findEvents(ids: readonly string[]): Promise<ReadonlyMap<string, StoredEvent>> {
    return promised(() => {
      const found = this.reader.eventsWithIds(ids);
      return new Map(found.map((event) => [event.id, event]));
    });
  }

  readAll(options: ReadAllOptions = {}): AsyncIterable<StoredEvent> {
    return readAll(this.reader, options);
  }

  subscribe(options: SubscribeOptions = {}): AsyncIterable<readonly StoredEvent[]> {
    const source = {
      reader: this.reader,
      committed: this.committed,
      pollMs: this.settings.pollMs,
      isClosed: () => this.closing !== null,
    };
    return subscribe(source, options);
  }

  head(): Promise<Head | null> {
    return promised(() => this.reader.head());
  }

  async health(): Promise<StoreHealth> {
    try {
      await this.head();
    } catch (error) {
      return { ok: false, detail: (error as Error).message };
    }
    const failure = this.writer.probe();
    return failure ? { ok: false, detail: `Nothing can be appended. ${failure.message}` } : { ok: true };
  }

  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private async *pagesOfStream(stream: string, options: ReadStreamOptions): AsyncGenerator<readonly StoredEvent[]> {
    let from = options.from ?? 0;
    for (;;) {
      const { events, whole } = this.reader.pageOfStream(stream, from, PAGE_EVENTS);
      yield events;
      if (whole) return;
      from = events.at(-1)!.revision + 1;
      await setImmediate();
    }
  }

  private async finish(): Promise<void> {
    await this.writer.close();
    this.committed.notify();
    if (this.reading.isOpen) this.reading.close();
    if (this.writing.isOpen) closeWriter(this.writing);
  }

  /** @param fallen what became of the writes before it in the same call; this one may add to it. */
  private submit(write: StreamWrite, fallen: Fallen, settle: (result: StreamWriteResult) => void): void {
    if (this.closing) return settle({ ok: false, error: new StoreClosedError() });
    let bytes = 0;
    try {
      checkWrite(write);
      for (const event of write.events) bytes += this.checkedSize(event);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError || error instanceof EventTooLargeError)) throw error;
      fallen.note(write.stream, error);
      return settle({ ok: false, error });
    }
    if (write.events.length === 0) settle({ ok: true, events: [] });
    else this.writer.submit({ write, bytes, fallen }, settle);
  }

  private checkedSize(event: NewEvent): number {
    const bytes = sizeOf(event);
    const limit = this.maxWriteBytes;
    if (bytes > limit) throw new EventTooLargeError(event.id, bytes, limit);
    return bytes;
  }
}

/** The driver answers at once; the port answers by promise, errors too. */
function promised<T>(read: () => T): Promise<T> {
  return new Promise((resolve) => resolve(read()));
}
