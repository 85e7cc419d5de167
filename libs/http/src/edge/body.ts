/** How bodies are read. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { knownProblem } from '../problem/known-problems.js';
import { ProblemException } from '../problem/problem-exception.js';
import { hasRepeatedName } from './repeated-name.js';
import { declareRoute } from './route-access.js';

/** Any JSON media type, with or without parameters. */
const ANY_JSON = /^application\/([\w.!#$&^-]+\+)?json(\s*;|$)/i;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** How one handler wants its body. */
export interface BodyWish {
  /** Media types it takes, parameters apart; others are answered 415 with this list. Default: any JSON. */
  readonly types?: readonly string[];
  /** JSON arrives as bytes, unparsed. */
  readonly raw?: boolean;
  /** A request may also come without a body. */
  readonly optional?: boolean;
}

/** On a handler: which bodies it takes and whether JSON is left unparsed. */
export const TakesBody = (body: BodyWish): MethodDecorator => declareRoute({ body });

/**
 * Bytes to a JSON value.
 * @throws ProblemException 400 `malformed` for bytes that are no UTF-8 or no JSON, or name a member twice; nothing of them is quoted.
 */
export function parseJson(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = JSON.parse(strictUtf8.decode(bytes));
  } catch {
    throw new ProblemException(knownProblem(400, 'FST_ERR_CTP_INVALID_JSON_BODY'));
  }
  if (!hasRepeatedName(bytes, value)) return value;
  const malformed = knownProblem(400, 'FST_ERR_CTP_INVALID_JSON_BODY');
  throw new ProblemException({ ...malformed, detail: 'A name stands twice in one object of the body. Send it once.' });
}

/** Replaces the framework's parsers: JSON up to `limit` bytes, no forms, no compressed bodies. */
export function useBodyParsers(fastify: FastifyInstance, limit: number): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(ANY_JSON, { parseAs: 'buffer', bodyLimit: limit }, (request, body, done) => {
    try {
      done(null, wishOf(request).raw === true ? body : parseJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const refusal = refuseBody(request);
    if (refusal === null) done();
    else done(refusal);
  });
}

/** 415 for a media type or coding that the route does not take. */
function refuseBody(request: FastifyRequest): ProblemException | null {
  const coding = request.headers['content-encoding'];
  if (coding !== undefined && coding !== 'identity') {
    return new ProblemException({ ...knownProblem(415), detail: 'Send the body without Content-Encoding.' });
  }
  const { types, optional } = wishOf(request);
  const type = mediaTypeOf(request);
  if (types === undefined || types.includes(type) || (optional && type === '')) return null;
  const accepted = types.join(', ');
  const detail = `Send the body as one of: ${accepted}.`;
  return new ProblemException({ ...knownProblem(415), detail, headers: { 'accept-post': accepted } });
}

/** The media type of a request's body in lower case, without parameters; empty when it names none. */
export function mediaTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

function wishOf(request: FastifyRequest): BodyWish {
  return (request.routeOptions.config as { body?: BodyWish }).body ?? {};
}
