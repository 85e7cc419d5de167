import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { MetricsRegistry } from '#libs/http';

/** Counts events by what became of them. */
@Injectable()
export class EventCounter {
  private readonly events: Counter<'status'>;

  constructor(metrics: MetricsRegistry) {
    this.events = new Counter({
      name: 'ledger_events_total',
      help: 'Events sent in, by what became of them',
      labelNames: ['status'],
      registers: [metrics.registry],
    });
  }

  count(status: string, events: number): void {
    this.events.inc({ status }, events);
  }
}
