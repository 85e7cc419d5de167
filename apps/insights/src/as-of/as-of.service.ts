import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import type { Position } from '#libs/event-store';
import type { FactStore, FactView } from '#libs/facts';
import type { ProjectionRunner } from '#libs/projection';
import type { Day } from '#libs/trajectory';
import { CLOCK, FACTS, PROJECTION, type Clock } from '../insights.options.js';
import { Readiness } from '../readiness/readiness.js';
import { unavailable } from '../readiness/unavailable.js';
import { dayBefore } from './observed-until.js';
import type { AsOf } from './parse-as-of.js';

/** How long a state that is not reached yet is waited for, in milliseconds (contract section 4). */
const PATIENCE_MS = 5_000;
/** An event gets its instant a moment before it is committed: an instant counts as past this long after it. */
const SETTLING_MS = 250;
const RETRY_AFTER_SECONDS = 5;
/** A client is not sent away for longer than this. */
const LONGEST_RETRY_SECONDS = 3_600;

/** Opens the facts as they were known at a position or an instant. */
@Injectable()
export class AsOfService {
  constructor(
    @Inject(FACTS) private readonly facts: FactStore,
    @Inject(PROJECTION) private readonly projection: ProjectionRunner,
    @Inject(CLOCK) private readonly now: Clock,
    private readonly readiness: Readiness,
  ) {}

  /**
   * Runs a function with the facts of a state of knowledge, and the default of `observedUntil` that goes with it.
   *
   * @throws ProblemException 503 with `Retry-After` while the projection has not caught up for the first time, and when
   *   the state is not reached within five seconds
   */
  async at<T>(asOf: AsOf, fn: (view: FactView, observedUntil: Day) => Promise<T>): Promise<T> {
    await this.readiness.ensure();
    const position = await this.positionOf(asOf);
    return this.facts.withView(position, (view) => {
      const instant = asOf.kind === 'instant' ? asOf.instant : (view.recordedAt ?? this.now());
      return fn(view, dayBefore(instant));
    });
  }

  private async positionOf(asOf: AsOf): Promise<Position | undefined> {
    if (asOf.kind === 'newest') return undefined;
    if (asOf.kind === 'position') {
      await this.waitFor(asOf.position, PATIENCE_MS);
      return asOf.position;
    }
    await this.waitUntilKnown(asOf.instant);
    return this.facts.positionAt(asOf.instant);
  }

  /** Waits until nothing recorded at or before an instant can be new to the facts. */
  private async waitUntilKnown(instant: string): Promise<void> {
    const seen = await this.facts.head();
    if (seen !== null && instant < seen.recordedAt) return;
    const ahead = Math.max(0, Date.parse(instant) + SETTLING_MS - this.now().getTime());
    if (ahead > PATIENCE_MS) {
      const retryAfter = Math.min(ahead / 1_000, LONGEST_RETRY_SECONDS);
      throw unavailable('as-of-not-reached', 'The instant in asOf lies in the future.', retryAfter);
    }
    if (ahead > 0) await delay(ahead);
    const { head, error } = await this.projection.status();
    if (head !== null) await this.waitFor(head.position, PATIENCE_MS - ahead);
    else if (error !== undefined) {
      const detail = 'The ledger cannot be reached, so what it held at the instant in asOf cannot be told now.';
      throw unavailable('ledger-unavailable', detail, RETRY_AFTER_SECONDS);
    }
  }

  private async waitFor(position: Position, patienceMs: number): Promise<void> {
    if (await this.projection.waitFor(position, patienceMs)) return;
    const detail =
      'The figures have not reached the position in asOf yet. Try again later, or leave asOf out for the newest figures.';
    throw unavailable('as-of-not-reached', detail, RETRY_AFTER_SECONDS);
  }
}
