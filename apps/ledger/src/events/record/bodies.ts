/** The three ways of sending events, and how their bytes reach the controller. */
import type { FastifyInstance } from 'fastify';

export const SINGLE_TYPES = ['application/cloudevents+json', 'application/json'] as const;
export const BATCH_TYPE = 'application/cloudevents-batch+json';
export const LINES_TYPE = 'application/x-ndjson';

/** Media types that `POST /v1/events` takes. */
export const EVENT_TYPES_TAKEN: readonly string[] = [...SINGLE_TYPES, BATCH_TYPE, LINES_TYPE];

/** Most events in a batch. */
export const BATCH_EVENTS = 1_000;

/** Longest batch in bytes. */
const BATCH_BYTES = 16 * 1024 * 1024;

/** Batches arrive as bytes, lines as the stream they are. */
export function useEventBodies(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(BATCH_TYPE, { parseAs: 'buffer', bodyLimit: BATCH_BYTES }, (_request, body, done) => {
    done(null, body);
  });
  fastify.addContentTypeParser(LINES_TYPE, (_request, payload, done) => done(null, payload));
}
