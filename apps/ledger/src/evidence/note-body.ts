/** Signed notes as bodies. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemException, type BodyWish } from '#libs/http';

export const NOTE_TYPE = 'text/plain';

/** Longest note in bytes: room for the lines of a hundred witnesses. */
const NOTE_BYTES = 64 * 1024;

/** Notes arrive as text, at the routes that take them. */
export function useNoteBodies(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(NOTE_TYPE, { parseAs: 'string', bodyLimit: NOTE_BYTES }, (request, body, done) => {
    if (takesNotes(request)) done(null, body);
    else done(new ProblemException({ status: 415, code: 'unsupported-media-type', detail: 'Send the body as JSON.' }));
  });
}

function takesNotes(request: FastifyRequest): boolean {
  const { body } = request.routeOptions.config as { body?: BodyWish };
  return body?.types?.includes(NOTE_TYPE) ?? false;
}
