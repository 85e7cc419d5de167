/** Feeds the facts from the event store: history first, then live, for as long as it runs. */
import { setTimeout as delay } from 'node:timers/promises';
import {
  areOfOneKind,
  BEGINNING,
  comparePositions,
  type EventStore,
  type Head,
  type Position,
} from '#libs/event-store';
import type { FactStore } from '#libs/facts';
import { countBetween, lagOf, type Lag, type ProjectionState, type ProjectionStatus } from './status.js';
import { Waiters } from './waiters.js';

export interface ProjectionOptions {
  readonly store: EventStore;
  readonly facts: Pick<FactStore, 'apply' | 'head'>;
  /** Makes the facts anew up to an event, which is faster than applying all; used when they are far behind. */
  readonly fill?: (
    until: Head,
    how: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void },
  ) => Promise<void>;
  /** How many events the facts must lack to be made anew; default 10,000. */
  readonly fillFrom?: number;
  /** Most events applied in one transaction; default 20,000. */
  readonly batchSize?: number;
  /** Pause after a batch that was not full, in ms, so that what is recorded meanwhile comes in one; default none. */
  readonly pauseMs?: number;
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

/** Makes a runner. The checkpoint is the facts' own and commits with their rows, so it can be stopped at any moment. */
export function createProjectionRunner(options: ProjectionOptions): ProjectionRunner {
  return new Runner(options);
}

class Runner implements ProjectionRunner {
  private readonly waiters = new Waiters();
  private running: { readonly abort: AbortController; readonly done: Promise<void> } | null = null;
  private checkpoint: Head | null = null;
  private caughtUp = false;
  /** Which share of a fill is done; null when none is under way. */
  private filled: number | null = null;
  private triedToFill = false;
  private failures = 0;
  private failure: Error | null = null;

  constructor(private readonly options: ProjectionOptions) {}

  start(): void {
    if (this.running) return;
    const abort = new AbortController();
    this.triedToFill = false;
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
    const filled = this.filled === null ? {} : { filled: this.filled };
    const status = { state: this.state(failure), position, recordedAt, ...lag, ...filled };
    return failure ? { ...status, error: failure.message } : status;
  }

  async waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    const stored = this.checkpoint ?? (await this.options.facts.head());
    const seen = this.checkpoint ?? stored;
    if (comparePositions(seen?.position ?? BEGINNING, position) >= 0) return true;
    return this.waiters.wait(position, timeoutMs);
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

  /** Applies batch after batch until the subscription ends or something fails. */
  private async follow(signal: AbortSignal): Promise<void> {
    const { store, facts, batchSize = 20_000, pauseMs = 0 } = this.options;
    this.caughtUp = false;
    await this.reach(await facts.head());
    if (await this.fill(signal)) await this.reach(await facts.head());
    if (signal.aborted) return;
    for await (const batch of store.subscribe({ after: this.checkpoint?.position, signal, batchSize })) {
      await facts.apply(batch);
      this.mended();
      const { position, recordedAt } = batch.at(-1)!;
      await this.reach({ position, recordedAt });
      if (pauseMs > 0 && batch.length < batchSize) await pause(pauseMs, signal);
      if (signal.aborted) return;
    }
  }

  /** Tried once: what hinders it is told, and then every event is applied. */
  private async fill(signal: AbortSignal): Promise<boolean> {
    const { store, fill, fillFrom = 10_000 } = this.options;
    if (!fill || this.triedToFill) return false;
    const head = await store.head();
    const seen = this.checkpoint?.position ?? BEGINNING;
    const lacking = head === null ? null : countBetween(seen, head.position);
    if (head === null || lacking === null || lacking < fillFrom || lacking * FILL_SHARE < Number(head.position))
      return false;
    this.triedToFill = true;
    this.filled = 0;
    try {
      await fill(head, { signal, onProgress: (share) => (this.filled = share) });
      return true;
    } catch (error) {
      if (!signal.aborted) this.options.onFailure?.(asError(error), 0);
      return false;
    } finally {
      this.filled = null;
    }
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

/** Facts that lack less than this part of the ledger are brought up to date event by event. */
const FILL_SHARE = 4;

const FACTS_AHEAD = 'the facts are ahead of the ledger: another one fed them; delete the facts file';

/** Ends early when the signal aborts. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('something was thrown that is no error');
}
