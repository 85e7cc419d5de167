import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Copy, workedExample } from '../golden/worked-example.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const WINDOW = 'from=2023-01-01&to=2023-06-30';
const FIGURE = `/v1/indicators/repeat-referral/values?${WINDOW}`;
const both = (text: string) => ({ nl: text, en: text });

describe('definitions and notes in the ledger', () => {
  let server: TestServer;
  let last: string;

  beforeAll(async () => {
    server = await startTestServer();
    last = await server.client.record(workedExample(new Copy(1)));
    await server.client.ask(FIGURE, last);
  });
  afterAll(() => server.stop());

  const send = (method: string, path: string, body: object) =>
    server.client.request(path, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  const define = (reasons: readonly string[]) =>
    send('PUT', '/v1/indicators/ended-early', {
      id: 'ended-early',
      name: both('Ended early'),
      explanation: both('The share of ended records that ended early.'),
      source: both('A test.'),
      caveats: [],
      direction: 'neutral',
      parameters: {},
      figure: {
        shape: 'share',
        cases: { unit: 'record', index: { field: 'endOn' } },
        numerator: { in: [{ field: 'endReason' }, reasons] },
      },
    });

  it('disturb neither the care events read back nor any figure', async () => {
    const feed = await server.client.get('/v1/events?limit=1000');
    const subject = feed.body.events[0].subject as string;
    const history = await server.client.get(`/v1/trajectories/${subject}`);
    const figure = await server.client.get(FIGURE);
    expect((await define(['03'])).status).toBe(201);
    const noted = await send('POST', '/v1/notes', {
      indicator: 'repeat-referral',
      query: FIGURE,
      position: last,
      author: { role: 'region', id: 'region-1' },
      kind: 'context',
      text: 'Two providers merged.',
    });
    expect(noted.status).toBe(201);

    expect((await server.client.get('/v1/events?limit=1000')).text).toBe(feed.text);
    expect((await server.client.get(`/v1/events?after=${last}`)).body).toEqual({ events: [], after: last });
    expect((await server.client.get(`/v1/trajectories/${subject}`)).text).toBe(history.text);
    const head = String(Number(last) + 2);
    for (const asOf of [last, head]) expect((await server.client.get(`${FIGURE}&asOf=${asOf}`)).text).toBe(figure.text);
    expect((await server.client.get(FIGURE)).text).toBe(figure.text);
    const next = await server.client.record(workedExample(new Copy(2)));
    expect(Number(next)).toBeGreaterThan(Number(head));
    expect((await server.client.get(`${FIGURE}&asOf=${head}`)).text).toBe(figure.text);
    const events = (await server.client.get('/v1/events?limit=1000')).body.events as { type: string }[];
    expect(events.some(({ type }) => /indicator|note/.test(type))).toBe(false);
  });

  it('are there again after a restart', async () => {
    await define(['02', '03']);
    const before = await Promise.all(
      ['/v1/indicators/ended-early?version=1', '/v1/notes'].map((path) => server.client.get(path)),
    );
    expect(before.map(({ status }) => status)).toEqual([200, 200]);
    await server.restart();
    const after = await Promise.all(
      ['/v1/indicators/ended-early?version=1', '/v1/notes'].map((path) => server.client.get(path)),
    );
    expect(after.map(({ text }) => text)).toEqual(before.map(({ text }) => text));
    expect((await server.client.ask(`/v1/indicators/ended-early/values?${WINDOW}`)).indicator.version).toBe(2);
  });
});
