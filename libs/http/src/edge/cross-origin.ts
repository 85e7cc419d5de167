/** What pages of other origins may read (CORS). */
import type { FastifyInstance } from 'fastify';
import { DOCUMENT_PATH } from './headers.js';

const ANYONE = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'API-Version, ETag, Link, Retry-After, X-Request-Id',
};
const PREFLIGHT = {
  'access-control-allow-methods': 'GET, HEAD',
  'access-control-allow-headers': 'Accept, Authorization, Last-Event-ID',
  'access-control-max-age': '600',
};
const READS = ['GET', 'HEAD'];

/**
 * Lets every origin read: whoever reads shows a token, and a browser sends none by itself. Where access is open, that
 * would open everything to every page that somebody on this machine looks at: there it is the public document alone.
 * Nothing is ever written from another origin.
 */
export function useCrossOrigin(fastify: FastifyInstance, { open }: { readonly open: boolean }): void {
  const mayRead = (path: string) => (open ? path === DOCUMENT_PATH : path.startsWith('/v1/'));
  fastify.addHook('onRequest', ({ method, url, headers }, reply, done) => {
    const isPreflight = method === 'OPTIONS' && READS.includes(headers['access-control-request-method'] ?? '');
    if (!(isPreflight || READS.includes(method)) || !mayRead(url.split('?', 1)[0]!)) return done();
    void reply.headers(ANYONE);
    if (!isPreflight) return done();
    void reply.status(204).headers(PREFLIGHT).send();
  });
}
