import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { HealthRegistry, MetricsRegistry, type CheckResult } from '#libs/http';
import { Evidence } from '#libs/ledger-tree';
import { useNoteBodies } from './note-body.js';

/** Ties the proofs to the application around them: bodies, readiness, metrics. */
@Injectable()
export class EvidenceEdge implements OnModuleInit {
  constructor(
    private readonly evidence: Evidence,
    private readonly host: HttpAdapterHost,
    private readonly health: HealthRegistry,
    private readonly metrics: MetricsRegistry,
  ) {}

  onModuleInit(): void {
    useNoteBodies(this.host.httpAdapter.getInstance<FastifyInstance>());
    this.health.register({ name: 'tree', check: () => this.check() });
    this.metrics.gauge('ledger_tree_leaves', 'Events in the tree of proofs', () => this.evidence.size);
  }

  private async check(): Promise<CheckResult> {
    const { state, position, lagEvents, error } = await this.evidence.status();
    const data = { leaves: this.evidence.size, position, lagEvents };
    return error === undefined ? { ok: state !== 'stopped', data } : { ok: false, detail: `The tree: ${error}.`, data };
  }
}
