/**
 * Every route that is registered, asked by every role and by nobody, beside one table: contract section 4, 'who may do what'. A route
 * that the table lacks fails, and so does a row without its route.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccessLog, createAccess, LocalTokens, readAccessSettings, ROLES, type Role } from '#libs/access';
import type { Gate } from '#libs/http';
import { openInsightsApp, type InsightsApp } from '../../apps/insights/src/testing/insights-app.js';
import { startLedger, type LedgerApp } from '../../apps/ledger/src/testing/ledger-app.js';
import { as } from '../../libs/access/testing/callers.js';
import { temporaryFolder } from '../support/test-server.js';

type Who = 'everyone' | readonly Role[];

const SENDS = ['provider'] as const;
const READS_OWN_OR_ALL = ['provider', 'researcher'] as const;
const ASKS = ['provider', 'analyst', 'researcher'] as const;
const CHECKS = ['auditor'] as const;
/** Pages hold no data: what they ask the API for is in the table. */
const PAGES = ['explore', 'definition', 'quality', 'mirror', 'trajectory'] as const;

/**
 * provider: writes events of its own source, reads its own trajectories, figures of its own cases. analyst: figures and flows of
 * its own region, notes. researcher: pseudonymous cases, replay and export (which read events), definitions. auditor:
 * checkpoint, proofs, access log. admin: keys, erasure, configuration (definitions are). What an indicator means is for all.
 */
const TABLE: Readonly<Record<string, Who>> = {
  'POST /v1/events': SENDS,
  'GET /v1/events': READS_OWN_OR_ALL,
  'GET /v1/events/live': READS_OWN_OR_ALL,
  'GET /v1/trajectories/:id': READS_OWN_OR_ALL,
  'GET /v1/measures/:id': READS_OWN_OR_ALL,
  'GET /v1/probations/:id': READS_OWN_OR_ALL,
  'GET /v1/clients/:id': ['researcher'], // a client is of no one provider
  'GET /v1/rejections': SENDS,
  'GET /v1/rejections/counts': SENDS,
  'GET /v1/rejections/:id': SENDS,
  'POST /v1/rejections/:id/resubmissions': SENDS,
  'POST /v1/erasures': ['admin'],
  'GET /v1/erasures': ['admin', 'auditor'],
  'GET /v1/ledger/checkpoint': CHECKS,
  'POST /v1/ledger/checkpoint/cosignatures': CHECKS,
  'GET /v1/ledger/proofs/inclusion': CHECKS,
  'GET /v1/ledger/proofs/consistency': CHECKS,
  'GET /v1/ledger/tile/*': CHECKS,
  'GET /v1/access-log': CHECKS,
  'GET /v1/indicators': ROLES,
  'GET /v1/indicators/:id': ROLES,
  'GET /v1/indicator-schema': ROLES,
  'PUT /v1/indicators/:id': ['researcher', 'admin'],
  'DELETE /v1/indicators/:id': ['researcher', 'admin'],
  'GET /v1/indicators/:id/values': ASKS,
  'GET /v1/indicators/:id/series': ASKS,
  'GET /v1/indicators/:id/curve': ASKS,
  'GET /v1/indicators/:id/cases': READS_OWN_OR_ALL,
  'GET /v1/quality': ROLES,
  'GET /v1/quality/:id/values': ASKS,
  'GET /v1/quality/:id/series': ASKS,
  'GET /v1/flows': ASKS,
  'GET /v1/notes': ASKS,
  'GET /v1/notes/:id': ASKS,
  'POST /v1/notes': ASKS,
  'DELETE /v1/notes/:id': ASKS,
  'GET /health/live': 'everyone',
  'GET /health/ready': 'everyone',
  'GET /metrics': 'everyone',
  'GET /v1/openapi.json': 'everyone',
  'GET /docs': 'everyone',
  'GET /docs/*': 'everyone',
  'GET /': 'everyone',
  ...Object.fromEntries(
    PAGES.flatMap((page) => [`GET /${page}`, `GET /${page}/:subject`].map((row) => [row, 'everyone'])),
  ),
  'GET /assets/*': 'everyone',
};

/** Files of the documentation and the pages are a route each. */
const rowOf = ({ method, url }: Route): string => `${method} ${url.replace(/^(\/docs|\/assets)\/.+/, '$1/*')}`;

interface Route {
  readonly method: string;
  readonly url: string;
  /** Where it is served. */
  readonly base: () => string;
}

const SCOPE = { provider: 'p1', sources: ['urn:p1'], regions: ['R'] };
const STACK = /\n\s+at |node_modules|file:\/\/|\.[jt]s:\d/;

