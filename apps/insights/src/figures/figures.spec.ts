import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInsightsApp, type InsightsApp } from '../testing/insights-app.js';
import { trajectory } from '../testing/trajectories.js';

const WINDOW = 'from=2025-01-01&to=2025-06-30';
const ENDING = '/v1/indicators/regular-ending';
const REPEAT = '/v1/indicators/repeat-referral';

describe('figures', () => {
  let insights: InsightsApp;
  let first: string;
  let last: string;

  beforeAll(async () => {
    insights = await openInsightsApp();
    first = await insights.record([
      ...trajectory({ id: 'T1', start: '2024-05-01', end: '2025-02-10' }),
      ...trajectory({ id: 'T2', client: 'P-T1', start: '2025-03-01' }),
      ...trajectory({ id: 'T3', start: '2024-06-01', end: '2025-03-15', endReason: '03', careForm: '03' }),
    ]);
    insights.clock.set('2026-01-16T11:00:00.000Z');
    last = await insights.record(
      trajectory({ id: 'T4', start: '2025-01-01', end: '2025-05-31', municipality: 'GM0310' }),
    );
    await insights.projection.waitFor(last, 60_000);
  });
  afterAll(() => insights.close());

  it('say what they are, over what, and what was known', async () => {
    const { status, body } = await insights.get(`${REPEAT}/values?${WINDOW}&careForm=02,03&by=municipality`);
    expect(status).toBe(200);
    expect(Object.keys(body).filter((name) => name !== 'caveats')).toEqual([
      'indicator',
      'window',
      'parameters',
      'method',
      'by',
      'filters',
      'asOf',
      'observedUntil',
      'rows',
    ]);
    expect(body).toMatchObject({
      indicator: { id: 'repeat-referral', version: 1 },
      window: { from: '2025-01-01', to: '2025-06-30' },
      parameters: { followUpDays: 365, level: 'episode', minGapDays: 1 },
      method: 'complete',
      by: ['municipality'],
      filters: { careForm: ['02', '03'] },
      asOf: { position: last, recordedAt: '2026-01-16T11:00:00.000Z' },
      observedUntil: '2026-01-15',
    });
    expect(body.rows.map(({ group }: { group: object }) => group)).toEqual([
      { municipality: 'GM0310' },
      { municipality: 'GM0344' },
    ]);
  });

  it('have no method where there is nothing to estimate', async () => {
    const { body } = await insights.get(`${ENDING}/values?${WINDOW}`);
    expect(body).not.toHaveProperty('method');
    expect(body.rows).toMatchObject([{ group: {}, numerator: 2, denominator: 3 }]);
  });

  it('are those of an earlier position when asked', async () => {
    const { body } = await insights.get(`${ENDING}/values?${WINDOW}&asOf=${first}`);
    expect(body).toMatchObject({
      asOf: { position: first, recordedAt: '2026-01-15T11:00:00.000Z' },
      observedUntil: '2026-01-14',
      rows: [{ numerator: 1, denominator: 2 }],
    });
  });

  it.each([
    ['values', ''],
    ['values', '&by=municipality,careForm&asOf=now'],
    ['series', '&interval=P3M'],
    ['curve', '&method=kaplan-meier'],
  ])('are byte for byte the same when asked again as of the position they name: %s %s', async (kind, more) => {
    const path = `${REPEAT}/${kind}?${WINDOW}${more.replace('now', last)}`;
    const before = await insights.get(path);
    expect(before.status).toBe(200);
    const { position } = before.body.asOf;
    const later = await insights.record(
      trajectory({ id: `T-${kind}-${more.length}`, start: '2024-01-01', end: '2025-02-02' }),
    );
    await insights.projection.waitFor(later, 60_000);
    const again = await insights.get(path.includes('asOf') ? path : `${path}&asOf=${position}`);
    expect(again.text).toBe(before.text);
    expect((await insights.get(`${REPEAT}/${kind}?${WINDOW}`)).text).not.toBe(before.text);
  });

  it('come per period, the last one cut off at the end of the window', async () => {
    const { body } = await insights.get(`${ENDING}/series?from=2025-01-31&to=2025-04-10&interval=P1M&asOf=${last}`);
    expect(body.interval).toBe('P1M');
    expect(body.periods.map(({ window }: { window: { to: string } }) => window.to)).toEqual([
      '2025-02-27',
      '2025-03-30',
      '2025-04-10',
    ]);
  });

  it('come as a curve where there is one', async () => {
    const { body } = await insights.get(`${REPEAT}/curve?${WINDOW}&asOf=${last}`);
    expect(body.rows[0].points[0]).toMatchObject({ day: 19, events: 1 });
    const refused = await insights.get(`${ENDING}/curve?${WINDOW}`);
    expect([refused.status, refused.body.code]).toEqual([400, 'no-curve']);
  });

  it('of flows hold stocks and steps', async () => {
    const { body } = await insights.get(`/v1/flows?${WINDOW}&asOf=${last}`);
    expect(body.indicator.id).toBe('stock-and-flow');
    expect(body.rows).toMatchObject([
      { records: { opening: 2, in: 2, out: 3, closing: 1, active: 4 }, persons: { active: 3 } },
    ]);
    expect(body.rows[0].transitions).toEqual(
      expect.arrayContaining([
        { from: '02', to: '02', count: 1 },
        { from: '03', to: null, count: 1 },
      ]),
    );
  });

  describe('as CSV', () => {
    const csv = async (path: string) => {
      const { status, headers, text } = await insights.get(path, { accept: 'text/csv' });
      expect([status, headers.get('content-type'), headers.get('vary')]).toEqual([
        200,
        'text/csv; charset=utf-8; header=present',
        'accept',
      ]);
      expect(text.endsWith('\r\n')).toBe(true);
      const [header = '', ...lines] = text.trimEnd().split('\r\n');
      const names = header.split(',');
      return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index], cell])));
    };

    it('have a line per group, codes as text, and their origin', async () => {
      const lines = await csv(`${ENDING}/values?${WINDOW}&by=careForm,municipality&asOf=${last}`);
      expect(lines).toHaveLength(3);
      expect(lines[0]).toMatchObject({
        careForm: '02',
        municipality: 'GM0310',
        from: '2025-01-01',
        to: '2025-06-30',
        numerator: '1',
        denominator: '1',
        value: '1',
        'interval.method': 'wilson',
        suppressed: 'false',
        indicator: 'regular-ending',
        version: '1',
        'parameters.countFormChange': 'true',
        asOf: last,
        recordedAt: '2026-01-16T11:00:00.000Z',
        observedUntil: '2026-01-15',
      });
    });

    it('have a line per period, and per day of a curve', async () => {
      const series = await csv(`${ENDING}/series?${WINDOW}&interval=P3M&asOf=${last}`);
      expect(series.map(({ from, to, denominator }) => [from, to, denominator])).toEqual([
        ['2025-01-01', '2025-03-31', '2'],
        ['2025-04-01', '2025-06-30', '1'],
      ]);
      const [point] = await csv(`${REPEAT}/curve?${WINDOW}&asOf=${last}`);
      expect(point).toMatchObject({ day: '19', events: '1', indicator: 'repeat-referral' });
    });

    it('have a line per stock and per step of a flow', async () => {
      const lines = await csv(`/v1/flows?${WINDOW}&asOf=${last}`);
      expect(lines.map(({ part }) => part).slice(0, 4)).toEqual(['records', 'persons', 'measures', 'probations']);
      expect(lines[0]).toMatchObject({ opening: '2', in: '2', out: '3', closing: '1', active: '4', fromCareForm: '' });
      expect(lines).toContainEqual(
        expect.objectContaining({ part: 'transitions', fromCareForm: '03', toCareForm: '', count: '1', opening: '' }),
      );
      expect(lines).toEqual(await csv(`/v1/indicators/stock-and-flow/values?${WINDOW}&asOf=${last}`));
    });

    it('keep their columns where there is nothing', async () => {
      const { text } = await insights.get(`${ENDING}/values?from=1990-01-01&to=1990-12-31`, { accept: 'text/csv' });
      const [some] = await csv(`${ENDING}/values?${WINDOW}`);
      expect(text.split('\r\n')[0]!.split(',')).toEqual(expect.arrayContaining(Object.keys(some)));
    });
  });

  it('come as a Parquet file with the same table, numbers as numbers', async () => {
    const path = `${ENDING}/values?${WINDOW}&by=careForm&asOf=${last}`;
    const response = await fetch(insights.url + path, { headers: { accept: 'application/vnd.apache.parquet' } });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/vnd.apache.parquet']);
    const folder = await mkdtemp(join(tmpdir(), 'insights-'));
    const file = join(folder, 'answer.parquet');
    await writeFile(file, Buffer.from(await response.arrayBuffer()));
    const rows = await insights.facts.withView(undefined, (view) => view.query(`SELECT * FROM '${file}'`));
    await rm(folder, { recursive: true });
    expect(rows).toMatchObject([
      { careForm: '02', from: '2025-01-01', numerator: 2, denominator: 2, value: 1, suppressed: false, asOf: last },
      { careForm: '03', numerator: 0, denominator: 1, value: 0, 'parameters.countFormChange': true },
    ]);
  });

  it('are given in no other representation', async () => {
    const { status, body } = await insights.get(`${ENDING}/values?${WINDOW}`, { accept: 'application/xml' });
    expect([status, body.code]).toEqual([406, 'not-acceptable']);
  });
});
