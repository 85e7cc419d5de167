import { afterEach, describe, expect, it } from '@jest/globals';
import { openInsightsApp, startAndCatchUp, type InsightsApp } from '../testing/insights-app.js';
import { trajectory } from '../testing/trajectories.js';

const VALUES = '/v1/indicators/regular-ending/values?from=2025-01-01&to=2025-06-30';
const EVENTS = trajectory({ id: 'T1', start: '2024-05-01', end: '2025-02-10' });

describe('until the projection has caught up for the first time', () => {
  let insights: InsightsApp;
  afterEach(() => insights.close());

  it('figures are not given, and the answer says how far it is', async () => {
    insights = await openInsightsApp({ projecting: false });
    await insights.record(EVENTS);
    for (const path of [VALUES, '/v1/flows?from=2025-01-01&to=2025-06-30']) {
      const { status, headers, body } = await insights.get(path);
      expect([status, body.code]).toEqual([503, 'catching-up']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(body.detail).toContain('position 0 of 3 (0 %)');
      expect(body).toMatchObject({ position: '0', head: '3', percent: 0 });
    }
    expect((await insights.get('/v1/indicators')).status).toBe(200);
  });

  it('a question that cannot be asked is refused all the same', async () => {
    insights = await openInsightsApp({ projecting: false });
    expect((await insights.get(`${VALUES}&colour=red`)).status).toBe(400);
  });

  it('the service is not ready; it is afterwards, also while the projection is behind', async () => {
    insights = await openInsightsApp({ projecting: false });
    await insights.record(EVENTS);
    const before = await insights.get('/health/ready');
    expect([before.status, before.body.checks.projection]).toMatchObject([503, { ok: false }]);
    expect(Number(before.headers.get('retry-after'))).toBeGreaterThan(0);

    await startAndCatchUp(insights.projection);
    const after = await insights.get('/health/ready');
    expect([after.status, after.body.checks.projection]).toEqual([
      200,
      { ok: true, data: { state: 'live', position: '3', head: '3', percent: 100, lagEvents: 0, lagSeconds: 0 } },
    ]);
    await insights.projection.stop();
    await insights.record(trajectory({ id: 'T2', start: '2024-05-01' }));
    expect((await insights.get(VALUES)).status).toBe(200);
  });
});

describe('a projection that stands still', () => {
  let insights: InsightsApp;
  afterEach(() => insights.close());

  it('while the head moves is a failing check of its own, and a measurement', async () => {
    insights = await openInsightsApp({ now: '2026-01-15T11:00:00.000Z' });
    await insights.projection.waitFor(await insights.record(EVENTS), 60_000);
    const checks = async () => (await insights.get('/health/ready')).body.checks;
    expect((await checks())['projection-stuck'].ok).toBe(true);

    insights.facts.apply = () => Promise.reject(new Error('the disk is full'));
    insights.clock.set('2026-01-15T12:00:00.000Z');
    await insights.record(trajectory({ id: 'T2', start: '2024-05-01' }));
    expect((await checks())['projection-stuck']).toEqual({ ok: true, data: { standingStillSeconds: 0 } });
    insights.clock.set('2026-01-15T12:01:00.000Z');
    expect((await checks())['projection-stuck']).toEqual({
      ok: false,
      detail: expect.stringContaining('position 3 of 5'),
      data: { standingStillSeconds: 60 },
    });
    expect((await insights.get('/health/ready')).status).toBe(503);
    expect((await insights.get('/health/live')).status).toBe(200);

    const { text } = await insights.get('/metrics');
    expect(text).toMatch(/^projection_stuck 1$/m);
    expect(text).toMatch(/^projection_lag_events 2$/m);
    expect(text).toMatch(/^projection_lag_seconds 60$/m);
    expect(text).toMatch(/^projection_live 0$/m);
    expect(text).toMatch(/^projection_progress_ratio 0.6$/m);
  });

  it.each([
    ['waiting for an upload to end', { waiting: true }],
    ['being made anew', { filled: 0.2 }],
  ])('on purpose, %s, is no failure', async (_, doing) => {
    insights = await openInsightsApp({ now: '2026-01-15T11:00:00.000Z' });
    await insights.projection.waitFor(await insights.record(EVENTS), 60_000);
    const status = await insights.projection.status();
    const head = { position: '99999', recordedAt: '2026-01-15T11:00:00.000Z' };
    insights.projection.status = () => Promise.resolve({ ...status, head, lagEvents: 99_996, ...doing });
    for (const minute of ['01', '02']) {
      insights.clock.set(`2026-01-15T11:${minute}:00.000Z`);
      const { status: code, body } = await insights.get('/health/ready');
      expect([code, body.checks['projection-stuck'].ok]).toEqual([200, true]);
    }
    expect((await insights.get(VALUES)).status).toBe(200);
  });
});
