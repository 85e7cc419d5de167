/** What is refused whoever asks: other hosts where access is open, and too much where it is not. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { TakesBody } from '#libs/http';
import {
  AccessLog,
  Allow,
  bearerGate,
  Caller,
  openAccess,
  outsideScope,
  RefusedToken,
  type Principal,
} from '../index.js';
import { as } from '../../testing/callers.js';
import { serve, type Served } from '../../testing/served.js';

@Controller()
class ThingsController {
  @Allow('analyst')
  @Get('things')
  list(@Caller() { id }: Principal): object {
    return { id };
  }

  @Allow('analyst')
  @Get('others')
  others(): object {
    throw outsideScope('Not yours.');
  }

  @Allow('provider')
  @Post('events')
  @TakesBody({ types: ['application/json'], raw: true })
  make(): object {
    return {};
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

let things: Served | undefined;
afterEach(() => things?.close());

/** Asks with headers that `fetch` does not let be chosen. */
function raw(url: string, method: string, headers: Record<string, string>): Promise<{ status: number; code: string }> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(url, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => {
        const { code = '' } = JSON.parse(text || '{}') as { code?: string };
        resolve({ status: response.statusCode!, code });
      });
    });
    asked.on('error', reject).end();
  });
}

describe('an open server', () => {
  const open = async () => (things = await serve(ThingsModule, { access: openAccess(undefined, ['box.lan']) }));

  it.each(['localhost', 'LOCALHOST:3000', '127.0.0.1:9', '127.9.9.9', '[::1]:3000', 'box.lan', 'Box.lan:80'])(
    'goes by %s',
    async (host) => {
      const { url } = await open();
      expect((await raw(`${url}/v1/things`, 'GET', { host })).status).toBe(200);
    },
  );

  it.each([
    'evil.example',
    'evil.example:3000',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '10.0.0.1',
    '[::2]',
    'a b',
  ])('does not go by %j, on any path', async (host) => {
    const { url } = await open();
    for (const path of ['/v1/things', '/v1/nothing', '/v1/openapi.json', '/health/live']) {
      expect(await raw(url + path, 'GET', { host })).toEqual({ status: 421, code: 'other-host' });
    }
  });

  it('takes nothing from pages of other origins', async () => {
    const { url } = await open();
    const host = 'localhost:3000';
    const post = (origin: string) =>
      raw(`${url}/v1/events`, 'POST', { host, origin, 'content-type': 'application/json' });
    for (const origin of ['https://evil.example', 'null', 'file://']) {
      expect(await post(origin)).toEqual({ status: 403, code: 'other-origin' });
    }
    expect((await post('http://localhost:5173')).status).toBe(201);
  });

  it('lets pages of other origins read nothing but the public document', async () => {
    const { send } = await open();
    const allowed = async (path: string) => (await send(path)).headers.get('access-control-allow-origin');
    expect(await allowed('/v1/openapi.json')).toBe('*');
    for (const path of ['/v1/things', '/v1/nothing', '/docs', '/health/ready']) expect(await allowed(path)).toBeNull();
  });
});

