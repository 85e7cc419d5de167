/** How bodies are read. */
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { knownProblem } from '../problem/known-problems.js';
import { ProblemException } from '../problem/problem-exception.js';

/** Any JSON media type, with or without parameters. */
const ANY_JSON = /^application\/([\w.!#$&^-]+\+)?json(\s*;|$)/i;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** On a handler: its JSON body arrives as bytes, unparsed. */
export const RawJsonBody = (): MethodDecorator => RouteConfig({ rawJsonBody: true });

/**
 * Bytes to a JSON value.
 * @throws ProblemException 400 `malformed` for bytes that are no UTF-8 or no JSON; nothing of them is quoted.
 */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(strictUtf8.decode(bytes));
  } catch {
    throw new ProblemException(knownProblem(400, 'FST_ERR_CTP_INVALID_JSON_BODY'));
  }
}

/** Replaces the framework's parsers: JSON up to `limit` bytes, no forms, no compressed bodies. */
export function useBodyParsers(fastify: FastifyInstance, limit: number): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(ANY_JSON, { parseAs: 'buffer', bodyLimit: limit }, (request, body, done) => {
    try {
      done(null, wantsRaw(request) ? body : parseJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const coding = request.headers['content-encoding'];
    if (coding === undefined || coding === 'identity') done();
    else done(new ProblemException({ ...knownProblem(415), detail: 'Send the body without Content-Encoding.' }));
  });
}

function wantsRaw(request: FastifyRequest): boolean {
  return (request.routeOptions.config as { rawJsonBody?: boolean }).rawJsonBody === true;
}
