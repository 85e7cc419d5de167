/** An open server answers its own machine, not a page that somebody on it looks at. */
import type { FastifyInstance } from 'fastify';
import { ProblemException } from '#libs/http';
import { isLoopback } from '../settings/loopback.js';

const READS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses requests under other names than those of this machine. A page of another origin can have its own name point at
 * 127.0.0.1 (DNS rebinding) and would then read everything; the name it was loaded from stands in `Host`. The port is free,
 * as a tunnel has one of its own. Nor does a page of another origin write: a browser says in `Origin` whose it is.
 * @param hosts further names, without a port
 */
export function useLocalHostsOnly(fastify: FastifyInstance, hosts: readonly string[]): void {
  const isOurs = rememberingLast((authority) => {
    const name = nameOf(authority);
    return name !== null && (isLoopback(name) || hosts.includes(name));
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { host = '', origin } = request.headers;
    if (!isOurs(host)) done(otherHost());
    else if (origin !== undefined && !READS.includes(request.method) && !isOurs(origin.replace(/^https?:\/\//, ''))) {
      done(otherOrigin());
    } else done();
  });
}

/** The same answers, the last one without asking again: nearly all requests name the same host. */
function rememberingLast(test: (authority: string) => boolean): (authority: string) => boolean {
  let last: { readonly authority: string; readonly answer: boolean } | undefined;
  return (authority) => {
    if (last?.authority !== authority) last = { authority, answer: test(authority) };
    return last.answer;
  };
}

/** The name in `name:port`, in lower case; an IPv6 address without its brackets. Null for what is neither. */
function nameOf(authority: string): string | null {
  const [, v6, name] = /^(?:\[([0-9a-f:]+)\]|([a-z0-9.-]+))(?::\d{1,5})?$/i.exec(authority) ?? [];
  return (v6 ?? name)?.toLowerCase() ?? null;
}

const otherHost = (): ProblemException =>
  new ProblemException({
    status: 421,
    code: 'other-host',
    title: 'Misdirected Request',
    detail:
      'Access is open here, so the server goes by names of this machine only: localhost, 127.0.0.1 or [::1], and those in CARE_LEDGER_HOSTS.',
  });

const otherOrigin = (): ProblemException =>
  new ProblemException({
    status: 403,
    code: 'other-origin',
    detail: 'Access is open here, so nothing is taken from pages of other origins.',
  });