describe('the routes', () => {
  const routes: Route[] = [];
  const tokens = new Map<Role, string>();
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let ledger: LedgerApp;
  let insights: InsightsApp;
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    folder = await temporaryFolder();
    const tokensFile = join(folder.path, 'tokens.sqlite');
    const local = new LocalTokens(tokensFile);
    for (const role of ROLES)
      tokens.set(role, local.create({ name: role, roles: [role], ...SCOPE }, new Date(Date.now() + 3_600_000)).token);
    local.close();
    const pages = join(folder.path, 'pages');
    mkdirSync(join(pages, 'assets'), { recursive: true });
    writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Pages</title>');
    writeFileSync(join(pages, 'assets/a.js'), '1;');
    const log = new AccessLog({ path: ':memory:', key: Buffer.alloc(32, 1) });
    const settings = readAccessSettings({}, { tokensFile });
    const watched = (base: () => string): Gate => {
      const access = createAccess({ host: '0.0.0.0', settings, log });
      closing.push(() => access.close());
      return { ...access.gate, guard: (fastify) => watch(fastify, base, access.gate) };
    };
    ledger = await startLedger(
      undefined,
      watched(() => ledger.url),
    );
    insights = await openInsightsApp({ access: watched(() => insights.url), projecting: false, pages });
    closing.push(
      () => ledger.close(),
      () => insights.close(),
      () => Promise.resolve(log.close()),
      () => folder.remove(),
    );
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  function watch(fastify: FastifyInstance, base: () => string, gate: Gate): Promise<void> | void {
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) if (one !== 'HEAD') routes.push({ method: one, url, base });
    });
    return gate.guard?.(fastify);
  }

  const ask = async ({ method, url, base }: Route, { token, query = '', body }: Asked = {}) => {
    const stop = new AbortController();
    const response = await fetch(base() + url.replace(/:\w+/g, 'x-1').replace('*', '0/000') + query, {
      method,
      signal: stop.signal,
      headers: { ...(token ? as(token) : {}), ...(body && { 'content-type': 'application/json' }) },
      body,
    });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    const text = isStream ? '' : await response.text();
    stop.abort();
    const isProblem = response.headers.get('content-type') === 'application/problem+json';
    const code = isProblem ? (JSON.parse(text) as { code: string }).code : null;
    return { status: response.status, headers: response.headers, text, code };
  };
  interface Asked {
    readonly token?: string;
    readonly query?: string;
    readonly body?: string;
  }
  const named = (route: Route, who: string) => `${who}: ${route.method} ${route.url}`;

  it('are those of the table', () => {
    expect([...new Set(routes.map(rowOf))].sort()).toEqual(Object.keys(TABLE).sort());
  });

  it('let in whom the table says, and nobody else', async () => {
    const [found, right]: [Record<string, string>, Record<string, string>] = [{}, {}];
    for (const route of routes) {
      const who = TABLE[rowOf(route)] ?? [];
      const body = route.method === 'POST' || route.method === 'PUT' ? '{}' : undefined;
      for (const role of [null, ...ROLES]) {
        const { status, code } = await ask(route, { token: role ? tokens.get(role) : undefined, body });
        const key = named(route, role ?? 'nobody');
        found[key] = status === 401 ? 'unknown' : code === 'forbidden' ? 'refused' : 'passes';
        right[key] =
          who === 'everyone' || (role && who.includes(role)) ? 'passes' : role === null ? 'unknown' : 'refused';
      }
    }
    expect(found).toEqual(right);
  });

  it('carry the security headers, whatever they answer', async () => {
    const bare: string[] = [];
    for (const route of routes) {
      for (const token of [undefined, ...tokens.values()]) {
        const { headers } = await ask(route, { token });
        const kept =
          headers.get('x-content-type-options') === 'nosniff' &&
          headers.get('x-frame-options') === 'DENY' &&
          headers.get('referrer-policy') === 'no-referrer' &&
          /frame-ancestors 'none'/.test(headers.get('content-security-policy') ?? '') &&
          /^max-age=\d{7,}/.test(headers.get('strict-transport-security') ?? '') &&
          headers.get('api-version') === '1.0.0' &&
          (headers.get('cache-control') === 'no-store' || TABLE[rowOf(route)] === 'everyone') &&
          !headers.has('x-powered-by') &&
          !headers.has('server');
        if (!kept) bare.push(named(route, token ? 'somebody' : 'nobody'));
      }
    }
    expect(bare).toEqual([]);
  });

  it('tell nothing of the program when they are asked nonsense', async () => {
    const wrong: string[] = [];
    const nonsense = ['?asOf=%00&from=x&limit=-1&by=%5B%5D&after=%F0', '?__proto__[a]=1&from=2023-13-01', ''];
    for (const route of routes) {
      const who = TABLE[rowOf(route)] ?? [];
      const token = who === 'everyone' ? undefined : tokens.get(who[0]!);
      for (const query of nonsense) {
        for (const body of route.method === 'GET' ? [undefined] : ['{"a":', '[[[]]]', '{"__proto__":{}}', 'null']) {
          const { status, text } = await ask(route, { token, query, body });
          const isDown = status >= 500 && route.url !== '/health/ready';
          if (isDown || (status >= 400 && STACK.test(text))) wrong.push(`${status} ${named(route, query)} ${body}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
