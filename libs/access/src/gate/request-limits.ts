/** How often a caller may ask, and how often an address may try tokens. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemException } from '#libs/http';

const MINUTE_MS = 60_000;
/** Refused tokens of one address in a minute. */
const REFUSALS = 60;
/** Systems that send events one by one may do so this many times as often as others may ask. */
const UPLOADS = 50;

/** Counts requests, in this process, over a minute. */
export interface RequestLimits {
  /** Once a token was refused. @throws ProblemException 429 when its address had too many refused; others from there pass */
  refused(request: FastifyRequest): Promise<void>;
  /** Once it is known who calls. @throws ProblemException 429 when they ask too often */
  known(request: FastifyRequest, caller: string): Promise<void>;
}

/** @param perMinute requests of one caller in a minute, uploads of events apart */
export async function requestLimits(fastify: FastifyInstance, perMinute: number): Promise<RequestLimits> {
  await fastify.register(rateLimit, { global: false });
  const callers = new WeakMap<FastifyRequest, string>();
  const counted = (max: number, keyGenerator: (request: FastifyRequest) => string) =>
    fastify.createRateLimit({ max, timeWindow: MINUTE_MS, keyGenerator });
  const byCaller = (request: FastifyRequest) => callers.get(request)!;
  const refusals = counted(REFUSALS, ({ ip }) => ip);
  const asking = counted(perMinute, byCaller);
  const sending = counted(perMinute * UPLOADS, byCaller);
  return {
    refused: async (request) => keepTo(await refusals(request)),
    async known(request, caller) {
      callers.set(request, caller);
      const isUpload = request.method === 'POST' && request.routeOptions.url === '/v1/events';
      keepTo(await (isUpload ? sending : asking)(request));
    },
  };
}

type Count = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

function keepTo(count: Count): void {
  if (count.isAllowed || !count.isExceeded) return;
  throw new ProblemException({
    status: 429,
    code: 'too-many-requests',
    detail: 'Too many requests. Wait for as many seconds as Retry-After says.',
    headers: { 'retry-after': String(Math.max(1, count.ttlInSeconds)) },
  });
}
