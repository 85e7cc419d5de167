import { Global, Module } from '@nestjs/common';
import { ShutdownSignal } from '../edge/shutdown.js';
import { HealthController } from './health.controller.js';
import { HealthRegistry } from './health.registry.js';
import { MetricsRegistry } from './metrics.registry.js';

/** `/health/live`, `/health/ready`, `/metrics`, and what other parts register with. Part of every `createHttpApp`. */
@Global()
@Module({
  controllers: [HealthController],
  providers: [HealthRegistry, MetricsRegistry, ShutdownSignal],
  exports: [HealthRegistry, MetricsRegistry, ShutdownSignal],
})
export class HealthModule {}
