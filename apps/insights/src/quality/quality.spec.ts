import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessLog } from '#libs/access';
import { accessFor, as } from '../../../../libs/access/testing/callers.js';
import { openInsightsApp, type InsightsApp } from '../testing/insights-app.js';
import { trajectory } from '../testing/trajectories.js';

const callers = {
  north: { roles: ['analyst'], regions: ['Noord'] },
  p1: { roles: ['provider'], provider: 'p1' },
  res: { roles: ['researcher'] },
  auditor: { roles: ['auditor'] },
} as const;

const YEAR = 'from=2025-01-01&to=2025-12-31';

/** Recorded at noon of 15 January 2026: starts of 1 June 2025 come 228 days later, an end of 1 January 2026 14. */
describe('figures about the data themselves', () => {
  const log = new AccessLog({ path: ':memory:', key: Buffer.alloc(32, 5) });
  let insights: InsightsApp;

  beforeAll(async () => {
    insights = await openInsightsApp({ access: accessFor(callers, log) });
    await insights.facts.setRegions([{ municipality: 'GM0001', fromOn: null, untilOn: null, region: 'Noord' }]);
    const many = (count: number, id: string, more: object) =>
      Array.from({ length: count }, (_, i) =>
        trajectory({ id: `${id}${i}`, start: '2025-06-01', municipality: 'GM0001', provider: 'p1', ...more }),
      ).flat();
    const position = await insights.record([
      ...many(12, 'open', {}),
      ...many(10, 'quick', { start: '2025-12-20' }),
      ...many(3, 'few', { provider: 'p2' }),
      ...many(9, 'ended', { end: '2025-12-31' }),
      ...many(1, 'elsewhere', { municipality: 'GM0009', provider: 'p3' }),
    ]);
    await insights.projection.waitFor(position, 60_000);
  });
  afterAll(() => insights.close());

  const rows = async (path: string, who: string) => (await insights.get(`/v1/quality/${path}`, as(who))).body.rows;

  it('are listed like indicators', async () => {
    const { body } = await insights.get('/v1/quality', as('res'));
    expect(body.indicators.map(({ id }: { id: string }) => id)).toEqual([
      'start-delivery',
      'end-delivery',
      'unknown-end-reason',
      'questionnaire-response',
      'silent-trajectories',
    ]);
  });

  it('give the days from the event to its record, by provider and month', async () => {
    const [p1] = await rows(`start-delivery/values?${YEAR}&by=provider`, 'res');
    expect(p1).toMatchObject({ group: { provider: 'p1' }, n: 31, median: 228 });
    expect(p1.within['30']).toMatchObject({ numerator: 10, denominator: 31 });
    const { body } = await insights.get(`/v1/quality/start-delivery/series?${YEAR}&provider=p1`, as('res'));
    expect(body.periods.map(({ rows: [row] }: { rows: [{ n: number }] }) => row.n)).toEqual([
      0, 0, 0, 0, 0, 21, 0, 0, 0, 0, 0, 10,
    ]);
    expect(await rows(`end-delivery/values?${YEAR}`, 'res')).toMatchObject([{ n: 9, mean: 15 }]);
  });

  it('count what is open and silent, as of the last day', async () => {
    expect(await rows(`silent-trajectories/values?${YEAR}`, 'res')).toMatchObject([{ numerator: 16, denominator: 26 }]);
    expect(await rows(`silent-trajectories/values?${YEAR}&silentDays=300`, 'res')).toMatchObject([{ numerator: 0 }]);
  });

  it('tell what ended without a reason or a questionnaire', async () => {
    expect(await rows(`unknown-end-reason/values?${YEAR}`, 'res')).toMatchObject([{ numerator: 0, denominator: 9 }]);
    expect(await rows(`questionnaire-response/values?${YEAR}`, 'res')).toMatchObject([
      { numerator: 0, denominator: 9 },
    ]);
  });

  it('are for an analyst of the own region with small numbers hidden, for a provider its own', async () => {
    const analyst = await rows(`start-delivery/values?${YEAR}&by=provider`, 'north');
    const named = Object.fromEntries(analyst.map((row: { group: { provider: string } }) => [row.group.provider, row]));
    expect(named.p2).toMatchObject({ n: null, median: null, suppressed: true });
    expect(named.p3).toBeUndefined();
    expect(await rows(`start-delivery/values?${YEAR}&by=provider`, 'p1')).toMatchObject([{ n: 31 }]);
    expect((await insights.get(`/v1/quality/start-delivery/values?${YEAR}`, as('auditor'))).status).toBe(403);
    expect((await insights.get(`/v1/quality/start-delivery/values?${YEAR}&region=Zuid`, as('north'))).status).toBe(403);
  });

  it('have names of their own', async () => {
    expect((await insights.get(`/v1/quality/dropout/values?${YEAR}`, as('res'))).status).toBe(404);
  });
});
