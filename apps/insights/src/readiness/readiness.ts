import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { unavailable } from '#libs/http';
import { shareSeen, type ProjectionRunner, type ProjectionStatus } from '#libs/projection';
import { PROGRESS, PROJECTION, type TellProgress } from '../insights.options.js';

/** First and longest pause between two looks, in ms: a small ledger is ready in no time, a large one is in no hurry. */
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 250;
const TELL_EVERY_MS = 5_000;
/** Being refused costs nothing, and whoever waits for the first figures wants them as soon as they are there. */
const RETRY_AFTER_SECONDS = 2;

/**
 * Knows whether the projection has caught up with the ledger since this process started. Figures wait for that once;
 * later lag is normal and named in every answer.
 */
@Injectable()
export class Readiness implements OnApplicationBootstrap, OnModuleDestroy {
  private caughtUp = false;
  private stopped = false;
  private watch: NodeJS.Timeout | undefined;
  private toldAt = -Infinity;

  constructor(
    @Inject(PROJECTION) private readonly projection: ProjectionRunner,
    @Inject(PROGRESS) private readonly tell: TellProgress,
  ) {}

  /** Watches from the start, so that a projection that caught up and failed later still counts as caught up. */
  onApplicationBootstrap(): void {
    void this.watchOn(FIRST_PAUSE_MS);
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearTimeout(this.watch);
  }

  /** Where the projection is, and whether it has ever caught up since the start. */
  async look(): Promise<{ readonly status: ProjectionStatus; readonly caughtUp: boolean }> {
    const status = await this.projection.status();
    if (!this.caughtUp) this.note(status);
    return { status, caughtUp: this.caughtUp };
  }

  /**
   * Lets a question pass once the figures can be trusted to be complete.
   * @throws ProblemException 503 `catching-up` with the progress: `position`, `head` and `percent`, null where it is not known
   */
  async ensure(): Promise<void> {
    if (this.caughtUp) return;
    const { status, caughtUp } = await this.look();
    if (caughtUp) return;
    const { position, head } = status;
    throw unavailable('catching-up', `The figures are being built. ${progress(status)}`, RETRY_AFTER_SECONDS, {
      position: head === null ? null : (position ?? '0'),
      head: head?.position ?? null,
      percent: percent(status),
    });
  }

  private async watchOn(pause: number): Promise<void> {
    await this.look().catch(() => undefined);
    if (this.caughtUp || this.stopped) return;
    this.watch = setTimeout(() => void this.watchOn(Math.min(LONGEST_PAUSE_MS, 2 * pause)), pause).unref();
  }

  private note(status: ProjectionStatus): void {
    this.caughtUp = status.state === 'live';
    const now = performance.now();
    if (!this.caughtUp && now - this.toldAt < TELL_EVERY_MS) return;
    this.toldAt = now;
    this.tell(status, this.caughtUp);
  }
}

/** How far a projection is, in a sentence for an operator. */
export function progress(status: ProjectionStatus): string {
  const { position, head, lagEvents } = status;
  if (head === null) return 'Where the ledger is cannot be told yet.';
  const left = lagEvents === null ? '' : ` ${lagEvents} events are left.`;
  return `The projection is at position ${position ?? '0'} of ${head.position} (${percent(status)} %).${left}`;
}

/** The share of the ledger that the figures have seen, in whole percents; null when it is not known. Only all is 100. */
export function percent(status: ProjectionStatus): number | null {
  const share = shareSeen(status);
  return share === null ? null : Math.floor(share * 100);
}
