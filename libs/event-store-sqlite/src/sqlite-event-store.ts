import { setImmediate } from 'node:timers/promises';
import {
  checkWrite,
  EventTooLargeError,
  InvalidArgumentError,
  sizeOf,
  StoreClosedError,
  type AppendedEvent,
  type AppendManyOptions,
  type EventStore,
  type ExpectedRevision,
  type Head,
  type LeafRun,
  type NewEvent,
  type Position,
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
import type { RecentLeaves } from './recent-leaves.js';
import { subscribe } from './subscribe.js';
import type { FallenWrite, StoreWriter } from './store-writer.js';
import type { QueuedWrite } from './writer.js';

export interface SqliteEventStoreSettings {
  readonly pollMs: number;
  readonly maxEventBytes: number;
  /** Leaf hashes that what commits has made. */
  readonly leaves: RecentLeaves;
  /** Makes what commits; it tells after every commit. */
  readonly makeWriter: (onCommit: () => void) => StoreWriter;
}

/** The embedded event store: one SQLite database, what writes to it, one reading connection. */
export class SqliteEventStore implements EventStore {
  private readonly committed = new CommitSignal();
  private readonly writer: StoreWriter;
  private readonly reader: Reader;
  readonly maxWriteBytes: number;
  private closing: Promise<void> | null = null;

  constructor(
    private readonly writing: Connection,
    private readonly reading: Connection,
    private readonly settings: SqliteEventStoreSettings,
  ) {
    this.writer = settings.makeWriter(() => this.committed.notify());
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

  async appendMany(
    writes: readonly StreamWrite[],
    options: AppendManyOptions = {},
  ): Promise<readonly StreamWriteResult[]> {
    if (this.closing) return writes.map(() => ({ ok: false, error: new StoreClosedError() }));
    const fallen: FallenWrite[] = [];
    const sent: QueuedWrite[] = [];
    const known = writes.map((write): StreamWriteResult | null => {
      const checked = this.checked(write);
      if (checked instanceof Error) {
        fallen.push({ stream: write.stream, error: checked });
        return { ok: false, error: checked };
      }
      if (write.events.length === 0) return { ok: true, events: [] };
      sent.push(checked);
      return null;
    });
    const results = (await this.writer.append({ writes: sent, fallen, options }))[Symbol.iterator]();
    return known.map((result) => result ?? results.next().value!);
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

  leavesAfter(position: Position): Promise<LeafRun | null> {
    return this.settings.leaves.after(position);
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
    const failure = await this.writer.probe();
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

  /** A write as it is queued, or why it cannot be made. */
  private checked(write: StreamWrite): QueuedWrite | Error {
    try {
      checkWrite(write);
      return { write, bytes: write.events.reduce((bytes, event) => bytes + this.checkedSize(event), 0) };
    } catch (error) {
      if (error instanceof InvalidArgumentError || error instanceof EventTooLargeError) return error;
      throw error;
    }
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
