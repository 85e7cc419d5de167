import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BUILT_IN } from '#libs/indicators';
import { openInsightsApp, type InsightsApp } from '../testing/insights-app.js';

describe('the catalogue', () => {
  let insights: InsightsApp;

  beforeAll(async () => {
    insights = await openInsightsApp({ projecting: false });
  });
  afterAll(() => insights.close());

  it('lists every indicator with its definition, in both languages', async () => {
    const { status, body } = await insights.get('/v1/indicators');
    expect(status).toBe(200);
    expect(body.indicators.map(({ id }: { id: string }) => id)).toEqual(BUILT_IN.map(({ id }) => id));
    const text = { nl: expect.any(String), en: expect.any(String) };
    for (const indicator of body.indicators) {
      expect(indicator).toMatchObject({ version: expect.any(Number), name: text, explanation: text, source: text });
      for (const caveat of indicator.caveats) expect(caveat).toEqual(text);
    }
  });

  it('tells of one indicator what can be set and what holds otherwise', async () => {
    const { body } = await insights.get('/v1/indicators/repeat-referral');
    expect(body).toMatchObject({
      id: 'repeat-referral',
      shape: 'time-to-event',
      parameters: {
        followUpDays: { type: 'integer', default: 365, minimum: expect.any(Number), maximum: expect.any(Number) },
        level: {
          type: 'choice',
          default: 'episode',
          values: ['episode', 'record'],
          labels: { episode: expect.any(Object), record: { nl: 'per traject', en: 'by record' } },
        },
      },
      definition: { figure: { shape: 'time-to-event' } },
    });
    const list = await insights.get('/v1/indicators');
    expect(list.body.indicators).toContainEqual(body);
  });

  it('stands in the OpenAPI document, with every figure and its parameters', async () => {
    const { body } = await insights.get('/v1/openapi.json');
    expect(Object.keys(body.paths).sort()).toEqual([
      '/flows',
      '/indicator-schema',
      '/indicators',
      '/indicators/{id}',
      '/indicators/{id}/cases',
      '/indicators/{id}/curve',
      '/indicators/{id}/series',
      '/indicators/{id}/values',
      '/notes',
      '/notes/{id}',
      '/quality',
      '/quality/{id}/series',
      '/quality/{id}/values',
    ]);
    const { parameters, responses } = body.paths['/indicators/{id}/values'].get;
    const names = parameters.map(({ name }: { name: string }) => name);
    for (const name of ['id', 'from', 'to', 'by', 'asOf', 'observedUntil', 'method', 'municipality', 'ageBand']) {
      expect(names).toContain(name);
    }
    expect(Object.keys(responses).sort()).toEqual(['200', '400', '401', '403', '404', '406', '410', '503']);
    expect(Object.keys(responses['200'].content)).toEqual([
      'application/json',
      'text/csv',
      'application/vnd.apache.parquet',
    ]);
  });
});
