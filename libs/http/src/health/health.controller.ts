import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../edge/route-access.js';
import { ProblemException } from '../problem/problem-exception.js';
import { HealthRegistry, type CheckResult } from './health.registry.js';
import { MetricsRegistry } from './metrics.registry.js';

const RETRY_AFTER_SECONDS = '5';

/** For the platform, not for API clients: outside `/v1` and its document. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthRegistry,
    private readonly metrics: MetricsRegistry,
  ) {}

  /** Answers as long as the process can. */
  @Public()
  @Get('health/live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** 200 when every check passes, else 503; with each check either way. */
  @Public()
  @Get('health/ready')
  async ready(): Promise<{ status: string; checks: Record<string, CheckResult> }> {
    const { ok, checks } = await this.health.run();
    if (ok) return { status: 'ok', checks };
    const failing = Object.keys(checks).filter((name) => !checks[name]?.ok);
    throw new ProblemException({
      status: 503,
      code: 'not-ready',
      detail: `Not ready: ${failing.join(', ')}.`,
      extensions: { checks },
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    });
  }

  @Public()
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metricsText(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
