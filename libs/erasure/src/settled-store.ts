/** An event store that is used only once no key is left that an erasure in it destroyed. */
import { setTimeout as delay } from 'node:timers/promises';
import {
  StoreUnavailableError,
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
import type { KeyVault } from '#libs/privacy';
import { settleErasures } from './erase.js';

/** Pause between two attempts of a subscription, in ms. */
const PAUSE_MS = 500;

/**
 * The store behind `settleErasures`: the first call that meets a store that answers settles first. While it does not answer, calls end
 * with its StoreUnavailableError, as they would without this; so a service can start before its store does, and still
 * shows nobody whose erasure was interrupted.
 */
export class SettledStore implements EventStore {
  private settling: Promise<void> | null = null;
  private settled = false;

  constructor(
    private readonly store: EventStore,
    private readonly vault: KeyVault,
  ) {}

  /** Settles, once; a failure is tried again at the next call. @throws StoreUnavailableError while the store does not answer */
  settle(): Promise<void> {
    this.settling ??= settleErasures({ store: this.store, vault: this.vault }).then(
      () => {
        this.settled = true;
      },
      (error: unknown) => {
        this.settling = null;
        throw error;
      },
    );
    return this.settling;
  }

  get maxWriteBytes(): number {
    return this.store.maxWriteBytes;
  }

  async append(
    stream: string,
    events: readonly NewEvent[],
    expectedRevision: ExpectedRevision,
  ): Promise<readonly AppendedEvent[]> {
    if (!this.settled) await this.settle();
    return this.store.append(stream, events, expectedRevision);
  }

  async appendMany(writes: readonly StreamWrite[], options?: AppendManyOptions): Promise<readonly StreamWriteResult[]> {
    try {
      if (!this.settled) await this.settle();
    } catch (error) {
      if (error instanceof StoreUnavailableError) return writes.map(() => ({ ok: false, error }));
      throw error;
    }
    return this.store.appendMany(writes, options);
  }

  async *readStream(stream: string, options?: ReadStreamOptions): AsyncGenerator<StoredEvent> {
    if (!this.settled) await this.settle();
    yield* this.store.readStream(stream, options);
  }

  async streamRevision(stream: string): Promise<number | null> {
    if (!this.settled) await this.settle();
    return this.store.streamRevision(stream);
  }

  async findEvents(ids: readonly string[]): Promise<ReadonlyMap<string, StoredEvent>> {
    if (!this.settled) await this.settle();
    return this.store.findEvents(ids);
  }

  leavesAfter(position: Position): Promise<LeafRun | null> {
    return this.store.leavesAfter(position);
  }

  async *readAll(options?: ReadAllOptions): AsyncGenerator<StoredEvent> {
    if (!this.settled) await this.settle();
    yield* this.store.readAll(options);
  }

  /** Waits for the store, as subscriptions to one on a server do. */
  async *subscribe(options: SubscribeOptions = {}): AsyncGenerator<readonly StoredEvent[]> {
    const { signal } = options;
    while (!signal?.aborted && !(await this.isSettled())) {
      await delay(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
    if (!signal?.aborted) yield* this.store.subscribe(options);
  }

  async head(): Promise<Head | null> {
    if (!this.settled) await this.settle();
    return this.store.head();
  }

  async health(): Promise<StoreHealth> {
    return (await this.isSettled()) ? this.store.health() : { ok: false, detail: 'The event store does not answer.' };
  }

  close(): Promise<void> {
    return this.store.close();
  }

  /** Settled now, or not yet because the store may answer later. */
  private async isSettled(): Promise<boolean> {
    try {
      if (!this.settled) await this.settle();
      return true;
    } catch (error) {
      if (error instanceof StoreUnavailableError && error.retryable) return false;
      throw error;
    }
  }
}
