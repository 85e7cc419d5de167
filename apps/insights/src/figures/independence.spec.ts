import { afterEach, describe, expect, it } from '@jest/globals';
import { openInsightsApp, type InsightsApp } from '../testing/insights-app.js';
import { trajectory } from '../testing/trajectories.js';

const VALUES = '/v1/indicators/regular-ending/values?from=2025-01-01&to=2025-06-30';

describe('questions do not get in each other’s way', () => {
  let insights: InsightsApp;
  afterEach(() => insights.close());

  it('a slow one leaves the others free', async () => {
    insights = await openInsightsApp();
    const order: string[] = [];
    const slow = insights.facts
      .withView(undefined, (view) => view.query('SELECT sum(a.range * b.range) FROM range(5000) a, range(20000) b'))
      .then(() => order.push('slow'));
    await Promise.all([insights.get(VALUES), insights.get('/health/live')]).then(() => order.push('quick'));
    await slow;
    expect(order).toEqual(['quick', 'slow']);
  });

  it('one whose client goes away is of no consequence', async () => {
    insights = await openInsightsApp();
    const leaving = new AbortController();
    const waiting = fetch(`${insights.url}${VALUES}&asOf=3`, { signal: leaving.signal });
    await insights.get('/health/live');
    leaving.abort();
    await expect(waiting).rejects.toThrow();
    const position = await insights.record(trajectory({ id: 'T1', start: '2024-05-01', end: '2025-02-10' }));
    expect((await insights.get(`${VALUES}&asOf=${position}`)).body.rows).toMatchObject([{ denominator: 1 }]);
  });
});
