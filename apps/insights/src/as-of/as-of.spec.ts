import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { FactsUnavailableError } from '#libs/facts';
import { openInsightsApp, type InsightsApp } from '../testing/insights-app.js';
import { trajectory } from '../testing/trajectories.js';

const VALUES = '/v1/indicators/regular-ending/values?from=2025-01-01&to=2025-06-30';
const BEFORE = trajectory({ id: 'T1', start: '2024-05-01', end: '2025-02-10' });
const AFTER = trajectory({ id: 'T2', start: '2024-06-01', end: '2025-03-15' });

describe('asOf', () => {
  let insights: InsightsApp;
  afterEach(() => insights.close());

  it('waits for a position that the projection has not reached', async () => {
    insights = await openInsightsApp();
    const seen = await insights.record(BEFORE);
    await insights.projection.waitFor(seen, 60_000);
    const next = String(Number(seen) + AFTER.length);
    const asked = insights.get(`${VALUES}&asOf=${next}`);
    await insights.record(AFTER);
    const { status, body } = await asked;
    expect([status, body.asOf.position, body.rows[0].denominator]).toEqual([200, next, 2]);
  });

  it('gives up after five seconds, says when to come back, and meanwhile holds up nobody', async () => {
    insights = await openInsightsApp();
    const order: string[] = [];
    const waiting = insights.get(`${VALUES}&asOf=1000`).finally(() => order.push('waiting'));
    await insights.get(VALUES).finally(() => order.push('newest'));
    const { status, headers, body } = await waiting;
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'as-of-not-reached', '5']);
    expect(order).toEqual(['newest', 'waiting']);
  });

  it('as an instant means all that was recorded up to it, in any offset', async () => {
    insights = await openInsightsApp({ now: '2026-01-15T11:00:00.000Z' });
    const before = await insights.record(BEFORE);
    insights.clock.set('2026-01-20T11:00:00.000Z');
    await insights.projection.waitFor(await insights.record(AFTER), 60_000);
    const at = async (instant: string) => {
      const { body } = await insights.get(`${VALUES}&asOf=${instant}`);
      return [body.asOf.position, body.asOf.recordedAt, body.rows[0].denominator];
    };
    for (const instant of ['2026-01-15T11:00:00Z', '2026-01-20T11:59:59.999%2B01:00', '2026-01-20T11:59:59 01:00']) {
      expect(await at(instant)).toEqual([before, '2026-01-15T11:00:00.000Z', 1]);
    }
    expect(await at('2026-01-20T11:00:00.000Z')).toEqual([String(BEFORE.length + AFTER.length), expect.any(String), 2]);
    expect(await at('2026-01-15T10:59:59.999Z')).toEqual(['0', null, 0]);
  });

  it('as an instant waits until the projection has seen what the ledger holds', async () => {
    insights = await openInsightsApp({ now: '2026-01-15T11:00:00.000Z' });
    await insights.projection.stop();
    const last = await insights.record(BEFORE);
    insights.clock.set('2026-01-15T12:00:00.000Z');
    const asked = insights.get(`${VALUES}&asOf=2026-01-15T11:30:00Z`);
    insights.projection.start();
    const { status, body } = await asked;
    expect([status, body.asOf.position]).toEqual([200, last]);
  });

  it('as an instant that lies ahead is not answered', async () => {
    insights = await openInsightsApp({ now: '2026-01-15T11:00:00.000Z' });
    const { status, headers, body } = await insights.get(`${VALUES}&asOf=2026-01-15T11:10:00Z`);
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'as-of-not-reached', '601']);
    const far = await insights.get(`${VALUES}&asOf=2999-01-01T00:00:00Z`);
    expect([far.status, far.headers.get('retry-after')]).toEqual([503, '3600']);
  });

  it.each(['', '&asOf=1'])('says when to come back while the facts cannot be opened (%s)', async (asOf) => {
    insights = await openInsightsApp();
    await insights.projection.waitFor(await insights.record(BEFORE), 60_000);
    jest.spyOn(insights.facts, 'withView').mockRejectedValueOnce(new FactsUnavailableError('the facts file is away'));
    const { status, headers, body } = await insights.get(`${VALUES}${asOf}`);
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'unavailable', '5']);
    expect((await insights.get(`${VALUES}${asOf}`)).status).toBe(200);
  });
});

describe('observedUntil', () => {
  let insights: InsightsApp;
  afterEach(() => insights.close());

  it.each([
    ['winter', '2026-01-15T22:59:59.999Z', '2026-01-14'],
    ['winter', '2026-01-15T23:00:00.000Z', '2026-01-15'],
    ['summer', '2026-07-15T21:59:59.999Z', '2026-07-14'],
    ['summer', '2026-07-15T22:00:00.000Z', '2026-07-15'],
  ])('is the day before the newest event in Amsterdam, in %s at %s', async (_season, recordedAt, day) => {
    insights = await openInsightsApp({ now: recordedAt });
    const position = await insights.record(BEFORE);
    await insights.projection.waitFor(position, 60_000);
    insights.clock.set('2026-12-01T12:00:00.000Z');
    expect((await insights.get(VALUES)).body.observedUntil).toBe(day);
    expect((await insights.get(`${VALUES}&asOf=${position}`)).body.observedUntil).toBe(day);
  });

  it.each([
    ['winter', '2026-01-15T22:59:59.999Z', '2026-01-14'],
    ['winter', '2026-01-15T23:00:00.000Z', '2026-01-15'],
    ['summer', '2026-07-15T21:59:59.999Z', '2026-07-14'],
    ['summer', '2026-07-15T22:00:00.000Z', '2026-07-15'],
  ])('is the day before today on an empty ledger, in %s at %s', async (_season, now, day) => {
    insights = await openInsightsApp({ now });
    const { status, body } = await insights.get(VALUES);
    expect([status, body.observedUntil, body.asOf]).toEqual([200, day, { position: '0', recordedAt: null }]);
    expect(body.rows).toMatchObject([{ group: {}, numerator: 0, denominator: 0, value: null }]);
  });

  it('is the day before an instant asked, whenever the last event before it was recorded', async () => {
    insights = await openInsightsApp({ now: '2026-01-15T11:00:00.000Z' });
    await insights.record(BEFORE);
    insights.clock.set('2026-03-01T12:00:00.000Z');
    const { body } = await insights.get(`${VALUES}&asOf=2026-02-10T23:30:00Z`);
    expect([body.asOf.recordedAt, body.observedUntil]).toEqual(['2026-01-15T11:00:00.000Z', '2026-02-10']);
  });

  it('is what was asked', async () => {
    insights = await openInsightsApp();
    expect((await insights.get(`${VALUES}&observedUntil=2025-09-30`)).body.observedUntil).toBe('2025-09-30');
  });
});
