import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openInsightsApp, type InsightsApp } from '../testing/insights-app.js';
import { trajectory } from '../testing/trajectories.js';

const CASES = '/v1/indicators/regular-ending/cases';
const WINDOW = 'from=2025-01-01&to=2025-06-30';

describe('cases', () => {
  let insights: InsightsApp;
  let position: string;

  beforeAll(async () => {
    insights = await openInsightsApp();
    position = await insights.record([
      ...trajectory({ id: 'T1', start: '2024-05-01', end: '2025-02-10' }),
      ...trajectory({ id: 'T2', start: '2024-06-01', end: '2025-03-15', endReason: '03', careForm: '03' }),
      ...trajectory({ id: 'T3', start: '2025-01-01', end: '2025-05-31', municipality: 'GM0310' }),
    ]);
    await insights.projection.waitFor(position, 60_000);
  });
  afterAll(() => insights.close());

  it('say what they belong to and how each counts', async () => {
    const { status, headers, body } = await insights.get(`${CASES}?${WINDOW}&careForm=02`);
    expect([status, headers.get('link')]).toEqual([200, null]);
    expect(body).toMatchObject({
      indicator: { id: 'regular-ending', version: 1 },
      filters: { careForm: ['02'] },
      asOf: { position },
      total: 2,
      after: '2',
      cases: [
        { person: 'P-T1', unit: 'record', id: 'T1', index: '2025-02-10', part: 'numerator', reason: null },
        { person: 'P-T3', id: 'T3', group: { municipality: 'GM0310', careForm: '02', measureType: null } },
      ],
    });
  });

  it('come page by page by their links, all of one state of knowledge', async () => {
    const seen: string[] = [];
    let next: string | null = `${CASES}?${WINDOW}&limit=1`;
    while (next !== null) {
      const { headers, body } = await insights.get(next);
      seen.push(...body.cases.map(({ id }: { id: string }) => id));
      expect([body.total, body.asOf.position]).toEqual([3, position]);
      next = /^<(.*)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? null;
      if (seen.length === 1) {
        const later = await insights.record(trajectory({ id: 'T0', start: '2024-01-01', end: '2025-02-02' }));
        await insights.projection.waitFor(later, 60_000);
        expect(next).toContain(`asOf=${position}`);
        expect(next).toContain('observedUntil=2026-01-14');
      }
    }
    expect(seen).toEqual(['T1', 'T2', 'T3']);
  });

  it('come as CSV with their dimensions and origin, and as Parquet', async () => {
    const path = `${CASES}?${WINDOW}&asOf=${position}`;
    const { text, headers } = await insights.get(`${path}&limit=2`, { accept: 'text/csv' });
    const [header, first, ...rest] = text.trimEnd().split('\r\n');
    expect(header!.split(',').slice(0, 6)).toEqual(['person', 'unit', 'id', 'index', 'region', 'municipality']);
    expect(header).toContain(',part,reason,');
    expect(first).toMatch(
      /^P-T1,record,T1,2025-02-10,,GM0344,A,02,01,V,12-15,01,,2025,2025-01-01,2025-06-30,numerator,,/,
    );
    expect(rest).toHaveLength(1);
    expect(headers.get('link')).toContain('after=2');
    const parquet = await insights.get(path, { accept: 'application/vnd.apache.parquet' });
    expect([parquet.status, parquet.text.slice(0, 4)]).toEqual([200, 'PAR1']);
    const flow = await insights.get(`/v1/indicators/stock-and-flow/cases?${WINDOW}&asOf=${position}`, {
      accept: 'text/csv',
    });
    expect(flow.text.split('\r\n')[0]).toContain(',fromCareForm,toCareForm,');
  });

  it('of a further figure stand beside those of the figure', async () => {
    const path = `/v1/indicators/goals-realised/cases?${WINDOW}&asOf=${position}`;
    expect((await insights.get(path)).body.cases[0]).not.toHaveProperty('figure');
    const both = path.replace('goals-realised', 'goal-attainment');
    expect((await insights.get(both)).body.cases[0]).toMatchObject({
      figure: 'perRecord',
      unit: 'record',
      part: 'excluded',
      reason: 'withoutGoals',
    });
    const { text } = await insights.get(both, { accept: 'text/csv' });
    expect(text).toMatch(/^person,figure,unit,id,index,/);
    expect(text).toContain('\r\nP-T1,perRecord,record,T1,');
  });

  it.each([
    ['limit', 'limit=0'],
    ['limit', 'limit=10001'],
    ['limit', 'limit=1&limit=2'],
    ['after', 'after=-1'],
    ['after', 'after=x'],
    ['by', 'by=sex'],
    ['interval', 'interval=P1M'],
    ['colour', 'colour=red'],
  ])('refuse an impossible %s: %s', async (name, query) => {
    const { status, body } = await insights.get(`${CASES}?${WINDOW}&${query}`);
    expect([status, body.code]).toEqual([400, 'invalid-parameters']);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([name]);
  });

  it('are there for figures that are there', async () => {
    expect((await insights.get(`/v1/indicators/nothing/cases?${WINDOW}`)).status).toBe(404);
    const { body } = await insights.get(`${CASES}?from=1990-01-01&to=1990-12-31`);
    expect(body).toMatchObject({ total: 0, after: '0', cases: [] });
  });
});
