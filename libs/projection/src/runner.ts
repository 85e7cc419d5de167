/** Feeds the facts from the event store: history first, then live, for as long as it runs. */
import { setTimeout as delay } from 'node:timers/promises';
import {
  areOfOneKind,
  BEGINNING,
  comparePositions,
  type EventStore,
  type Head,
  type Position,
  type StoredEvent,
  type SubscribeOptions,
} from '#libs/event-store';
import { Filling, type Fill, type FillingOptions } from './filling.js';
import { Rest } from './rest.js';
import { lagOf, type Lag, type ProjectionState, type ProjectionStatus } from './status.js';
import { Waiters } from './waiters.js';

/** What is followed: a store, or what gives, in their order, something else with the places of its events. */
export interface Followed<Item extends Head> extends Pick<EventStore, 'head' | 'readAll'> {
  subscribe(options: SubscribeOptions): AsyncIterable<readonly Item[]>;
}

/** What is fed; its checkpoint is where it is. */
export interface Fed<Item extends Head> {
  apply(batch: readonly Item[]): Promise<void>;
  head(): Promise<Head | null>;
}

export interface ProjectionOptions<Item extends Head = StoredEvent> {
  readonly store: Followed<Item>;
  readonly facts: Fed<Item>;
  /** Makes the facts anew up to an event; used when they are far behind (`Filling`). */
  readonly fill?: Fill;
  /** When it is used; default: see `FillingOptions`. */
  readonly filling?: Pick<FillingOptions, 'fillFrom' | 'lookMs' | 'patienceMs'>;
  /** Most events applied in one transaction, whose persons' histories are in memory meanwhile; default 5,000. */
  readonly batchSize?: number;
  /**
   * Shortest time between the beginnings of two batches, in ms, once all there was has been applied, unless the first was full
   * or somebody waits for a position: a batch of few events costs nearly as much as one of many. Default none.
   */
  readonly everyMs?: number;
  /** Pause after a first failure, in ms; doubles with each further one; default 200. */
  readonly firstRetryMs?: number;
  /** Longest pause between attempts, in ms; default 30,000. */
  readonly longestRetryMs?: number;
  /** Told of each failure and how long until the next attempt; the error holds no event data. */
  readonly onFailure?: (error: Error, retryInMs: number) => void;
  /** The error when what is fed is ahead of the store; default: that of the facts. */
  readonly ahead?: string;
  /** The clock, in ms since 1970; default: the system's. */
  readonly now?: () => number;
}

export interface ProjectionRunner {
  /** Starts from the facts' checkpoint. Does nothing when it runs already. */
  start(): void;
  /** Finishes the batch in hand, then stops; who waits for a position is told that it was not reached. */
  stop(): Promise<void>;
  /** Asks the store where the ledger is; an unreachable store shows as `error`. */
  status(): Promise<ProjectionStatus>;
  /** Whether the facts have seen a position, at once or within the time given. */
  waitFor(position: Position, timeoutMs: number): Promise<boolean>;
}

/** `everyMs` of a server whose figures are read while events come in, a few at a time or thousands a second. */
export const LIVE_EVERY_MS = 250;

/** Makes a runner. The checkpoint is the facts' own and commits with their rows, so it can be stopped at any moment. */
export function createProjectionRunner<Item extends Head = StoredEvent>(
  options: ProjectionOptions<Item>,
): ProjectionRunner {
  return new Runner(options);
}

class Runner<Item extends Head> implements ProjectionRunner {
  private readonly waiters = new Waiters();
  private readonly rest = new Rest();
  private running: { readonly abort: AbortController; readonly done: Promise<void> } | null = null;
  private checkpoint: Head | null = null;
  private caughtUp = false;
  private readonly filling: Filling | null;
  private failures = 0;
  private failure: Error | null = null;

  constructor(private readonly options: ProjectionOptions<Item>) {
    const { store, fill, filling } = options;
    const onFailure = (error: unknown) => options.onFailure?.(asError(error), 0);
    this.filling = fill ? new Filling({ ...filling, store, fill, onFailure, now: options.now }) : null;
  }

  start(): void {
    if (this.running) return;
    const abort = new AbortController();
    this.filling?.forgive();
    this.mended();
    this.running = { abort, done: this.run(abort.signal) };
  }

  async stop(): Promise<void> {
    if (!this.running) return;
    const { abort, done } = this.running;
    abort.abort();
    await done;
    this.running = null;
    this.waiters.giveUp();
  }

