import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, rm } from 'node:fs/promises';
import { Copy, workedExample } from '../golden/worked-example.js';
import { plusDays } from '../support/day.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const WINDOW = 'from=2023-01-01&to=2023-06-30';
const REPEAT = '/v1/indicators/repeat-referral';

describe('figures over HTTP', () => {
  let server: TestServer;
  let first: string;
  let last: string;

  beforeAll(async () => {
    server = await startTestServer();
    first = await server.client.record(workedExample(new Copy(1)));
    last = await server.client.record(workedExample(new Copy(2)));
    await server.client.ask(`/v1/flows?${WINDOW}`, last);
  });
  afterAll(() => server.stop());

  it('name the indicator, the window, the parameters, the method, the position and the date they are observed until', async () => {
    const body = await server.client.ask(`${REPEAT}/values?${WINDOW}`);
    expect(body).toMatchObject({
      indicator: { id: 'repeat-referral', version: 1 },
      window: { from: '2023-01-01', to: '2023-06-30' },
      parameters: { followUpDays: 365 },
      method: 'complete',
      asOf: { position: last, recordedAt: expect.stringMatching(/Z$/) },
    });
    const recordedOn = new Date(body.asOf.recordedAt).toLocaleDateString('sv-SE', { timeZone: 'Europe/Amsterdam' });
    expect(body.observedUntil).toBe(plusDays(recordedOn, -1));
    expect(body.rows).toEqual([
      {
        group: {},
        numerator: 2,
        denominator: 4,
        value: 0.5,
        interval: {
          level: 0.95,
          lower: expect.closeTo(0.1500389892, 9),
          upper: expect.closeTo(0.8499610108, 9),
          method: 'wilson',
        },
        immature: 0,
        lost: 0,
        missing: 0,
        excluded: { deceased: 2 },
        suppressed: false,
      },
    ]);
  });

  it('are given by groups in order, and filtered by the same names', async () => {
    const byBoth = await server.client.ask(`/v1/indicators/regular-ending/values?${WINDOW}&by=municipality,careForm`);
    expect(
      byBoth.rows.map(({ group, denominator }: { group: object; denominator: number }) => [group, denominator]),
    ).toEqual(
      ['GM1001', 'GM1002'].flatMap((municipality) =>
        [
          ['02', 2],
          ['03', 1],
          ['14', 1],
        ].map(([careForm, count]) => [{ municipality, careForm }, count]),
      ),
    );
    const filtered = await server.client.ask(
      `/v1/indicators/regular-ending/values?${WINDOW}&municipality=GM1002&careForm=02,03`,
    );
    expect(filtered.rows).toMatchObject([{ group: {}, numerator: 1, denominator: 3 }]);
  });

  it('can be asked as of a position and as of an instant', async () => {
    const ofPosition = await server.client.ask(`/v1/flows?${WINDOW}`, first);
    expect([ofPosition.asOf.position, ofPosition.rows[0].records.active]).toEqual([first, 7]);
    const ofInstant = await server.client.ask(`/v1/flows?${WINDOW}`, ofPosition.asOf.recordedAt);
    expect(ofInstant.rows[0].records.active).toBe(7);
    const ofLater = await server.client.ask(`/v1/flows?${WINDOW}`);
    expect([ofLater.asOf.position, ofLater.rows[0].records.active]).toEqual([last, 14]);
    const beforeAnything = await server.client.ask(`/v1/flows?${WINDOW}`, '2000-01-01T00:00:00Z');
    expect(beforeAnything.rows[0]?.records.active ?? 0).toBe(0);
  });

  it('wait for a position that is not reached yet, then say when to come back', async () => {
    const answer = await server.client.get(`/v1/flows?${WINDOW}&asOf=${Number(last) + 1000}`);
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('stand over an empty ledger too', async () => {
    const empty = await startTestServer();
    try {
      const body = await empty.client.ask(`${REPEAT}/values?${WINDOW}`);
      expect(body.rows).toMatchObject([{ group: {}, denominator: 0, value: null }]);
      expect((await empty.client.ask(`/v1/flows?${WINDOW}`)).rows[0].records.active).toBe(0);
      const curve = await empty.client.ask(`${REPEAT}/curve?${WINDOW}&method=kaplan-meier`);
      expect(curve.rows).toMatchObject([{ group: {}, points: [] }]);
    } finally {
      await empty.stop();
    }
  });

  it('over nothing have a denominator of 0 and no value', async () => {
    const body = await server.client.ask(`${REPEAT}/values?from=1990-01-01&to=1990-12-31`);
    expect(body.rows).toMatchObject([{ group: {}, numerator: 0, denominator: 0, value: null, interval: null }]);
  });

  it('give a curve with a point for every day on which something happens', async () => {
    const body = await server.client.ask(`${REPEAT}/curve?${WINDOW}&observedUntil=2025-12-31&method=kaplan-meier`);
    expect(body.rows).toHaveLength(1);
    expect(body.rows[0].points[0]).toMatchObject({
      day: 2,
      value: 0.5,
      atRisk: 4,
      events: 2,
      competing: 0,
      censored: 0,
    });
  });

  const impossible: [parameter: string, path: string][] = [
    ['from', `${REPEAT}/values?to=2023-06-30`],
    ['to', `${REPEAT}/values?from=2023-01-01`],
    ['to', `${REPEAT}/values?from=2023-07-01&to=2023-06-30`],
    ['from', `${REPEAT}/values?from=2023-02-30&to=2023-06-30`],
    ['by', `${REPEAT}/values?${WINDOW}&by=shoeSize`],
    ['method', `${REPEAT}/values?${WINDOW}&method=guess`],
    ['method', `/v1/indicators/regular-ending/values?${WINDOW}&method=kaplan-meier`],
    ['followUpDays', `${REPEAT}/values?${WINDOW}&followUpDays=-1`],
    ['followUpDays', `${REPEAT}/values?${WINDOW}&followUpDays=many`],
    ['level', `${REPEAT}/values?${WINDOW}&level=provider`],
    ['careForm', `${REPEAT}/values?${WINDOW}&careForm=99`],
    ['colour', `${REPEAT}/values?${WINDOW}&colour=red`],
    ['asOf', `${REPEAT}/values?${WINDOW}&asOf=yesterday`],
    ['observedUntil', `${REPEAT}/values?${WINDOW}&observedUntil=soon`],
    ['codes', `/v1/indicators/dropout/values?${WINDOW}&codes=99`],
    ['colour', `/v1/flows?${WINDOW}&colour=red`],
    ['followUpDays', `/v1/flows?${WINDOW}&followUpDays=30`],
    ['by', `/v1/flows?${WINDOW}&by=careForm;DROP TABLE event`],
  ];
  it.each(impossible)('refuse an impossible %s and name it: %s', async (parameter, path) => {
    const answer = await server.client.get(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      400,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(JSON.stringify(answer.body.errors)).toContain(parameter);
  });

  it('take what a caller sends as a value, never as SQL', async () => {
    const odd = ["' OR 1=1 --", 'A"; DROP TABLE "event"; --', '$1', 'x'.repeat(60)];
    for (const text of odd) {
      const answer = await server.client.get(`/v1/flows?${WINDOW}&provider=${encodeURIComponent(text)}`);
      expect([200, 400]).toContain(answer.status);
      if (answer.status === 200) expect(answer.body.rows[0]?.records.active ?? 0).toBe(0);
    }
    expect((await server.client.ask(`/v1/flows?${WINDOW}`)).rows[0].records.active).toBe(14);
  });

  it('are listed with definition, version, parameters, source and caveats in two languages', async () => {
    const catalogue = await server.client.indicators();
    for (const id of [
      'repeat-referral',
      'repeat-start',
      'flow-through',
      'measure-no-longer-needed',
      'measure-success',
      'recidivism',
      'regular-ending',
      'dropout',
    ]) {
      expect(catalogue).toContain(id);
      const body = await server.client.ask(`/v1/indicators/${id}`);
      expect(body).toMatchObject({ id, version: expect.any(Number) });
      for (const member of ['parameters', 'caveats', 'source']) expect(body).toHaveProperty(member);
      expect(JSON.stringify(body)).toMatch(/"nl":/);
      expect(JSON.stringify(body)).toMatch(/"en":/);
    }
  });

  it('are the same after the facts were thrown away', async () => {
    const request = `${REPEAT}/values?${WINDOW}&by=municipality,careForm`;
    const before = await server.client.ask(request, first);
    await server.halt();
    for (const file of await readdir(server.dataDir)) {
      if (file.startsWith('facts')) await rm(`${server.dataDir}/${file}`);
    }
    await server.restart();
    expect(await server.client.ask(request, first)).toEqual(before);
  });
});
