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
import { FRAME_BYTES } from './frame.js';
import type { LedgerReader } from './ledger-reader.js';
import { readAll } from './read-all.js';
import { readStream } from './read-stream.js';
import { subscribe, type Backoff } from './subscribe.js';
import { Turns } from './turns.js';
import { wavesOf } from './waves.js';
import { isPrepared, Writer } from './writer.js';

export interface KurrentEventStoreSettings {
  readonly maxAppendBytes: number;
  readonly backoff: Backoff;
}

/** How long the answer to a question about health may take, in ms. */
const HEALTH_MS = 3_000;

/** A ledger on an EventStoreDB or KurrentDB server. */
export class KurrentEventStore implements EventStore {
  private readonly writer: Writer;
  private readonly turns = new Turns();
  private readonly accepted = new Set<Promise<unknown>>();
  private readonly closing = new AbortController();
  private closed: Promise<void> | null = null;

  constructor(
    private readonly reader: LedgerReader,
    private readonly settings: KurrentEventStoreSettings,
  ) {
    this.writer = new Writer(reader);
  }

  get maxWriteBytes(): number {
    return this.settings.maxAppendBytes;
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

  /**
   * Each write is its own transaction. Neighbours on different streams are sent together, down one connection in their
   * order; a second write to a stream waits for the first, because it may only be made on top of it.
   */
  async appendMany(
    writes: readonly StreamWrite[],
    options: AppendManyOptions = {},
  ): Promise<readonly StreamWriteResult[]> {
    if (this.closed) return writes.map(() => ({ ok: false, error: new StoreClosedError() }));
    const appending = this.appendInWaves(writes, options);
    this.accepted.add(appending);
    try {
      return await appending;
    } finally {
      this.accepted.delete(appending);
    }
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncGenerator<StoredEvent> {
    this.checkOpen();
    yield* readStream(this.reader, stream, options.from ?? 0);
  }

  async streamRevision(stream: string): Promise<number | null> {
    this.checkOpen();
    return this.writer.revisionOf(stream);
  }

  /** Its positions are no numbers that follow each other. */
  leavesAfter(): Promise<null> {
    return Promise.resolve(null);
  }

  async findEvents(ids: readonly string[]): Promise<ReadonlyMap<string, StoredEvent>> {
    this.checkOpen();
    const found = await this.writer.find([...new Set(ids)]);
    return new Map(found.flatMap((event) => (event ? [[event.id, event]] : [])));
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<StoredEvent> {
    this.checkOpen();
    yield* readAll(this.reader, options);
  }

  subscribe(options: SubscribeOptions = {}): AsyncIterable<readonly StoredEvent[]> {
    return subscribe(this.reader, options, this.closing.signal, this.settings.backoff);
  }

  async head(): Promise<Head | null> {
    this.checkOpen();
    return this.reader.head();
  }

  async health(): Promise<StoreHealth> {
    try {
      this.checkOpen();
      await this.reader.remote.pageOfAll({ count: 1, backwards: true }, HEALTH_MS);
      return { ok: true };
    } catch (error) {
      return { ok: false, detail: (error as Error).message };
    }
  }

  close(): Promise<void> {
    this.closed ??= this.finish();
    return this.closed;
  }

  private async finish(): Promise<void> {
    await Promise.allSettled([...this.accepted]);
    this.closing.abort();
    this.reader.remote.close();
  }

  private checkOpen(): void {
    if (this.closed) throw new StoreClosedError();
  }

  private async appendInWaves(
    writes: readonly StreamWrite[],
    options: AppendManyOptions,
  ): Promise<StreamWriteResult[]> {
    const results = writes.map((write) => this.withoutAsking(write));
    const fallen = new Fallen(options);
    for (const wave of wavesOf(writes)) {
      const open: number[] = [];
      for (const n of wave) {
        const error = fallen.before(writes[n]!.stream);
        if (error) results[n] = { ok: false, error };
        if (results[n] === null) open.push(n);
        // What the server need not be asked about stops those after it, too.
        else if (!results[n]!.ok) fallen.note(writes[n]!.stream, results[n]!.error);
      }
      const answered = await this.appendWave(
        open.map((n) => writes[n]!),
        options,
      );
      answered.forEach((result, k) => (results[open[k]!] = result));
      for (const n of wave) {
        const result = results[n]!;
        if (!result.ok) fallen.note(writes[n]!.stream, result.error);
      }
    }
    return results as StreamWriteResult[];
  }

  /** Writes to different streams: everything is prepared first, so that all can then be sent in their order. */
  private appendWave(
    writes: readonly StreamWrite[],
    { stopAtFailure = false }: AppendManyOptions,
  ): Promise<StreamWriteResult[]> {
    const streams = writes.map(({ stream }) => stream);
    return this.turns.run(streams, async () => {
      const prepared = await Promise.all(writes.map((write) => this.writer.prepare(write)));
      if (stopAtFailure) return this.writer.sendInTurn(prepared, writes);
      const sent = await this.writer.send(prepared.filter(isPrepared));
      const results = prepared.map((one) => (isPrepared(one) ? sent.shift()! : one));
      return Promise.all(results.map(async (result, n) => result ?? this.writer.append(writes[n]!)));
    });
  }

  /** The result of a write that the server need not be asked about, or null. */
  private withoutAsking(write: StreamWrite): StreamWriteResult | null {
    try {
      checkWrite(write);
      this.checkSize(write.events);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError || error instanceof EventTooLargeError)) throw error;
      return { ok: false, error };
    }
    return write.events.length === 0 ? { ok: true, events: [] } : null;
  }

  /** A write is one transaction, and the server limits those: it must fit as a whole. */
  private checkSize(events: readonly NewEvent[]): void {
    const limit = this.settings.maxAppendBytes;
    let bytes = 0;
    for (const event of events) {
      bytes += sizeOf(event) + (event.recordedAt === undefined ? 0 : FRAME_BYTES);
      if (bytes > limit) throw new EventTooLargeError(event.id, bytes, limit);
    }
  }
}
