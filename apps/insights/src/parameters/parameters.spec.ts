import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openInsightsApp, type InsightsApp } from '../testing/insights-app.js';

const WINDOW = 'from=2025-01-01&to=2025-06-30';
const REPEAT = '/v1/indicators/repeat-referral';

describe('parameters', () => {
  let insights: InsightsApp;

  beforeAll(async () => {
    insights = await openInsightsApp();
  });
  afterAll(() => insights.close());

  const refused = async (path: string) => {
    const { status, headers, body } = await insights.get(path);
    expect([status, headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect(body).toMatchObject({
      type: 'urn:care-ledger:problem:invalid-parameters',
      title: expect.any(String),
      status: 400,
      detail: expect.any(String),
      code: 'invalid-parameters',
    });
    return body.errors as { pointer: string; code: string; message: string }[];
  };

  it('that cannot be are named all at once, each with what is allowed, without the values sent', async () => {
    const path =
      `${REPEAT}/values?from=2025-02-30&to=soon&followUpDays=-7&shoeSize=43&by=shoeSize&asOf=latest` +
      `&observedUntil=tomorrow&municipality=Zwolle&method=guess`;
    const errors = await refused(path);
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(
      ['asOf', 'by', 'followUpDays', 'from', 'method', 'municipality', 'observedUntil', 'shoeSize', 'to'].sort(),
    );
    expect(errors.find(({ pointer }) => pointer === 'shoeSize')?.code).toBe('unknown-parameter');
    for (const { message } of errors)
      expect(message).not.toMatch(/2025-02-30|soon|-7\b|43|latest|tomorrow|Zwolle|guess/);
  });

  it.each([
    ['from', `${REPEAT}/values?to=2025-06-30`],
    ['to', `${REPEAT}/values?from=2025-01-01`],
    ['to', `${REPEAT}/values?from=2025-07-01&to=2025-06-30`],
    ['from', `${REPEAT}/values?${WINDOW}&from=2025-01-02`],
    ['asOf', `${REPEAT}/values?${WINDOW}&asOf=1&asOf=2`],
    ['followUpDays', `${REPEAT}/values?${WINDOW}&followUpDays=30&followUpDays=60`],
    ['municipality', `${REPEAT}/values?${WINDOW}&municipality=GM0344&municipality=GM0310`],
    ['asOf', `${REPEAT}/values?${WINDOW}&asOf=`],
    ['asOf', `${REPEAT}/values?${WINDOW}&asOf=99999999999999999999`],
    ['interval', `${REPEAT}/values?${WINDOW}&interval=P1M`],
    ['interval', `${REPEAT}/series?${WINDOW}&interval=P1D`],
    ['interval', `${REPEAT}/series?from=1900-01-01&to=2100-01-01`],
    ['method', `${REPEAT}/curve?${WINDOW}&method=complete`],
    ['method', `/v1/indicators/regular-ending/values?${WINDOW}&method=complete`],
    ['method', `/v1/flows?${WINDOW}&method=complete`],
    ['followUpDays', `/v1/flows?${WINDOW}&followUpDays=30`],
    ['constructor', `/v1/flows?${WINDOW}&constructor=1`],
    ['__proto__', `/v1/flows?${WINDOW}&__proto__=1`],
    ['lang', '/v1/indicators?lang=nl'],
    ['lang', `${REPEAT}?lang=nl`],
  ])('one impossible %s is refused alone: %s', async (parameter, path) => {
    expect((await refused(path)).map(({ pointer }) => pointer)).toEqual([parameter]);
  });

  it('of an indicator are answered with what was asked and the defaults of the rest', async () => {
    const { body } = await insights.get(`${REPEAT}/values?${WINDOW}&followUpDays=180&level=record`);
    expect(body.parameters).toEqual({ followUpDays: 180, level: 'record', minGapDays: 1 });
  });

  it('do not matter where the indicator does not exist: the answer says where the catalogue is', async () => {
    for (const path of ['values', 'series', 'curve'].map((kind) => `/v1/indicators/no-such-thing/${kind}?x=1`)) {
      const { status, body } = await insights.get(path);
      expect([status, body.code]).toEqual([404, 'unknown-indicator']);
      expect(body.detail).toContain('/v1/indicators');
    }
    expect((await insights.get('/v1/indicators/no-such-thing')).status).toBe(404);
  });
});
