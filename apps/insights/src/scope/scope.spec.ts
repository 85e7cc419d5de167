import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessLog } from '#libs/access';
import { accessFor, as } from '../../../../libs/access/testing/callers.js';
import { openInsightsApp, type InsightsApp } from '../testing/insights-app.js';
import { trajectory } from '../testing/trajectories.js';

const WINDOW = 'from=2025-01-01&to=2025-06-30';
const VALUES = `/v1/indicators/regular-ending/values?${WINDOW}`;
const CASES = `/v1/indicators/regular-ending/cases?${WINDOW}`;

const callers = {
  north: { roles: ['analyst'], regions: ['Noord'] },
  both: { roles: ['analyst'], regions: ['Noord', 'Zuid'] },
  nowhere: { roles: ['analyst'] },
  p1: { roles: ['provider'], provider: 'p1' },
  desk: { roles: ['provider'], sources: ['urn:desk'] },
  mixed: { roles: ['provider', 'analyst'], provider: 'p1', regions: ['Zuid'] },
  res: { roles: ['researcher'] },
} as const;

describe('what a caller sees', () => {
  const log = new AccessLog({ path: ':memory:', key: Buffer.alloc(32, 5) });
  let insights: InsightsApp;

  beforeAll(async () => {
    insights = await openInsightsApp({ access: accessFor(callers, log) });
    await insights.facts.setRegions([
      { municipality: 'GM0001', fromOn: null, untilOn: null, region: 'Noord' },
      { municipality: 'GM0002', fromOn: null, untilOn: null, region: 'Zuid' },
    ]);
    const spell = { start: '2024-05-01', end: '2025-02-10' };
    // Twenty of each, so that small numbers hide nothing of what is looked at here.
    const twenty = (id: string, municipality: string, provider: string) =>
      Array.from({ length: 20 }, (_, i) =>
        trajectory({ ...spell, id: `${id}-${i}`, client: `${id}-${i}`, municipality, provider }),
      ).flat();
    const position = await insights.record([
      ...twenty('T1', 'GM0001', 'p1'),
      ...twenty('T2', 'GM0001', 'p2'),
      ...twenty('T3', 'GM0002', 'p1'),
      ...twenty('T4', 'GM0003', 'p3'),
    ]);
    await insights.projection.waitFor(position, 60_000);
  });
  afterAll(() => insights.close());

  const denominator = async (who: string, query = ''): Promise<unknown> => {
    const { status, body } = await insights.get(VALUES + query, as(who));
    return status === 200 ? body.rows[0].denominator : [status, body.code];
  };

  it.each([
    ['res', '', 80],
    ['res', '&region=Zuid', 20],
    ['north', '', 40],
    ['north', '&region=Noord', 40],
    ['north', '&provider=p1', 20],
    ['north', '&municipality=GM0002', null],
    ['both', '', 60],
    ['both', '&region=Zuid', 20],
    ['p1', '', 40],
    ['p1', '&region=Noord', 20],
    ['p1', '&provider=p1', 40],
    ['mixed', '', 20],
    ['mixed', '&provider=p1', 40],
  ])('%s asking %j gets figures of %j cases', async (who, query, cases) => {
    expect(await denominator(who, query)).toBe(cases);
  });

  it.each([
    ['north', '&region=Zuid', 'Noord'],
    ['north', '&region=Noord,Zuid', 'Noord'],
    ['p1', '&provider=p2', 'p1'],
    ['p1', '&provider=p1,p2', 'p1'],
    ['mixed', '&region=Noord', 'Zuid'],
    ['nowhere', '', 'no region'],
    ['desk', '', 'no provider'],
  ])('%s asking %j is told what is theirs', async (who, query, words) => {
    for (const path of [VALUES + query, `/v1/flows?${WINDOW}${query}`, VALUES.replace('values', 'series') + query]) {
      const { status, body } = await insights.get(path, as(who));
      expect([status, body.code]).toEqual([403, 'outside-scope']);
      expect(body.detail).toContain(words);
    }
  });

  it('is named in the answer, in every figure', async () => {
    const paths = ['values', 'series'].map((kind) => VALUES.replace('values', kind));
    for (const path of [...paths, `/v1/flows?${WINDOW}`, `/v1/indicators/repeat-referral/curve?${WINDOW}`]) {
      expect((await insights.get(path, as('north'))).body.filters).toEqual({ region: ['Noord'] });
    }
  });

  it('in cases is a provider’s own, and nothing of an analyst', async () => {
    expect((await insights.get(CASES, as('p1'))).body).toMatchObject({ total: 40, filters: { provider: ['p1'] } });
    expect((await insights.get(CASES, as('res'))).body.total).toBe(80);
    const seen = (client: string) => log.list({ clients: [client] }).map(({ who, object }) => `${who} ${object}`);
    expect([seen('T1-0'), seen('T2-0')]).toEqual([['p1 cases', 'res cases'], ['res cases']]);
    expect((await insights.get(CASES, as('north'))).status).toBe(403);
    expect((await insights.get(`${CASES}&provider=p2`, as('p1'))).body.code).toBe('outside-scope');
  });

  describe('and says about it', () => {
    const note = (author: object, query = WINDOW, more: object = {}) => ({
      indicator: 'regular-ending',
      query: `/v1/indicators/regular-ending/values?${query}`,
      position: '1',
      author,
      kind: 'context',
      text: 'A new centre opened.',
      ...more,
    });
    const make = (who: string, body: object) => insights.send('POST', '/v1/notes', body, as(who));
    const seen = async (who: string) =>
      ((await insights.get('/v1/notes', as(who))).body.notes as { author: { id: string } }[]).map(
        ({ author }) => author.id,
      );

    it('is kept with the scope, and read by who sees the same cases', async () => {
      const made = await make('north', note({ role: 'region', id: 'noord' }));
      expect([made.status, made.body.filters]).toEqual([201, { region: ['Noord'] }]);
      const own = await make('p1', note({ role: 'provider', id: 'p1' }));
      expect([own.status, own.body.filters]).toEqual([201, { provider: ['p1'] }]);
      expect(await seen('res')).toEqual(['noord', 'p1']);
      expect(await seen('north')).toEqual(['noord', 'p1']);
      expect(await seen('p1')).toEqual(['noord', 'p1']);
      expect(await seen('mixed')).toEqual(['p1']);
      expect((await insights.get(`/v1/notes/${made.body.id}`, as('mixed'))).status).toBe(404);
      expect((await insights.send('DELETE', `/v1/notes/${made.body.id}`, undefined, as('mixed'))).status).toBe(404);
      expect((await insights.send('DELETE', `/v1/notes/${own.body.id}`, undefined, as('north'))).status).toBe(403);
      expect((await insights.send('DELETE', `/v1/notes/${made.body.id}`, undefined, as('north'))).status).toBe(204);
    });

    it.each([
      ['north', note({ role: 'region', id: 'zuid' }, `${WINDOW}&region=Zuid`)],
      ['north', note({ role: 'region', id: 'zuid' }, `${WINDOW}&by=region`, { group: { region: 'Zuid' } })],
      ['north', note({ role: 'provider', id: 'p1' })],
      ['p1', note({ role: 'provider', id: 'p2' })],
      ['p1', note({ role: 'region', id: 'noord' })],
      ['res', note({ role: 'provider', id: 'p1' })],
    ])('is not for %s to say: %#', async (who, body) => {
      const refused = await make(who, body);
      expect([refused.status, refused.body.code]).toEqual([403, 'outside-scope']);
    });
  });
});
