/** Serves the analysts' pages: `/`, the addresses that they draw themselves, and their files. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PUBLIC_ROUTE } from '#libs/http';
import type { PageFile, PageFiles } from './page-files.js';

/**
 * First segments of the addresses that the pages draw themselves. Every other address stays what it was: the API, its
 * documentation, health, or nothing (404).
 */
export const PAGE_ADDRESSES = ['explore', 'mirror', 'quality', 'trajectory', 'definition'] as const;

/** Everything from the server itself; pictures that a reader downloads are drawn from `blob:`. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The page names the files by their hash, so it is asked for anew each time, and they never change. */
const PAGE_CACHE = 'no-cache';
const ASSET_CACHE = 'public, max-age=31536000, immutable';

/**
 * Adds the routes, for everyone: no page holds data, and what it asks the API for has its own gate. To be called before the
 * server listens.
 */
export function servePages(fastify: FastifyInstance, { page, assets }: PageFiles): void {
  const showPage = (request: FastifyRequest, reply: FastifyReply) => send(request, reply, page, PAGE_CACHE);
  fastify.get('/', PUBLIC_ROUTE, showPage);
  for (const address of PAGE_ADDRESSES) {
    fastify.get(`/${address}`, PUBLIC_ROUTE, showPage);
    fastify.get(`/${address}/:subject`, PUBLIC_ROUTE, showPage);
  }
  for (const [name, file] of assets) {
    fastify.get(`/assets/${name}`, PUBLIC_ROUTE, (request: FastifyRequest, reply: FastifyReply) =>
      send(request, reply, file, ASSET_CACHE),
    );
  }
}

function send(request: FastifyRequest, reply: FastifyReply, file: PageFile, caching: string): FastifyReply {
  const gzipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  return reply
    .headers({
      'content-security-policy': POLICY,
      'cache-control': caching,
      vary: 'accept-encoding',
      ...(gzipped && { 'content-encoding': 'gzip' }),
    })
    .type(file.type)
    .send(gzipped ? file.gzip : file.body);
}
