import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Case } from '../support/case.js';
import { NDJSON } from '../support/ledger-client.js';
import { describeWithShared, PROJECT_ROOT, sharedPath } from '../support/shared-folder.js';
import { startTestServer, temporaryFolder, type TestServer } from '../support/test-server.js';

describe('the edge', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
    const last = await server.client.record([new Case('edge').intake()]);
    await server.client.ask('/v1/flows?from=2024-01-01&to=2024-12-31', last);
  });
  afterAll(() => server.stop());

  const responses: [string, number, () => Promise<Response>][] = [
    ['a page of events', 200, () => fetch(`${server.url}/v1/events`)],
    ['a receipt', 201, () => server.client.postEvent(new Case('receipt').intake()).then(asResponse)],
    ['an answer per line', 200, () => server.client.post('/v1/events', '', NDJSON).then(asResponse)],
    ['a broken rule', 409, () => server.client.postEvent(new Case('none').started()).then(asResponse)],
    ['an impossible parameter', 400, () => fetch(`${server.url}/v1/events?limit=x`)],
    ['a path that does not exist', 404, () => fetch(`${server.url}/v1/nothing`)],
    ['a path with a slash too many', 404, () => fetch(`${server.url}/v1/events/`)],
    ['a history', 200, () => fetch(`${server.url}/v1/trajectories/edge-T`)],
    ['a history that does not exist', 404, () => fetch(`${server.url}/v1/trajectories/nobody`)],
    ['rejections', 200, () => fetch(`${server.url}/v1/rejections`)],
    ['the catalogue', 200, () => fetch(`${server.url}/v1/indicators`)],
    ['an indicator', 200, () => fetch(`${server.url}/v1/indicators/repeat-referral`)],
    ['a figure', 200, () => fetch(`${server.url}/v1/indicators/repeat-referral/values?from=2024-01-01&to=2024-12-31`)],
    [
      'an indicator that does not exist',
      404,
      () => fetch(`${server.url}/v1/indicators/none/values?from=2024-01-01&to=2024-12-31`),
    ],
    ['flows', 200, () => fetch(`${server.url}/v1/flows?from=2024-01-01&to=2024-12-31`)],
    ['the API description', 200, () => fetch(`${server.url}/v1/openapi.json`)],
    ['liveness', 200, () => fetch(`${server.url}/health/live`)],
    ['readiness', 200, () => fetch(`${server.url}/health/ready`)],
    ['metrics', 200, () => fetch(`${server.url}/metrics`)],
    ['the live feed', 200, () => openAndClose(`${server.url}/v1/events/live`)],
  ];

  it.each(responses)('answers %s with %i and the headers of the API design rules', async (_what, status, get) => {
    const response = await get();
    expect(response.status).toBe(status);
    const header = (name: string) => response.headers.get(name) ?? '';
    expect(header('api-version')).toMatch(/^\d+\.\d+\.\d+$/);
    expect(header('cache-control')).toContain('no-store');
    expect(header('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(header('strict-transport-security')).toMatch(/max-age=\d+/);
    expect(header('x-content-type-options')).toBe('nosniff');
    expect(header('x-frame-options')).toBe('DENY');
    if (status >= 400) {
      expect(header('content-type')).toMatch(/^application\/problem\+json/);
      const problem = (await response.json()) as Record<string, unknown>;
      expect(problem).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
      expect(problem).toHaveProperty('code', expect.any(String));
    }
  });

  it('gives its description to pages of every origin, and care data to none', async () => {
    const allowed = async (path: string) =>
      (await fetch(server.url + path, { headers: { origin: 'https://example.nl' } })).headers.get(
        'access-control-allow-origin',
      );
    expect(await allowed('/v1/openapi.json')).toBe('*');
    for (const path of ['/v1/events', '/v1/trajectories/edge-T', '/v1/rejections', '/v1/indicators']) {
      expect([path, await allowed(path)]).toEqual([path, null]);
    }
  });

  it('tells how far the projection is', async () => {
    await server.client.ask('/v1/flows?from=2024-01-01&to=2024-01-01', (await server.client.lastPosition())!);
    const { status, body } = await server.client.get('/health/ready');
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toMatch(/lag/i);
    const metrics = await server.client.get('/metrics');
    expect(metrics.text).toMatch(/lag/i);
  });

  it('serves the documentation', async () => {
    const page = await server.client.get('/docs');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  });

  it('describes every path of this issue, each with the problems it can give', async () => {
    const { body } = await server.client.get('/v1/openapi.json');
    expect(body.openapi).toMatch(/^3\.1\./);
    const paths = Object.keys(body.paths).map((path) => path.replace(/^\/v1/, ''));
    const expected = [
      '/events',
      '/events/live',
      '/trajectories/{id}',
      '/measures/{id}',
      '/probations/{id}',
      '/clients/{id}',
      '/rejections',
      '/rejections/{id}/resubmissions',
      '/indicators',
      '/indicators/{id}',
      '/indicators/{id}/values',
      '/indicators/{id}/curve',
      '/flows',
    ];
    expect(expected.filter((path) => !paths.includes(path))).toEqual([]);
    // A BSN may stand in a body (events, erasures), never in an address.
    expect(paths.filter((path) => /bsn/i.test(path))).toEqual([]);
    for (const operations of Object.values<Record<string, { responses?: object; parameters?: unknown[] }>>(
      body.paths,
    )) {
      for (const operation of Object.values(operations)) {
        if (operation.parameters?.length) expect(operation.responses).toHaveProperty('400');
        expect(JSON.stringify(operation.parameters ?? [])).not.toMatch(/bsn/i);
      }
    }
  });

  describeWithShared('standards/adr/linter.yaml', 'the API description', () => {
    it('is clean under the ruleset of the NL API Design Rules', async () => {
      const folder = await temporaryFolder();
      try {
        const file = join(folder.path, 'openapi.json');
        await writeFile(file, (await server.client.get('/v1/openapi.json')).text);
        const spectral = join(PROJECT_ROOT, 'node_modules/@stoplight/spectral-cli/dist/index.js');
        const lint = spawn(process.execPath, [
          spectral,
          'lint',
          '-r',
          sharedPath('standards/adr/linter.yaml'),
          '--fail-severity',
          'hint',
          file,
        ]);
        const written: string[] = [];
        for (const stream of [lint.stdout, lint.stderr])
          stream.on('data', (chunk: Buffer) => written.push(chunk.toString()));
        const [code] = (await once(lint, 'close')) as [number];
        expect([code, written.join('')]).toEqual([0, expect.stringContaining('No results')]);
      } finally {
        await folder.remove();
      }
    });
  });
});

/** An answer that was read already, as a response for looking at status, headers and body again. */
function asResponse(answer: { status: number; headers: Headers; text: string }): Response {
  return new Response(answer.text, { status: answer.status, headers: answer.headers });
}

async function openAndClose(url: string): Promise<Response> {
  const abort = new AbortController();
  const response = await fetch(url, { signal: abort.signal });
  abort.abort();
  return response;
}