describe('a server that asks who calls', () => {
  const callers: Record<string, Principal> = {
    ann: { id: 'ann', roles: ['analyst'], open: false },
    bob: { id: 'bob', roles: ['analyst'], open: false },
    pro: { id: 'pro', roles: ['provider'], open: false },
  };
  const verify = (token: string) => {
    if (!Object.hasOwn(callers, token)) throw new RefusedToken('Nobody is known by this token.');
    return Promise.resolve(callers[token]!);
  };
  const ask = async (requestsPerMinute = 1000, more = {}) => {
    const access = { ...bearerGate({ issuer: { verify }, requestsPerMinute }), ...more };
    return (things = await serve(ThingsModule, { access }));
  };

  it('lets each caller ask so often, and says when again', async () => {
    const { send } = await ask(3);
    const statuses = async (who: string) => {
      const answers = [];
      for (let n = 0; n < 4; n++) answers.push(await send('/v1/things', { headers: as(who) }));
      return answers;
    };
    const answers = await statuses('ann');
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    const last = answers[3]!;
    expect(last.headers.get('content-type')).toBe('application/problem+json');
    expect(last.body).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await statuses('bob')).map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  });

  it('counts what a caller may not do, too', async () => {
    const { send } = await ask(2);
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push((await send('/v1/things', { headers: as('pro') })).status);
    expect(statuses).toEqual([403, 403, 429]);
  });

  it('takes events fifty times as often', async () => {
    const { send } = await ask(1);
    const headers = { ...as('pro'), 'content-type': 'application/json' };
    const statuses = [];
    for (let n = 0; n < 51; n++)
      statuses.push((await send('/v1/events', { method: 'POST', headers, body: '{}' })).status);
    expect(new Set(statuses.slice(0, 50))).toEqual(new Set([201]));
    expect(statuses[50]).toBe(429);
  });

  it('answers who tries tokens 429 after a while, and others of that address as before', async () => {
    const { send } = await ask();
    const statuses = [];
    for (let n = 0; n < 61; n++) statuses.push((await send('/v1/things', { headers: as(`guess-${n}`) })).status);
    expect(new Set(statuses.slice(0, 60))).toEqual(new Set([401]));
    expect(statuses[60]).toBe(429);
    expect((await send('/v1/things', { headers: as('ann') })).status).toBe(200);
  });

  it('takes a proxy at its word only where it is trusted', async () => {
    const guess = async (trustedProxies: string[]) => {
      const { send, close } = await ask(1000, { trustedProxies });
      const statuses = [];
      for (let n = 0; n < 61; n++) {
        const headers = { ...as('guess'), 'x-forwarded-for': `192.0.2.${n}` };
        statuses.push((await send('/v1/things', { headers })).status);
      }
      await close();
      things = undefined;
      return statuses[60];
    };
    expect(await guess([])).toBe(429);
    expect(await guess(['10.0.0.0/8'])).toBe(429);
    expect(await guess(['127.0.0.0/8', '::1'])).toBe(401);
  });

  it('logs whom it refused, by role or by scope, and nobody else', async () => {
    const log = new AccessLog({ path: ':memory:', key: Buffer.alloc(32, 5) });
    things = await serve(ThingsModule, { access: bearerGate({ issuer: { verify }, log }) });
    const statuses = [];
    for (const [who, path] of [
      ['pro', 'things'],
      ['ann', 'others'],
      ['ann', 'things'],
      ['guess', 'things'],
    ] as const) {
      statuses.push((await things.send(`/v1/${path}`, { headers: as(who) })).status);
    }
    expect(statuses).toEqual([403, 403, 200, 401]);
    expect(log.list().map(({ who, object, outcome }) => [who, object, outcome])).toEqual([
      ['pro', 'GET /v1/things', 'refused'],
      ['ann', 'GET /v1/others', 'refused'],
    ]);
    log.close();
  });

  it('refuses with 503 whom it cannot log as refused', async () => {
    const log = new AccessLog({ path: ':memory:', key: Buffer.alloc(32, 5) });
    things = await serve(ThingsModule, { access: bearerGate({ issuer: { verify }, log }) });
    log.close();
    const { status, body, headers } = await things.send('/v1/things', { headers: as('pro') });
    expect([status, body.code]).toEqual([503, 'access-log-unavailable']);
    expect(headers.get('retry-after')).toBe('10');
    expect((await things.send('/v1/things', { headers: as('ann') })).status).toBe(200);
  });

  it('lets every origin read, with a token, and none write', async () => {
    const { send, url } = await ask();
    const read = await send('/v1/things', { headers: { ...as('ann'), origin: 'https://a.example' } });
    expect(read.headers.get('access-control-allow-origin')).toBe('*');
    expect(read.headers.get('access-control-expose-headers')).toContain('API-Version');
    expect(read.headers.has('access-control-allow-credentials')).toBe(false);
    const preflight = (method: string) =>
      fetch(`${url}/v1/things`, {
        method: 'OPTIONS',
        headers: { origin: 'https://a.example', 'access-control-request-method': method },
      });
    const allowed = await preflight('GET');
    expect([allowed.status, allowed.headers.get('access-control-allow-headers')]).toEqual([
      204,
      'Accept, Authorization, Last-Event-ID',
    ]);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const refused = await preflight(method);
      expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([405, null]);
    }
    const written = await send('/v1/events', { method: 'POST', headers: as('pro'), body: '{}' });
    expect(written.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a connection', () => {
  /** Resolves with what came back when the server cut it. */
  const untilCut = (url: string, text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let got = '';
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
      socket.on('data', (chunk) => (got += String(chunk)));
      socket.on('error', reject).on('close', () => resolve(got));
    });
  const HEAD =
    'POST /v1/events HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{';

  it('is cut when it carries nothing', async () => {
    things = await serve(ThingsModule, { access: openAccess(), timeouts: { idleMs: 50, bodyMs: 60_000 } });
    expect(await untilCut(things.url, '')).toBe('');
    expect(await untilCut(things.url, HEAD)).not.toContain('HTTP/1.1 201');
  });

  it('is cut when its body does not arrive', async () => {
    things = await serve(ThingsModule, { access: openAccess(), timeouts: { idleMs: 60_000, bodyMs: 50 } });
    expect(await untilCut(things.url, HEAD)).not.toContain('HTTP/1.1 201');
  });
});
