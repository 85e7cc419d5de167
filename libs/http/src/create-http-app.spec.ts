import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiOkResponse } from '@nestjs/swagger';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { OPEN_ACCESS } from '#libs/access';
import { createHttpApp, createLogger, HealthRegistry, ProblemException, Public, TakesBody } from './index.js';

@Controller('things')
class ThingsController {
  @Public()
  @Get(':id')
  @ApiOkResponse({ description: 'A thing' })
  get(@Param('id') id: string): { id: string } {
    if (id === 'broken') throw new Error('secret-in-a-message');
    if (id === 'refused') {
      throw new ProblemException({
        status: 409,
        code: 'refused',
        detail: 'No.',
        errors: [{ pointer: '/a', code: 'b', message: 'c' }],
        headers: { 'retry-after': '5' },
        extensions: { blocking: [] },
      });
    }
    return { id };
  }

  @Public()
  @Post()
  post(@Body() body: unknown): unknown {
    return { body };
  }

  @Public()
  @Post('bytes')
  @TakesBody({ types: ['application/json'], raw: true })
  bytes(@Body() body: Buffer): unknown {
    return { length: body.length };
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

const lines: string[] = [];
const log = createLogger(true, { write: (line: string) => void lines.push(line) });
let app: NestFastifyApplication;
let base: string;

beforeAll(async () => {
  app = await createHttpApp(ThingsModule, {
    title: 'Things',
    description: 'Things.',
    access: OPEN_ACCESS,
    log,
    bodyLimit: 1000,
  });
  await app.listen(0, '127.0.0.1');
  base = (await app.getUrl()).replace(/\/$/, '');
});
afterAll(() => app.close());

interface Request {
  readonly method?: string;
  readonly url: string;
  readonly payload?: string | Buffer<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

async function send({ url, payload, ...rest }: Request) {
  const response = await fetch(base + url, { ...rest, body: payload });
  const body = await response.text();
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body,
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers freely
    json: <T = any>(): T => JSON.parse(body) as T,
  };
}

const json = { 'content-type': 'application/json' };

describe('responses', () => {
  it('carry the headers of the NL API Design Rules, errors too', async () => {
    for (const url of ['/v1/things/1', '/v1/nothing', '/v1/things/%zz', '/health/live']) {
      const { headers } = await send({ url });
      expect(headers).toMatchObject({
        'api-version': '1.0.0',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['strict-transport-security']).toMatch(/^max-age=\d+/);
    }
  });
});

describe('problems', () => {
  it('are sent as thrown', async () => {
    const response = await send({ url: '/v1/things/refused' });
    expect(response.statusCode).toBe(409);
    expect(response.headers['content-type']).toBe('application/problem+json');
    expect(response.headers['retry-after']).toBe('5');
    expect(response.json()).toEqual({
      type: 'urn:care-ledger:problem:refused',
      title: 'Conflict',
      status: 409,
      detail: 'No.',
      code: 'refused',
      errors: [{ pointer: '/a', code: 'b', message: 'c' }],
      blocking: [],
    });
  });

  it.each([
    ['GET', '/v1/nothing', 404, 'not-found'],
    ['GET', '/v1/things/1/', 404, 'not-found'],
    ['GET', '/v1/things/', 404, 'not-found'],
    ['GET', '/v1/things/%zz', 400, 'malformed'],
    ['GET', `/v1/things/${'x'.repeat(200)}`, 414, 'uri-too-long'],
    ['DELETE', '/v1/things/1', 405, 'method-not-allowed'],
  ] as const)('%s %s is %i %s', async (method, url, status, code) => {
    const response = await send({ method, url });
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toBe('application/problem+json');
    expect(response.json()).toMatchObject({ status, code, type: `urn:care-ledger:problem:${code}` });
    expect(response.json<{ detail: string }>().detail).not.toContain(url);
  });

  it('name the methods a path takes', async () => {
    const response = await send({ method: 'PUT', url: '/v1/things/1?x=/' });
    expect(response.headers['allow']).toBe('GET, HEAD');
  });

  it.each([
    ['no JSON', '{', json, 400, 'malformed'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), json, 400, 'malformed'],
    ['nothing', '', json, 400, 'malformed'],
    ['too much', JSON.stringify('x'.repeat(1000)), json, 413, 'too-large'],
    [
      'another media type',
      'a=b',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported-media-type',
    ],
    ['a compressed body', '{}', { ...json, 'content-encoding': 'gzip' }, 415, 'unsupported-media-type'],
  ])('%s', async (_name, payload, headers, status, code) => {
    const response = await send({ method: 'POST', url: '/v1/things', payload, headers });
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ status, code });
  });

  it('hide what nobody foresaw, and log it without its message', async () => {
    lines.length = 0;
    const response = await send({ url: '/v1/things/broken' });
    expect(response.statusCode).toBe(500);
    expect(response.json()).toMatchObject({ status: 500, code: 'internal-error' });
    expect(response.body).not.toContain('secret');
    expect(lines.join('')).toContain(response.headers['x-request-id']);
    expect(lines.join('')).not.toContain('secret-in-a-message');
  });

  it('answer bytes that are no HTTP', async () => {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write('nonsense\r\n\r\n'));
      socket
        .on('data', (chunk) => (text += String(chunk)))
        .on('end', () => resolve(text))
        .on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request/);
    expect(answer).toContain('application/problem+json');
    expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ status: 400, code: 'malformed' });
  });
});

