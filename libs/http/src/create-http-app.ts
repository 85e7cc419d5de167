import { Module, RequestMethod, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { useBodyParsers } from './edge/body.js';
import { releaseConnections } from './edge/connections.js';
import { useCrossOrigin } from './edge/cross-origin.js';
import { answerClientError, answerFrameworkError } from './edge/framework-errors.js';
import { useStandardHeaders } from './edge/headers.js';
import { useGate, type Gate } from './edge/route-access.js';
import { RouteTable } from './edge/route-table.js';
import { TIMEOUTS, useBodyTimeout, type Timeouts } from './edge/timeouts.js';
import { HealthModule } from './health/health.module.js';
import { MetricsRegistry } from './health/metrics.registry.js';
import { createLogger, logRequests, NestLogger } from './log/logger.js';
import { useOpenApi, type ApiDescription } from './openapi/use-openapi.js';
import { ProblemFilter } from './problem/problem.filter.js';

/** How an application meets the world. */
export interface HttpAppOptions extends Partial<ApiDescription> {
  readonly title: string;
  readonly description: string;
  /** Who may call what: of `libs/access`. */
  readonly access: Gate;
  /** Whether to log requests, as JSON on standard output, or where to; default false. */
  readonly log?: boolean | Logger;
  /** Largest JSON body in bytes; default 1 MiB. */
  readonly bodyLimit?: number;
  /** Default: 3 minutes idle, 2 for a body. */
  readonly timeouts?: Timeouts;
}

/** An id of 64 characters, each of them written as a percent sign and two digits. */
const LONGEST_SEGMENT = 3 * 64;

/** The project; it reads issues at the address, not mail. */
const PROJECT = {
  name: 'Care Ledger',
  url: 'https://github.com/care-ledger/care-ledger',
  email: 'care-ledger@users.noreply.github.com',
};

@Module({})
class HttpRoot {}

/**
 * A Nest application with everything the services share at the edge; controllers are served under `/v1`.
 * It is initialised: `app.inject(...)` and `app.listen(port, host)` work at once. Stopping lets requests finish.
 */
export async function createHttpApp(
  root: Type | DynamicModule,
  options: HttpAppOptions,
): Promise<NestFastifyApplication> {
  const api: ApiDescription = { version: '1.0.0', contact: PROJECT, ...options };
  const log = typeof options.log === 'object' ? options.log : createLogger(options.log ?? false);
  const timeouts = options.timeouts ?? TIMEOUTS;
  const { trustedProxies = [] } = options.access;
  const adapter = new FastifyAdapter({
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    connectionTimeout: timeouts.idleMs,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: LONGEST_SEGMENT },
    return503OnClosing: false,
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) =>
      answerFrameworkError(error, reply, api.version),
    clientErrorHandler: (error: Error & { code?: string }, socket: Socket) =>
      answerClientError(error, socket, api.version),
  });
  const fastify = adapter.getInstance();
  const routes = new RouteTable();
  fastify.addHook('onRoute', (route) => routes.add(route));
  useStandardHeaders(fastify, api.version);
  await options.access.guard?.(fastify);
  useCrossOrigin(fastify, options.access);
  useGate(fastify, options.access);
  useBodyParsers(fastify, options.bodyLimit ?? 1024 * 1024);
  useBodyTimeout(fastify, timeouts);
  logRequests(fastify, log);
  releaseConnections(fastify);

  const app = await NestFactory.create<NestFastifyApplication>(
    { module: HttpRoot, imports: [...(options.access.module ? [options.access.module] : []), root, HealthModule] },
    adapter,
    { bodyParser: false, logger: new NestLogger(log), abortOnError: false },
  );
  app.get(MetricsRegistry).measure(fastify);
  app.setGlobalPrefix('v1', {
    exclude: ['health/live', 'health/ready', 'metrics'].map((path) => ({ path, method: RequestMethod.ALL })),
  });
  app.useGlobalFilters(new ProblemFilter(routes, log));
  useOpenApi(app, api);
  await app.init();
  await fastify.ready();
  return app;
}
