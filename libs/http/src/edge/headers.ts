/** Headers of every response: NL API Design Rules (version, transport security) and no caching of care data. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Where the OpenAPI document is. */
export const DOCUMENT_PATH = '/v1/openapi.json';

const API_POLICY = "default-src 'none'; frame-ancestors 'none'";
/** Swagger UI: everything from its own files, images also from its style sheet. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The headers for a path. `apiVersion` is the full semantic version. */
export function standardHeaders(path: string, apiVersion: string): Record<string, string> {
  return {
    'api-version': apiVersion,
    'cache-control': 'no-store',
    'content-security-policy': isDocs(path) ? DOCS_POLICY : API_POLICY,
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  };
}

function isDocs(path: string): boolean {
  return path === '/docs' || path.startsWith('/docs/') || path.startsWith('/docs?');
}

/** Puts the headers on every response, errors too. */
export function useStandardHeaders(fastify: FastifyInstance, apiVersion: string): void {
  const [ofApi, ofDocs] = ['/', '/docs'].map((path) => standardHeaders(path, apiVersion));
  fastify.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    void reply.headers(isDocs(request.url) ? ofDocs! : ofApi!).header('x-request-id', request.id);
    done();
  });
}