describe('bodies', () => {
  it('take any JSON media type', async () => {
    const headers = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
    const response = await send({ method: 'POST', url: '/v1/things', payload: '{"a":1}', headers });
    expect(response.json()).toEqual({ body: { a: 1 } });
  });

  it('arrive as bytes where a handler wants them so, in the types it takes', async () => {
    const url = '/v1/things/bytes';
    expect((await send({ method: 'POST', url, payload: '{not json', headers: json })).json()).toEqual({ length: 9 });
    const other = await send({ method: 'POST', url, payload: '{}', headers: { 'content-type': 'application/x+json' } });
    expect(other.statusCode).toBe(415);
    expect(other.headers['accept-post']).toBe('application/json');
    expect(other.json<{ detail: string }>().detail).toContain('application/json');
  });
});

describe('logs', () => {
  it('name the route pattern, never the address', async () => {
    lines.length = 0;
    await send({ url: '/v1/things/T-2024-000123?client=someone' });
    await send({ url: '/v1/T-2024-000123' });
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0]!)).toMatchObject({ method: 'GET', route: '/v1/things/:id', status: 200 });
    expect(JSON.parse(lines[1]!)).toMatchObject({ route: null, status: 404 });
    expect(lines.join('')).not.toMatch(/T-2024|someone/);
  });
});

describe('health', () => {
  it('is ready when every check passes', async () => {
    const health = app.get(HealthRegistry);
    health.register({ name: 'store', check: async () => ({ ok: true, data: { position: '7' } }) });
    const ready = await send({ url: '/health/ready' });
    expect(ready.statusCode).toBe(200);
    expect(ready.json()).toEqual({ status: 'ok', checks: { store: { ok: true, data: { position: '7' } } } });

    health.register({ name: 'projection', check: () => Promise.reject(new Error('secret')) });
    const failing = await send({ url: '/health/ready' });
    expect(failing.statusCode).toBe(503);
    expect(failing.json()).toMatchObject({
      code: 'not-ready',
      checks: { store: { ok: true }, projection: { ok: false } },
    });
    expect(failing.body).not.toContain('secret');
    expect((await send({ url: '/health/live' })).json()).toEqual({ status: 'ok' });
  });

  it('measures requests by route pattern', async () => {
    await send({ url: '/v1/things/T-1' });
    const metrics = await send({ url: '/metrics' });
    expect(metrics.headers['content-type']).toContain('text/plain');
    expect(metrics.body).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/v1\/things\/:id",status="200"\}/,
    );
    expect(metrics.body).toContain('process_cpu_seconds_total');
    expect(metrics.body).not.toContain('T-1');
  });
});

describe('the OpenAPI document', () => {
  it('describes the API relative to its version', async () => {
    const document = (await send({ url: '/v1/openapi.json' })).json();
    expect(document.openapi).toBe('3.1.0');
    expect(document.info.contact.url).toBe('https://github.com/care-ledger/care-ledger');
    expect(Object.keys(document.paths)).toEqual(['/things/{id}', '/things', '/things/bytes']);
    expect(document.servers).toEqual([{ url: '/v1' }]);
    expect(document.paths['/things'].post.responses['400'].content).toEqual({
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    });
    expect(document.paths['/things/{id}'].get).toMatchObject({
      operationId: 'thingsGet',
      responses: { '200': { headers: { 'API-Version': { $ref: '#/components/headers/ApiVersion' } } } },
    });
  });

  it('is shown by pages whose scripts the policy allows', async () => {
    const page = await send({ url: '/docs' });
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    const scripts = [...page.body.matchAll(/<script([^>]*)>([^<]*)/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes, text] of scripts) {
      expect(text!.trim()).toBe('');
      const source = /src="\.(\/docs\/[^"]+)"/.exec(attributes!)![1]!;
      expect((await send({ url: source })).statusCode).toBe(200);
    }
  });
});