  async status(): Promise<ProjectionStatus> {
    const checkpoint = this.checkpoint ?? (await this.options.facts.head());
    let failure = this.failure;
    let lag: Lag = { head: null, lagEvents: null, lagSeconds: null };
    try {
      lag = await lagOf(this.options.store, checkpoint, (this.options.now ?? Date.now)());
    } catch (error) {
      failure = asError(error);
    }
    const { position, recordedAt } = checkpoint ?? { position: null, recordedAt: null };
    const status = { state: this.state(failure), position, recordedAt, ...lag, ...this.fillingStatus() };
    return failure ? { ...status, error: failure.message } : status;
  }

  async waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    const stored = this.checkpoint ?? (await this.options.facts.head());
    const seen = this.checkpoint ?? stored;
    if (comparePositions(seen?.position ?? BEGINNING, position) >= 0) return true;
    const reached = this.waiters.wait(position, timeoutMs);
    this.rest.end();
    return reached;
  }

  private fillingStatus(): Pick<ProjectionStatus, 'waiting' | 'filled'> {
    const { share, waiting } = this.filling ?? { share: null, waiting: false };
    return { ...(share === null ? {} : { filled: share }), ...(waiting ? { waiting } : {}) };
  }

  private state(failure: Error | null): ProjectionState {
    if (!this.running) return 'stopped';
    if (failure) return 'failed';
    return this.caughtUp ? 'live' : 'catching-up';
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.follow(signal);
        if (signal.aborted) return;
        throw new Error('the event store ended the subscription');
      } catch (error) {
        await this.pauseAfter(asError(error), signal);
      }
    }
  }

  /** Brings the facts up to date, and keeps them so, until the subscription ends or something fails. */
  private async follow(signal: AbortSignal): Promise<void> {
    const { facts } = this.options;
    this.caughtUp = false;
    await this.reach(await facts.head());
    do {
      if ((await this.isFillDue()) && (await this.filling!.run(signal))) await this.reach(await facts.head());
    } while (!signal.aborted && (await this.apply(signal)));
  }

  /** Applies batch after batch. @returns whether it stopped because the facts had better be made anew */
  private async apply(signal: AbortSignal): Promise<boolean> {
    const { store, facts, batchSize = 5_000, everyMs = 0 } = this.options;
    for await (const batch of store.subscribe({ after: this.checkpoint?.position, signal, batchSize })) {
      const began = performance.now();
      await facts.apply(batch);
      const took = performance.now() - began;
      this.filling?.noteApplied(batch.length, took);
      this.mended();
      const { position, recordedAt } = batch.at(-1)!;
      await this.reach({ position, recordedAt });
      const inHurry = !this.caughtUp || batch.length === batchSize || this.waiters.some;
      if (!inHurry && took < everyMs) await this.rest.take(everyMs - took, signal);
      if (signal.aborted) return false;
      if (await this.isFillDue()) return true;
    }
    return false;
  }

  private async isFillDue(): Promise<boolean> {
    return this.filling !== null && (await this.filling.isDue(this.checkpoint?.position));
  }

  private async reach(checkpoint: Head | null): Promise<void> {
    this.checkpoint = checkpoint;
    try {
      if (!this.caughtUp) await this.compareWithHead();
    } finally {
      if (checkpoint) this.waiters.reached(checkpoint.position);
    }
  }

  private async compareWithHead(): Promise<void> {
    const head = await this.options.store.head();
    if (this.checkpoint && head && !areOfOneKind(this.checkpoint.position, head.position)) {
      throw new Error('the facts were made from another kind of event store; delete the facts file: it is made anew');
    }
    const ahead = comparePositions(this.checkpoint?.position ?? BEGINNING, head?.position ?? BEGINNING);
    if (ahead > 0) throw new Error(this.options.ahead ?? FACTS_AHEAD);
    if (ahead < 0) return;
    this.caughtUp = true;
    this.mended();
  }

  private mended(): void {
    this.failures = 0;
    this.failure = null;
  }

  private async pauseAfter(error: Error, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { firstRetryMs = 200, longestRetryMs = 30_000 } = this.options;
    const retryInMs = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(this.failures, 30));
    this.failure = error;
    this.failures++;
    this.options.onFailure?.(error, retryInMs);
    await pause(retryInMs, signal);
  }
}

const FACTS_AHEAD = 'the facts are ahead of the ledger: another one fed them; delete the facts file';

/** Ends early when the signal aborts. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('something was thrown that is no error');
}
