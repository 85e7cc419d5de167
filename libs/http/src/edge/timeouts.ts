/** How long a connection may take without getting anywhere. */
import type { FastifyInstance } from 'fastify';

export interface Timeouts {
  /** Until a connection that carries nothing is cut, in ms; an event stream carries a heartbeat. */
  readonly idleMs: number;
  /** Until a body that is read whole must be there, in ms; a stream of lines may take as long as it wants. */
  readonly bodyMs: number;
}

export const TIMEOUTS: Timeouts = { idleMs: 180_000, bodyMs: 120_000 };

/** Cuts connections whose body does not arrive: a byte now and then would keep them for ever. */
export function useBodyTimeout(fastify: FastifyInstance, { bodyMs }: Timeouts): void {
  const waiting = new WeakMap<object, NodeJS.Timeout>();
  fastify.addHook('preParsing', (request, _reply, _payload, done) => {
    const { raw } = request;
    const timer = setTimeout(() => raw.destroy(), bodyMs).unref();
    waiting.set(request, timer);
    raw.once('close', () => clearTimeout(timer));
    done();
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    clearTimeout(waiting.get(request));
    done();
  });
}
