import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accessFor, as } from '../../../../libs/access/testing/callers.js';
import { openInsightsApp, type InsightsApp } from '../testing/insights-app.js';
import { trajectory } from '../testing/trajectories.js';

const INDICATOR = '/v1/indicators/regular-ending/values';
const H1 = 'from=2025-01-01&to=2025-06-30';
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const callers = Object.fromEntries(names.map((name) => [name, { roles: ['analyst'] as const, regions: ['Noord'] }]));

describe('questions of one analyst after each other', () => {
  let insights: InsightsApp;
  let position: string;
  const spell = { start: '2024-05-01', municipality: 'GM0001' } as const;
  const ended = (id: string, end: string, n: number, more: Partial<Parameters<typeof trajectory>[0]> = {}) =>
    Array.from({ length: n }, (_, i) =>
      trajectory({ ...spell, id: `${id}-${i}`, end, endReason: i % 2 ? '02' : '01', ...more }),
    ).flat();

  beforeAll(async () => {
    insights = await openInsightsApp({ access: accessFor(callers) });
    await insights.facts.setRegions([
      { municipality: 'GM0001', fromOn: null, untilOn: null, region: 'Noord' },
      { municipality: 'GM0002', fromOn: null, untilOn: null, region: 'Noord' },
    ]);
    position = await insights.record([
      ...ended('JAN', '2025-01-20', 40),
      ...ended('MAY', '2025-05-20', 30),
      ...ended('JUN', '2025-06-20', 3),
      ...ended('OTHER', '2025-03-20', 5, { careForm: '11' }),
      ...ended('FOSTER', '2025-03-21', 40, { careForm: '03', municipality: 'GM0002' }),
    ]);
    await insights.projection.waitFor(position, 60_000);
  });
  afterAll(() => insights.close());

  const ask = async (who: string, query: string, path = INDICATOR) => {
    const { status, body } = await insights.get(`${path}?${query}`, as(who));
    return { status, code: body.code as string, body };
  };

  it('are answered the same when they are the same', async () => {
    const first = await ask('a', H1);
    expect(first.status).toBe(200);
    expect(await ask('a', H1)).toEqual(first);
  });

  it('are refused when one month less takes three cases away', async () => {
    expect((await ask('b', H1)).status).toBe(200);
    const { status, code, body } = await ask('b', 'from=2025-01-01&to=2025-05-31');
    expect([status, code]).toEqual([409, 'differencing']);
    expect(body.detail).toContain(`asOf=${position}`);
    expect(body).toMatchObject({ asOf: position, observedUntil: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) });
    expect((await ask('b', 'from=2025-01-01&to=2025-03-31')).status).toBe(200);
    expect((await ask('c', 'from=2025-01-01&to=2025-05-31')).status).toBe(200);
  });

  it('are refused for all but a few: a filter and what it leaves out', async () => {
    expect((await ask('c', H1.replace('06-30', '03-31'))).status).toBe(200);
    const few = await ask('c', `${H1.replace('06-30', '03-31')}&careForm=02,03`);
    expect([few.status, few.code]).toEqual([409, 'differencing']);
  });

  it('are answered by parts after the whole, with covers that keep the parts apart', async () => {
    expect((await ask('d', H1)).status).toBe(200);
    const { status, body } = await ask('d', `${H1}&by=careForm`);
    expect(status).toBe(200);
    const small = body.rows.find((row: { group: { careForm: string } }) => row.group.careForm === '11');
    expect(small).toMatchObject({ numerator: null, denominator: null, value: null, suppressed: true });
  });

  it('are answered as of the earlier state until enough has changed', async () => {
    const first = await ask('e', H1);
    expect(first.body.asOf.position).toBe(position);
    const few = await insights.record(ended('LATE', '2025-02-10', 2));
    await insights.projection.waitFor(few, 60_000);
    expect((await ask('e', H1)).body).toEqual(first.body);
    expect((await ask('f', H1)).body.asOf.position).toBe(few);
    const explicit = await ask('e', `${H1}&asOf=${few}`);
    expect([explicit.status, explicit.code]).toEqual([409, 'differencing']);
    const many = await insights.record(ended('LATER', '2025-02-11', 20));
    await insights.projection.waitFor(many, 60_000);
    expect((await ask('e', H1)).body.asOf.position).toBe(many);
  });

  it.each([
    ['from', 'from=2025-01-02&to=2025-06-30'],
    ['to', 'from=2025-01-01&to=2025-06-29'],
    ['observedUntil', `${H1}&observedUntil=2025-12-30`],
  ])('are about whole months: %s', async (name, query) => {
    const { status, body } = await ask('g', query);
    expect([status, body.code]).toEqual([400, 'invalid-parameters']);
    expect(body.errors).toEqual([expect.objectContaining({ pointer: name, code: 'whole-months' })]);
  });
});
