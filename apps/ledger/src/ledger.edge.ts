import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Counter } from 'prom-client';
import { StoreUnavailableError, type EventStore } from '#libs/event-store';
import { HealthRegistry, MetricsRegistry } from '#libs/http';
import { Erasures } from './erasures/erasures.js';
import { useEventBodies } from './events/record/bodies.js';
import { EVENT_STORE } from './ledger.options.js';
import { RejectionStore } from './rejections/rejection-store.js';

/** Ties the ledger to the application around it: bodies, readiness, metrics, and the end. */
@Injectable()
export class LedgerEdge implements OnModuleInit, OnApplicationShutdown {
  private readonly events: Counter<'status'>;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly rejections: RejectionStore,
    private readonly erasures: Erasures,
    private readonly host: HttpAdapterHost,
    private readonly health: HealthRegistry,
    private readonly metrics: MetricsRegistry,
  ) {
    this.events = new Counter({
      name: 'ledger_events_total',
      help: 'Events sent in, by what became of them',
      labelNames: ['status'],
      registers: [metrics.registry],
    });
  }

  /** Counts what became of events. */
  count(status: string, events: number): void {
    this.events.inc({ status }, events);
  }

  async onModuleInit(): Promise<void> {
    useEventBodies(this.host.httpAdapter.getInstance<FastifyInstance>());
    this.health.register({ name: 'event-store', check: () => this.check() });
    this.health.register({ name: 'erasures', check: () => Promise.resolve(this.erasuresFollowed()) });
    this.metrics.gauge('ledger_open_rejections', 'Refused events that are not resolved', () => this.rejections.open());
    await this.erasures.settle().catch((error: unknown) => {
      // Nothing that was refused is shown until the store answers.
      if (!(error instanceof StoreUnavailableError && error.retryable)) throw error;
    });
    this.erasures.follow();
  }

  /** After the last request: only then is nothing kept any more. */
  async onApplicationShutdown(): Promise<void> {
    await this.erasures.stop();
    this.rejections.close();
  }

  private erasuresFollowed() {
    const { fault } = this.erasures;
    return fault === null
      ? { ok: true }
      : { ok: false, detail: 'What another process erased cannot be looked up, or removed here.' };
  }

  private async check() {
    const { ok, detail } = await this.store.health();
    const head = ok ? await this.store.head() : null;
    return { ok, detail, data: { position: head?.position ?? null } };
  }
}
