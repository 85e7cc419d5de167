import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openInsightsApp, type InsightsApp } from '../testing/insights-app.js';
import { trajectory } from '../testing/trajectories.js';

const VALUES = '/v1/indicators/dropout/values';
const QUERY = `${VALUES}?from=2025-01-01&to=2025-06-30&by=municipality`;

describe('notes', () => {
  let insights: InsightsApp;
  let position: string;
  let first: { id: string };

  const note = (change: object = {}) => ({
    indicator: 'dropout',
    query: QUERY,
    position,
    group: { municipality: 'GM0344' },
    author: { role: 'provider', id: 'provider-1' },
    kind: 'explanation',
    text: 'A team closed in March; its clients went elsewhere.',
    ...change,
  });
  const make = (change?: object) => insights.send('POST', '/v1/notes', note(change));
  const ids = async (query: string) => {
    const { body } = await insights.get(`/v1/notes${query}`);
    return body.notes.map(({ id }: { id: string }) => id) as string[];
  };

  beforeAll(async () => {
    insights = await openInsightsApp();
    position = await insights.record(trajectory({ id: 'T1', start: '2024-05-01', end: '2025-02-10' }));
    await insights.projection.waitFor(position, 60_000);
    first = (await make()).body;
  });
  afterAll(() => insights.close());

  it('are tied to the question, its window and group, and to what was known', async () => {
    const { status, headers, body } = await make({ text: 'Another one.' });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/v1/notes/${body.id}`);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      indicator: 'dropout',
      version: 1,
      query: QUERY,
      window: { from: '2025-01-01', to: '2025-06-30' },
      filters: {},
      position,
      group: { municipality: 'GM0344' },
      author: { role: 'provider', id: 'provider-1' },
      kind: 'explanation',
      text: 'Another one.',
      recordedAt: '2026-01-15T11:00:00.000Z',
      withdrawnAt: null,
    });
    expect((await insights.get(`/v1/notes/${body.id}`)).body).toEqual(body);
  });

  it('are recorded once, however often they are sent', async () => {
    const again = await make();
    expect([again.status, again.body]).toEqual([200, first]);
    const many = await Promise.all([1, 2, 3].map(() => make({ text: 'At once.' })));
    expect(new Set(many.map(({ body }) => body.id)).size).toBe(1);
    const found = (await insights.get('/v1/notes')).body.notes.filter(
      (one: { text: string }) => one.text === 'At once.',
    );
    expect(found).toHaveLength(1);
  });

  it.each([
    ['?indicator=dropout', true],
    ['?indicator=outflow', false],
    ['?from=2025-06-30&to=2026-01-01', true],
    ['?from=2025-07-01', false],
    ['?to=2024-12-31', false],
    ['?municipality=GM0344,GM0310', true],
    ['?municipality=GM0310', false],
    ['?careForm=02', true],
    ['?indicator=dropout&from=2025-01-01&to=2025-01-01&municipality=GM0344', true],
  ])('are found by what they touch: %s', async (query, found) => {
    expect((await ids(query)).includes(first.id)).toBe(found);
  });

  it('about a figure that was limited are found there only', async () => {
    const query = `${VALUES}?from=2025-01-01&to=2025-06-30&careForm=02,03`;
    const { body } = await make({ query, group: undefined });
    expect(body).toMatchObject({ group: null, filters: { careForm: ['02', '03'] } });
    expect(await ids('?careForm=03')).toContain(body.id);
    expect(await ids('?careForm=11')).not.toContain(body.id);
  });

  it('about an age band are found by it, its plus escaped or not', async () => {
    const { body } = await make({ query: `${VALUES}?from=2025-01-01&to=2025-06-30&ageBand=23%2B`, group: undefined });
    expect(body).toMatchObject({ filters: { ageBand: ['23+'] } });
    expect(await ids('?ageBand=23%2B')).toContain(body.id);
    expect(await ids('?ageBand=23+')).toContain(body.id);
    expect(await ids('?ageBand=18-22')).not.toContain(body.id);
  });

  it.each([
    ['?careForm=02,99', 'careForm'],
    ['?municipality=Utrecht', 'municipality'],
    ['?ageBand=0-18', 'ageBand'],
    ['?from=2025-02-01&to=2025-01-31', 'to'],
    ['?to=2025-02-29', 'to'],
  ])('are not asked for by what cannot be: %s', async (query, pointer) => {
    const { status, body } = await insights.get(`/v1/notes${query}`);
    expect(status).toBe(400);
    expect(body.errors).toEqual([expect.objectContaining({ pointer, code: 'impossible-parameter' })]);
  });

  it('come page by page', async () => {
    const all = await ids('');
    const page = await insights.get('/v1/notes?limit=1&indicator=dropout');
    expect(page.body).toMatchObject({ total: all.length, after: '1', notes: [{ id: all[0] }] });
    expect(page.headers.get('link')).toBe('</v1/notes?limit=1&indicator=dropout&after=1>; rel="next"');
    expect(await ids('?limit=1&after=1')).toEqual([all[1]]);
    const refused = await insights.get('/v1/notes?limit=0&from=soon&colour=red');
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      'colour',
      'from',
      'limit',
    ]);
  });

  it('are announced with the figure, whose bytes stay the same', async () => {
    const question = '/v1/indicators/outflow/values?from=2025-01-01&to=2025-06-30&municipality=GM0344';
    const before = await insights.get(question);
    const link = (count: string) =>
      '</v1/notes?indicator=outflow&from=2025-01-01&to=2025-06-30&municipality=GM0344>; rel="related"; ' +
      `title="${count}"`;
    expect(before.headers.get('link')).toBe(link('0 notes'));
    await make({ indicator: 'outflow', query: question, group: undefined });
    const after = await insights.get(question, { accept: 'text/csv' });
    expect(after.headers.get('link')).toBe(link('1 note'));
    expect((await insights.get(question)).text).toBe(before.text);
    const flows = await insights.get('/v1/flows?from=2025-01-01&to=2025-06-30');
    expect(flows.headers.get('link')).toMatch(/indicator=stock-and-flow.*title="0 notes"/);
  });

  it('can be withdrawn: listed no more, their text gone', async () => {
    const { body } = await make({ text: 'Said too soon.' });
    for (let time = 1; time <= 2; time++) {
      expect((await insights.send('DELETE', `/v1/notes/${body.id}`)).status).toBe(204);
    }
    expect(await ids('')).not.toContain(body.id);
    const shown = (await insights.get(`/v1/notes/${body.id}`)).body;
    expect(shown).toEqual({ ...body, text: null, withdrawnAt: '2026-01-15T11:00:00.000Z' });
    const again = await make({ text: 'Said too soon.' });
    expect([again.status, again.body.code]).toEqual([409, 'withdrawn']);
    const types = [];
    for await (const { type } of insights.store.readStream(`note-${body.id}`)) types.push(type.split('.').at(-1));
    expect(types).toEqual(['note-made', 'note-withdrawn']);
    for (const method of ['GET', 'DELETE']) {
      expect((await insights.send(method, '/v1/notes/none')).body.code).toBe('unknown-note');
    }
  });

  it.each([
    ['a BSN in its text', { text: 'Mother of 999990019 called.' }, '/text'],
    ['a BSN written in groups', { text: 'About 9999.90.019.' }, '/text'],
    ['no text', { text: '  ' }, '/text'],
    ['too much text', { text: 'x'.repeat(4_001) }, '/text'],
    ['half a character', { text: 'x\ud83d' }, '/text'],
    ['the name of a person as author', { author: { role: 'provider', id: 'Jan Jansen' } }, '/author/id'],
    ['more about its author', { author: { role: 'provider', id: 'p', name: 'Jan' } }, '/author/id'],
    ['an unknown role', { author: { role: 'boss', id: 'p' } }, '/author/role'],
    ['another kind', { kind: 'praise' }, '/kind'],
    ['a query of elsewhere', { query: 'https://example.nl/v1/flows' }, '/query'],
    ['a query that cannot be asked', { query: `${VALUES}?from=2025-01-01&to=2024-01-01` }, '/query'],
    ['a query of another indicator', { query: QUERY.replace('dropout', 'outflow') }, '/query'],
    ['a group that the answer does not have', { group: { provider: 'A' } }, '/group'],
    ['a position of the future', { position: '999999' }, '/position'],
    ['a position that is none', { position: 'now' }, '/position'],
    ['another position than its query', { query: `${QUERY}&asOf=1` }, '/position'],
    ['another version than its query', { query: `${QUERY}&version=1`, version: 2 }, '/version'],
    ['an unknown member', { mood: 'good' }, ''],
  ])('with %s are refused with a pointer to the fault', async (_, change, pointer) => {
    const before = await insights.store.head();
    const { status, body, text } = await make(change);
    expect([status, body.code]).toEqual([400, 'invalid-note']);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    expect(text).not.toMatch(/999990019|Jansen/);
    expect(await insights.store.head()).toEqual(before);
  });
});
