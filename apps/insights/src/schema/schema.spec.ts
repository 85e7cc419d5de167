import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BUILT_IN, DEFINITION_SCHEMA } from '#libs/indicators';
import { openInsightsApp, type InsightsApp } from '../testing/insights-app.js';

describe('the schema of a definition', () => {
  let insights: InsightsApp;

  beforeAll(async () => {
    insights = await openInsightsApp({ projecting: false });
  });
  afterAll(() => insights.close());

  it('is there to be fetched', async () => {
    const { status, headers, body } = await insights.get('/v1/indicator-schema');
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringMatching(/^application\/schema\+json/)]);
    expect(body).toEqual(JSON.parse(JSON.stringify(DEFINITION_SCHEMA)));
    expect(Object.keys(body.properties)).toEqual(expect.arrayContaining(Object.keys(BUILT_IN[0]!)));
  });

  it('takes no parameters', async () => {
    expect((await insights.get('/v1/indicator-schema?id=dropout')).status).toBe(400);
  });
});
