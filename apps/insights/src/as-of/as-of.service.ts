import { Inject, Injectable } from '@nestjs/common';
import { areOfOneKind, ForeignPositionError, type Position } from '#libs/event-store';
import { FactsUnavailableError, type FactStore, type FactView } from '#libs/facts';
import { PATIENCE_MS, positionNotReached, unavailable, untilPast, type AsOf } from '#libs/http';
import type { ProjectionRunner } from '#libs/projection';
import type { Day } from '#libs/trajectory';
import { CLOCK, FACTS, PROJECTION, type Clock } from '../insights.options.js';
import { Readiness } from '../readiness/readiness.js';
import { dayBefore } from './observed-until.js';

const RETRY_AFTER_SECONDS = 5;
const FACTS_AWAY = 'The facts that figures are made of cannot be opened now. Try again later.';

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
   *   the state is not reached within five seconds, or the facts cannot be opened
   */
  async at<T>(asOf: AsOf, fn: (view: FactView, observedUntil: Day) => Promise<T>): Promise<T> {
    await this.readiness.ensure();
    try {
      const position = await this.positionOf(asOf);
      return await this.facts.withView(position, (view) => {
        const instant = asOf.kind === 'instant' ? asOf.instant : (view.recordedAt ?? this.now());
        return fn(view, dayBefore(instant));
      });
    } catch (error) {
      if (!(error instanceof FactsUnavailableError)) throw error;
      throw unavailable('unavailable', FACTS_AWAY, RETRY_AFTER_SECONDS);
    }
  }

  private async positionOf(asOf: AsOf): Promise<Position | undefined> {
    if (asOf.kind === 'newest') return undefined;
    if (asOf.kind === 'position') {
      const seen = await this.facts.head();
      if (seen !== null && !areOfOneKind(seen.position, asOf.position)) throw new ForeignPositionError();
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
    const patience = await untilPast(instant, this.now);
    const { head, error } = await this.projection.status();
    if (head !== null) await this.waitFor(head.position, patience);
    else if (error !== undefined) {
      const detail = 'The ledger cannot be reached, so what it held at the instant in asOf cannot be told now.';
      throw unavailable('ledger-unavailable', detail, RETRY_AFTER_SECONDS);
    }
  }

  private async waitFor(position: Position, patienceMs: number): Promise<void> {
    if (await this.projection.waitFor(position, patienceMs)) return;
    throw positionNotReached('The figures have');
  }
}
