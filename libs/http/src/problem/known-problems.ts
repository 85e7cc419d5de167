/** Problems that the framework raises on its own, in our words: its messages may quote the URL. */
import type { ProblemInit } from './problem-exception.js';

const BY_STATUS: Readonly<Record<number, Omit<ProblemInit, 'status'>>> = {
  400: { code: 'malformed', detail: 'The request is not well formed. See /v1/openapi.json for what is expected.' },
  401: { code: 'unauthenticated', detail: 'This needs a valid access token in the Authorization header.' },
  403: { code: 'forbidden', detail: 'The access token does not allow this.' },
  404: { code: 'not-found', detail: 'There is nothing at this path. See /v1/openapi.json for the paths there are.' },
  405: {
    code: 'method-not-allowed',
    detail: 'This path does not take this method. The Allow header names those it takes.',
  },
  406: { code: 'not-acceptable', detail: 'None of the media types in the Accept header can be given.' },
  408: { code: 'request-timeout', detail: 'The request took too long to arrive. Send it again.' },
  413: {
    code: 'too-large',
    detail: 'The body is too large. Send it in smaller parts, or many events as application/x-ndjson.',
  },
  414: { code: 'uri-too-long', detail: 'The path is too long.' },
  415: {
    code: 'unsupported-media-type',
    detail: 'This media type is not taken here. See /v1/openapi.json for those that are.',
  },
  429: { code: 'too-many-requests', detail: 'Too many requests. Try again later.' },
  431: { code: 'headers-too-large', detail: 'The header fields of the request are too large.' },
  500: {
    code: 'internal-error',
    detail: 'Something went wrong here. The request id in X-Request-Id finds it in the log.',
  },
  503: { code: 'unavailable', detail: 'The service cannot answer now. Try again later.' },
};

/** Details for errors of Fastify that deserve a word of their own. */
const BY_FASTIFY_CODE: Readonly<Record<string, string>> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty; this needs JSON.',
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is not valid JSON.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as Content-Length says.',
  FST_ERR_BAD_URL: 'The path has a percent sign that is not followed by two hexadecimal digits.',
};

/** The problem that stands for a status of the framework, with a detail for some of its error codes. */
export function knownProblem(status: number, fastifyCode?: string): ProblemInit {
  const known = BY_STATUS[status] ?? BY_STATUS[status < 500 ? 400 : 500]!;
  const detail = (fastifyCode !== undefined && BY_FASTIFY_CODE[fastifyCode]) || known.detail;
  return { status, ...known, detail };
}

/** For whatever needs the event store while that cannot answer. */
export const STORE_AWAY: ProblemInit = {
  status: 503,
  code: 'unavailable',
  detail: 'The event store cannot answer now. Try again later.',
  headers: { 'retry-after': '5' },
};
