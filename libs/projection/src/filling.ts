/**
 * Facts that are far behind are made anew, which takes less than to apply every event. While events pour in they wait
 * with that: the ledger has the machine to itself, and what would be made would be far behind again at once.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { BEGINNING, type EventStore, type Head, type Position } from '#libs/event-store';
import { countBetween } from './status.js';

/** Makes the facts anew up to an event; those there are can be read meanwhile. */
export type Fill = (
  until: Head,
  how: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void },
) => Promise<void>;

export interface FillingOptions {
  readonly store: Pick<EventStore, 'head'>;
  readonly fill: Fill;
  /** How many events the facts must lack; default 10,000. */
  readonly fillFrom?: number;
  /** How often to look whether events still pour in, in ms; default a second. */
  readonly lookMs?: number;
  /** Shortest time, in ms, after which waiting ends even so; default a minute. */
  readonly patienceMs?: number;
  /** Told what hindered it. */
  readonly onFailure: (error: unknown) => void;
  /** The clock, in ms since 1970; default: the system's. */
  readonly now?: () => number;
}

/** Facts that lack less than this part of the ledger are brought up to date event by event. */
const FILL_SHARE = 4;

/** Events a second that applying gets through, until it has shown it. */
const APPLIED_PER_SECOND = 4_000;

/** Events pour in when they are more than this part of what applying gets through: after a fill, it could not keep up. */
const CALM_SHARE = 0.75;

/** Looks one after the other in which they must not: an upload that is held up for a moment goes on. */
const CALM_LOOKS = 3;

/** Batches of fewer events say nothing about how fast many are applied. */
const MANY_EVENTS = 1_000;

/** Waiting lasts at most so many times as long as the work after it, so that an upload without end is not held up by more than a ninth. */
const PATIENCE = 8;

/** How long a fill takes for an event, in ms, until one has shown it. */
const MS_PER_EVENT = 0.05;

export class Filling {
  /** Which share is done; null when none is under way. */
  share: number | null = null;
  /** Whether it is put off until no more events pour in. */
  waiting = false;
  private failed = false;
  private msPerEvent = MS_PER_EVENT;
  private appliedPerSecond = APPLIED_PER_SECOND;

  constructor(private readonly options: FillingOptions) {}

  /** Forgets that a fill failed: a new start is made. */
  forgive(): void {
    this.failed = false;
  }

  /** Notes how long it took to apply a batch. */
  noteApplied(events: number, ms: number): void {
    if (events >= MANY_EVENTS) this.appliedPerSecond = (events * 1_000) / ms;
  }

  /** Whether facts that have seen a position should be made anew: after a failure, not before they have come closer by other means. */
  async isDue(seen: Position | undefined): Promise<boolean> {
    const far = this.isFarBehind(seen, await this.options.store.head());
    if (!far) this.failed = false;
    return far && !this.failed;
  }

  /**
   * Makes them anew, once no more events pour in or that has lasted for long.
   * @returns whether it was done; not when the signal aborted or something hindered it, which is told
   */
  async run(signal: AbortSignal): Promise<boolean> {
    const until = await this.headAtRest(signal);
    if (until === null || signal.aborted) return false;
    this.share = 0;
    const began = performance.now();
    try {
      await this.options.fill(until, { signal, onProgress: (share) => (this.share = share) });
      this.msPerEvent = (performance.now() - began) / Number(until.position);
      return true;
    } catch (error) {
      this.failed = true;
      if (!signal.aborted) this.options.onFailure(error);
      return false;
    } finally {
      this.share = null;
    }
  }

  private isFarBehind(seen: Position | undefined, head: Head | null): boolean {
    if (head === null) return false;
    const lacking = countBetween(seen ?? BEGINNING, head.position);
    if (lacking === null || lacking < (this.options.fillFrom ?? 10_000)) return false;
    return lacking * FILL_SHARE >= Number(head.position);
  }

  private async headAtRest(signal: AbortSignal): Promise<Head | null> {
    const { store, lookMs = 1_000, patienceMs = 60_000, now = Date.now } = this.options;
    const began = performance.now();
    this.waiting = true;
    try {
      let head = await store.head();
      let calm = 0;
      while (head !== null && now() - Date.parse(head.recordedAt) < lookMs) {
        const since = performance.now();
        await delay(lookMs, undefined, { signal }).catch(() => undefined);
        const next = (await store.head())!;
        const [at, came] = [performance.now(), countBetween(head.position, next.position)!];
        head = next;
        const patience = Math.max(patienceMs, PATIENCE * this.msPerEvent * Number(head.position));
        const took = Math.max(at - since, lookMs); // a timer may be a little early
        calm = came * 1_000 <= CALM_SHARE * this.appliedPerSecond * took ? calm + 1 : 0;
        if (signal.aborted || calm === CALM_LOOKS || at - began >= patience) break;
      }
      return head;
    } finally {
      this.waiting = false;
    }
  }
}
