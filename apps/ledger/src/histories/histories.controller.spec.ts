import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startLedger, type LedgerApp } from '../testing/ledger-app.js';
import type { HistoryEvent } from './read-history.js';
import { BSN, PSEUDONYM, sample, SOURCE } from '../testing/samples.js';

let ledger: LedgerApp;
let opened: { position: string; recordedAt: string };
let intake: Record<string, unknown>;
let correction: Record<string, unknown>;

beforeAll(async () => {
  ledger = await startLedger();
  intake = sample('intake-registered', {}, { subject: 'T-1', time: '2024-01-11T08:00:00Z' });
  opened = (await ledger.post('/v1/events', intake)).body;
  const started = sample('care-started', {}, { subject: 'T-1' });
  correction = sample('event-corrected', {
    corrects: { source: SOURCE, id: started['id'] },
    data: { effectiveOn: '2024-02-05', careForm: '02', crisis: true },
  });
  const ended = sample('trajectory-ended', {}, { subject: 'T-1' });
  const retraction = sample('event-retracted', { retracts: { source: SOURCE, id: ended['id'] } });
  for (const event of [started, correction, ended, retraction]) await ledger.post('/v1/events', event);
  await ledger.post('/v1/events', sample('client-moved'));
  await ledger.post('/v1/events', sample('protection-measure-imposed', {}, { subject: 'M-1' }));
  await ledger.post('/v1/events', sample('probation-started', {}, { subject: 'P-1' }));
});
afterAll(() => ledger.close());

describe('a history', () => {
  it('has the state, and every event with what changed it', async () => {
    const { status, body, headers } = await ledger.get('/v1/trajectories/T-1');
    expect([status, body.id, body.revision, headers.get('etag')]).toEqual([200, 'T-1', 4, '"4"']);
    expect(body.events.map((event: HistoryEvent) => [event.status, event.revision, event.changedBy?.id])).toEqual([
      ['standing', 0, undefined],
      ['corrected', 1, correction['id']],
      ['standing', 2, undefined],
      ['retracted', 3, body.events[4].id],
      ['standing', 4, undefined],
    ]);
    expect(body.events[1]).toMatchObject({
      data: { effectiveOn: '2024-02-01' },
      effectiveData: (correction['data'] as { data: unknown }).data,
    });
    const { position, revision, recordedtime, status: standing, ...sent } = body.events[0];
    expect(sent).toEqual({ ...intake, data: { ...(intake['data'] as object), client: { pseudonym: PSEUDONYM } } });
    expect([position, revision, recordedtime, standing]).toEqual([opened.position, 0, opened.recordedAt, 'standing']);
    expect(body.state).toMatchObject({ kind: 'trajectory', client: PSEUDONYM });
  });

  it('can be had as it was known then', async () => {
    const byPosition = await ledger.get(`/v1/trajectories/T-1?asOf=${opened.position}`);
    expect([byPosition.body.revision, byPosition.body.events.length]).toEqual([0, 1]);
    const early = await ledger.get('/v1/trajectories/T-1?asOf=2000-01-01T00:00:00Z');
    expect([early.status, early.body.code]).toEqual([404, 'not-found']);
  });

  it.each(['1-0', '900-880'])('is not told for %s, a position of another kind of store', async (position) => {
    const { status, body } = await ledger.get(`/v1/trajectories/T-1?asOf=${position}`);
    expect([status, body.detail]).toEqual([400, expect.stringContaining('another kind of event store')]);
  });

  it('is waited for when the moment is not reached yet, then a 503 says when to come back', async () => {
    const late = await ledger.get('/v1/trajectories/T-1?asOf=2999-01-01T00:00:00%2B01:00');
    expect([late.status, late.body.code, late.headers.get('retry-after')]).toEqual([503, 'as-of-not-reached', '3600']);
    const head = (await ledger.store.head())!.position;
    const never = ledger.get(`/v1/trajectories/T-1?asOf=${Number(head) + 1000}`);
    const next = ledger.get(`/v1/trajectories/T-1?asOf=${Number(head) + 1}`);
    await ledger.post('/v1/events', sample('plan-established', { goals: [] }, { subject: 'T-1' }));
    expect((await next).body.revision).toBe(5);
    const { status, body, headers } = await never;
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'as-of-not-reached', '5']);
  });

  it('is there for measures, probations and clients', async () => {
    for (const path of ['measures/M-1', 'probations/P-1', `clients/${PSEUDONYM}`]) {
      const { status, body } = await ledger.get(`/v1/${path}`);
      expect([path, status, body.events.length]).toEqual([path, 200, 1]);
    }
  });

  it.each(['trajectories/none', 'measures/T-1', 'trajectories/a%20b', `clients/${BSN}`])(
    'is not at %s',
    async (path) => {
      const answer = await ledger.get(`/v1/${path}`);
      expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
      expect(answer.text).not.toContain(BSN);
    },
  );

  it('is found however its id is written in the address', async () => {
    const id = 'a:'.repeat(32);
    await ledger.post('/v1/events', sample('intake-registered', {}, { subject: id }));
    const written = [...id].map((character) => `%${character.charCodeAt(0).toString(16)}`).join('');
    expect((await ledger.get(`/v1/trajectories/${written}`)).body.id).toBe(id);
  });

  it('says of a client without events of its own where there is none', async () => {
    const { status, body } = await ledger.get('/v1/clients/p-nobody');
    expect([status, body.detail]).toEqual([404, expect.stringContaining("client's own events")]);
  });

  it.each(['asOf=yesterday', 'asOf=2024-02-30T00:00:00Z', 'asOf=', 'asof=1'])('refuses %s', async (query) => {
    const answer = await ledger.get(`/v1/trajectories/T-1?${query}`);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, query.split('=')[0]]);
  });
});
