import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { unavailable } from '#libs/http';
import type { ProjectionRunner, ProjectionStatus } from '#libs/projection';
import { PROJECTION } from '../insights.options.js';

const WATCH_EVERY_MS = 250;
const RETRY_AFTER_SECONDS = 5;

/**
 * Knows whether the projection has caught up with the ledger since this process started. Figures wait for that once;
 * later lag is normal and named in every answer.
 */
@Injectable()
export class Readiness implements OnApplicationBootstrap, OnModuleDestroy {
  private caughtUp = false;
  private watch: NodeJS.Timeout | undefined;

  constructor(@Inject(PROJECTION) private readonly projection: ProjectionRunner) {}

  /** Watches from the start, so that a projection that caught up and failed later still counts as caught up. */
  onApplicationBootstrap(): void {
    this.watch = setInterval(() => void this.look().catch(() => undefined), WATCH_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.watch);
  }

  /** Where the projection is, and whether it has ever caught up since the start. */
  async look(): Promise<{ readonly status: ProjectionStatus; readonly caughtUp: boolean }> {
    const status = await this.projection.status();
    if (status.state === 'live') {
      this.caughtUp = true;
      clearInterval(this.watch);
    }
    return { status, caughtUp: this.caughtUp };
  }

  /**
   * Lets a question pass once the figures can be trusted to be complete.
   * @throws ProblemException 503 `catching-up` with the progress
   */
  async ensure(): Promise<void> {
    if (this.caughtUp) return;
    const { status, caughtUp } = await this.look();
    if (!caughtUp)
      throw unavailable('catching-up', `The figures are being built. ${progress(status)}`, RETRY_AFTER_SECONDS);
  }
}

/** How far a projection is, in a sentence for an operator. */
export function progress({ position, head, lagEvents }: ProjectionStatus): string {
  if (head === null) return 'Where the ledger is cannot be told yet.';
  const left = lagEvents === null ? '' : ` ${lagEvents} events are left.`;
  return `The projection is at position ${position ?? '0'} of ${head.position}.${left}`;
}
