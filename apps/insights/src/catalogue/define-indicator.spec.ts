import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OPEN_ACCESS } from '#libs/access';
import { createHttpApp } from '#libs/http';
import { InsightsModule } from '../insights.module.js';
import { endedFor } from '../testing/definitions.js';
import { openInsightsApp, type InsightsApp } from '../testing/insights-app.js';
import { trajectory } from '../testing/trajectories.js';

const WINDOW = 'from=2025-01-01&to=2025-06-30';
const path = (id: string) => `/v1/indicators/${id}`;

describe('an indicator of one’s own', () => {
  let insights: InsightsApp;
  let last: string;

  beforeAll(async () => {
    insights = await openInsightsApp();
    last = await insights.record([
      ...trajectory({ id: 'T1', start: '2024-05-01', end: '2025-02-10' }),
      ...trajectory({ id: 'T2', start: '2024-06-01', end: '2025-03-15', endReason: '03' }),
      ...trajectory({ id: 'T3', start: '2024-06-01', end: '2025-04-15', endReason: '02' }),
    ]);
    await insights.projection.waitFor(last, 60_000);
  });
  afterAll(() => insights.close());

  const define = (id: string, reasons: readonly string[], headers = {}) =>
    insights.send('PUT', path(id), endedFor(id, reasons), headers);
  const events = async () => {
    const types = [];
    for await (const { type } of insights.store.readAll()) if (type.includes('indicator-')) types.push(type);
    return types.length;
  };

  it('is recorded with a version, shown in the catalogue and asked like any other', async () => {
    const defined = await define('ended-early', ['03']);
    expect([defined.status, defined.headers.get('etag')]).toEqual([201, '"1"']);
    expect(defined.body).toMatchObject({
      id: 'ended-early',
      version: 1,
      origin: 'recorded',
      latestVersion: 1,
      recordedAt: '2026-01-15T11:00:00.000Z',
      retiredAt: null,
    });
    const catalogue = await insights.get('/v1/indicators');
    expect(catalogue.body.indicators.at(-1)).toEqual(defined.body);
    expect(catalogue.body.indicators[0]).toMatchObject({ origin: 'built-in', recordedAt: null });
    const { body } = await insights.get(`${path('ended-early')}/values?${WINDOW}`);
    expect(body).toMatchObject({
      indicator: { id: 'ended-early', version: 1 },
      rows: [{ numerator: 1, denominator: 3 }],
    });
    for (const kind of ['series', 'cases']) {
      expect((await insights.get(`${path('ended-early')}/${kind}?${WINDOW}`)).status).toBe(200);
    }
  });

  it('stands in the store as an event of its own stream', async () => {
    await define('stored', ['03']);
    const stored = [];
    for await (const event of insights.store.readStream('indicator-stored')) stored.push(event);
    expect(stored.map(({ type }) => type)).toEqual(['nl.jeugdhulptrajecten.indicator-defined']);
    const data = Buffer.from(stored[0]!.data).toString();
    expect(JSON.parse(data)).toEqual({ ...endedFor('stored', ['03']), version: 1 });
    expect(data.startsWith('{"caveats":[],"direction"')).toBe(true);
  });

  it('is not recorded twice when nothing in it changed', async () => {
    await define('same', ['03']);
    const before = await events();
    const { figure, ...rest } = endedFor('same', ['03']);
    const again = await insights.send('PUT', path('same'), { figure, version: 1, ...rest });
    expect([again.status, again.body.version]).toEqual([200, 1]);
    const many = await Promise.all([1, 2, 3, 4].map(() => define('at-once', ['04'])));
    expect(many.map(({ status }) => status).sort()).toContain(201);
    expect((await insights.get(path('at-once'))).body.latestVersion).toBe(1);
    expect(await events()).toBe(before + 1);
  });

  it('keeps its old versions askable', async () => {
    await define('revised', ['03']);
    const before = await insights.get(`${path('revised')}/values?${WINDOW}`);
    const second = await define('revised', ['02', '03']);
    expect([second.status, second.body.version, second.headers.get('etag')]).toEqual([201, 2, '"2"']);
    expect((await insights.get(`${path('revised')}/values?${WINDOW}`)).body).toMatchObject({
      indicator: { version: 2 },
      rows: [{ numerator: 2, denominator: 3 }],
    });
    expect((await insights.get(`${path('revised')}/values?${WINDOW}&version=1`)).text).toBe(before.text);
    expect((await insights.get(`${path('revised')}?version=1`)).body).toMatchObject({ version: 1, latestVersion: 2 });
    const unknown = await insights.get(`${path('revised')}/values?${WINDOW}&version=3`);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'unknown-version']);
    for (const version of ['0', 'latest', '1&version=2', '']) {
      const refused = await insights.get(`${path('revised')}?version=${version}`);
      expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, 'version']);
    }
  });

  it('of several revisions at once keeps each as a version', async () => {
    const reasons = ['01', '02', '03', '04', '05'];
    const answers = await Promise.all(reasons.map((reason) => define('contended', [reason])));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect((await insights.get(path('contended'))).body.latestVersion).toBe(5);
  });

  it('is left alone when it is not in the state that the sender took it for', async () => {
    const absent = await define('guarded', ['03'], { 'if-match': '*' });
    expect([absent.status, absent.body.code]).toEqual([409, 'wrong-version']);
    await define('guarded', ['03']);
    const late = await define('guarded', ['02'], { 'if-match': '"7"' });
    expect([late.status, late.body.code]).toEqual([409, 'wrong-version']);
    const wrong = await insights.send('PUT', path('guarded'), { ...endedFor('guarded', ['02']), version: 7 });
    expect([wrong.status, wrong.body.code]).toEqual([409, 'wrong-version']);
    expect((await define('guarded', ['02'], { 'if-match': '"1"' })).body.version).toBe(2);
    expect((await define('guarded', ['02'], { 'if-match': '"1"' })).status).toBe(200);
    const malformed = await define('guarded', ['01'], { 'if-match': '2' });
    expect([malformed.status, malformed.body.errors[0].pointer]).toEqual([400, 'If-Match']);
  });

  it.each([
    ['no shape', { figure: { shape: 'ratio' } }, '/figure/shape'],
    [
      'a field that does not exist',
      { figure: figureWith({ compare: [{ field: 'mood' }, '=', 'x'] }) },
      '/figure/numerator',
    ],
    ['another id', { id: 'other' }, '/id'],
    ['a BSN in a text', { source: { nl: 'van 999990019', en: '-' } }, '/source/nl'],
    ['half a character', { source: { nl: '\ud83d', en: '-' } }, ''],
    ['a member that does not exist', { sql: 'DROP TABLE record' }, '/sql'],
  ])('with %s is refused with a pointer to the fault', async (_, change, pointer) => {
    const before = await events();
    const { status, body, text } = await insights.send('PUT', path('faulty'), {
      ...endedFor('faulty', ['03']),
      ...change,
    });
    expect([status, body.code]).toEqual([400, 'invalid-definition']);
    expect(body.errors.map((error: { pointer: string }) => error.pointer.startsWith(pointer))).toContain(true);
    expect(text).not.toContain('999990019');
    expect(await events()).toBe(before);
    expect((await insights.get(path('faulty'))).status).toBe(404);
  });

  it.each([
    ['no JSON', '{"id":', 400, 'malformed'],
    ['no object', '[]', 400, 'malformed'],
    ['a body beyond measure', JSON.stringify({ id: 'x'.repeat(70_000) }), 413, 'too-large'],
    ['a depth beyond measure', `{"id":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 400, 'invalid-definition'],
  ])('is refused when it is %s', async (_, sent, status, code) => {
    const answer = await insights.send('PUT', path('faulty'), sent);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('cannot take the place of one that is built in', async () => {
    for (const answer of [await define('dropout', ['03']), await insights.send('DELETE', path('dropout'))]) {
      expect([answer.status, answer.body.code]).toEqual([409, 'built-in-indicator']);
    }
  });

  it('can be retired: it is marked, asked by version only, and may be defined again', async () => {
    await define('passing', ['03']);
    const before = await insights.get(`${path('passing')}/values?${WINDOW}`);
    expect((await insights.send('DELETE', path('passing'), undefined, { 'if-match': '"9"' })).status).toBe(409);
    for (let time = 1; time <= 2; time++) expect((await insights.send('DELETE', path('passing'))).status).toBe(204);
    const shown = await insights.get(path('passing'));
    expect(shown.body).toMatchObject({ version: 1, retiredAt: '2026-01-15T11:00:00.000Z' });
    expect(shown.headers.get('etag')).toBe('"1-retired"');
    const refused = await insights.get(`${path('passing')}/values?${WINDOW}`);
    expect([refused.status, refused.body.code]).toEqual([410, 'retired-indicator']);
    expect((await insights.get(`${path('passing')}/values?${WINDOW}&version=1`)).text).toBe(before.text);
    expect((await define('passing', ['03'])).body).toMatchObject({ version: 2, retiredAt: null });
    expect((await insights.send('DELETE', path('never-there'))).status).toBe(404);
  });

  it('is seen by another process, and after a restart, without being told', async () => {
    const { store, facts, projection } = insights;
    const module = InsightsModule.forRoot({ store, facts, projection });
    const other = await createHttpApp(module, {
      title: 'Insights',
      description: 'Another process',
      access: OPEN_ACCESS,
    });
    try {
      await other.listen(0, '127.0.0.1');
      const address = (await other.getUrl()) + path('shared');
      for (const [reason, version] of [
        ['03', 1],
        ['04', 2],
      ] as const) {
        await define('shared', [reason]);
        expect(await (await fetch(address)).json()).toMatchObject({ version });
      }
    } finally {
      await other.close();
    }
  });

  it('moves no figure: the head that an answer names, the definition after it and now give the same bytes', async () => {
    const question = `/v1/indicators/regular-ending/values?${WINDOW}`;
    const before = await insights.get(question);
    insights.clock.set('2026-01-20T11:00:00.000Z');
    await define('newest', ['03']);
    const head = (await insights.store.head())!;
    await insights.projection.waitFor(head.position, 60_000);
    expect(before.body.asOf.position).toBe(last);
    for (const asOf of ['', `&asOf=${last}`, `&asOf=${head.position}`]) {
      expect((await insights.get(question + asOf)).text).toBe(before.text);
    }
  });

  it('says so when the ledger cannot be reached, and the built-in ones stay', async () => {
    const apart = await openInsightsApp();
    try {
      await apart.store.close();
      for (const asked of ['/v1/indicators', path('own')]) {
        const { status, headers, body } = await apart.get(asked);
        expect([status, headers.get('retry-after'), body.code]).toEqual([503, '5', 'ledger-unavailable']);
      }
      expect((await apart.get(path('dropout'))).status).toBe(200);
    } finally {
      await apart.close();
    }
  });
});

function figureWith(numerator: object) {
  return { ...endedFor('faulty', []).figure, numerator };
}
