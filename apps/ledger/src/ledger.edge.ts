import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { StoreUnavailableError, type EventStore } from '#libs/event-store';
import { HealthRegistry, MetricsRegistry } from '#libs/http';
import { useEventBodies } from './events/record/bodies.js';
import { EVENT_STORE } from './ledger.options.js';
import { OPEN_RECORDING, type OpenRecording } from './open-recording.js';

/** Ties the ledger to the application around it: bodies, readiness, metrics, and the end. */
@Injectable()
export class LedgerEdge implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(OPEN_RECORDING) private readonly ledger: OpenRecording,
    private readonly host: HttpAdapterHost,
    private readonly health: HealthRegistry,
    private readonly metrics: MetricsRegistry,
  ) {}

  async onModuleInit(): Promise<void> {
    useEventBodies(this.host.httpAdapter.getInstance<FastifyInstance>());
    this.health.register({ name: 'event-store', check: () => this.check() });
    this.health.register({ name: 'key-vault', check: () => Promise.resolve(this.keysSaved()) });
    this.health.register({ name: 'erasures', check: () => Promise.resolve(this.erasuresFollowed()) });
    this.metrics.gauge('ledger_open_rejections', 'Refused events that are not resolved', () =>
      this.ledger.rejections.open(),
    );
    await this.ledger.erasures.settle().catch((error: unknown) => {
      // Nothing that was refused is shown until the store answers.
      if (!(error instanceof StoreUnavailableError && error.retryable)) throw error;
    });
    this.ledger.erasures.follow();
  }

  /** After the last request: only then is nothing kept any more. */
  async onApplicationShutdown(): Promise<void> {
    await this.ledger.close();
  }

  private keysSaved() {
    const fault = this.ledger.vaultFault();
    return fault === null ? { ok: true } : { ok: false, detail: fault };
  }

  private erasuresFollowed() {
    const { fault } = this.ledger.erasures;
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
