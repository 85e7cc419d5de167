import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HealthRegistry, MetricsRegistry, type CheckResult } from '#libs/http';
import { shareSeen, type ProjectionStatus } from '#libs/projection';
import { CLOCK, type Clock } from '../insights.options.js';
import { percent, progress, Readiness } from './readiness.js';
import { StuckDetector } from './stuck-detector.js';

/** Tells operators how the projection is doing: two checks of readiness, and measurements. */
@Injectable()
export class ProjectionHealth implements OnModuleInit {
  private readonly detector = new StuckDetector();

  constructor(
    private readonly readiness: Readiness,
    private readonly health: HealthRegistry,
    private readonly metrics: MetricsRegistry,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  onModuleInit(): void {
    this.health.register({ name: 'projection', check: () => this.projection() });
    this.health.register({ name: 'projection-stuck', check: () => this.stuck() });
    this.gauge('projection_lag_events', 'Events of the ledger that the figures have not seen', (s) => s.lagEvents);
    this.gauge('projection_lag_seconds', 'Age of the oldest event that the figures have not seen', (s) => s.lagSeconds);
    this.gauge('projection_progress_ratio', 'Share of the ledger that the figures have seen, 0 to 1', shareSeen);
    this.gauge('projection_live', '1 when the projection has reached the head and runs', (s) =>
      Number(s.state === 'live'),
    );
    this.metrics.gauge('projection_stuck', '1 when the head moves and the projection does not', async () =>
      Number((await this.observe()).stuck),
    );
  }

  /** Fails until the projection has caught up for the first time, and once it is stopped. */
  private async projection(): Promise<CheckResult> {
    const { status, caughtUp } = await this.readiness.look();
    const { state, position, head, lagEvents, lagSeconds } = status;
    const data = { state, position, head: head?.position ?? null, percent: percent(status), lagEvents, lagSeconds };
    if (state === 'stopped') return { ok: false, detail: 'The projection does not run.', data };
    if (!caughtUp) return { ok: false, detail: `The figures are being built. ${progress(status)}`, data };
    return { ok: true, data };
  }

  /** Fails when the ledger's head is ahead and the projection has not moved for too long. */
  private async stuck(): Promise<CheckResult> {
    const { stuck, standingStillMs, status } = await this.observe();
    const data = { standingStillSeconds: Math.floor(standingStillMs / 1000) };
    if (!stuck) return { ok: true, data };
    return { ok: false, detail: `The ledger's head moves, the projection does not. ${progress(status)}`, data };
  }

  private async observe() {
    const { status } = await this.readiness.look();
    // Facts that are made anew, or wait for that, stand still on purpose; what hinders it is tried another way and told.
    const head = status.waiting || status.filled !== undefined ? null : (status.head?.position ?? null);
    const seen = this.detector.observe(status.position, head, this.now().getTime());
    return { ...seen, status };
  }

  private gauge(name: string, help: string, read: (status: ProjectionStatus) => number | null): void {
    this.metrics.gauge(name, help, async () => read((await this.readiness.look()).status) ?? Number.NaN);
  }
}
