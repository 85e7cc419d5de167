import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startLedger, type LedgerApp } from '../testing/ledger-app.js';
import { BSN, sample, SOURCE } from '../testing/samples.js';

let ledger: LedgerApp;

beforeEach(async () => {
  ledger = await startLedger();
});
afterEach(() => ledger.close());

const early = (subject: string) => sample('care-started', {}, { subject });
const resubmit = (id: string, body: unknown = '') => ledger.post(`/v1/rejections/${id}/resubmissions`, body);

describe('rejections', () => {
  it('keep a refused event once, with its problem and without a BSN', async () => {
    const raw = sample('intake-registered', { careForm: 'x' });
    const { body: problem } = await ledger.post('/v1/events', raw);
    await ledger.post('/v1/events', raw);
    const { body, text } = await ledger.get('/v1/rejections');
    expect(body.rejections).toHaveLength(1);
    expect(body.rejections[0]).toMatchObject({
      id: problem.rejection,
      problem: { status: 400, code: 'unknown-code' },
      source: SOURCE,
      eventId: raw['id'],
      times: 2,
      unreadable: null,
      resolved: null,
    });
    expect(text).not.toContain(BSN);
    expect((await ledger.get(`/v1/rejections/${problem.rejection}`)).body).toEqual(body.rejections[0]);
  });

  it('keep nothing of what is no JSON but length and hash', async () => {
    await ledger.post('/v1/events', `{"bsn":"${BSN}"`);
    await ledger.post('/v1/events', `[{"bsn":"${BSN}"`, 'application/cloudevents-batch+json');
    await ledger.post('/v1/events', `${BSN} no json`, 'application/x-ndjson');
    const { body, text } = await ledger.get('/v1/rejections');
    expect(body.rejections.map(({ event }: { event: unknown }) => event)).toEqual([null, null, null]);
    expect(body.rejections[0].unreadable).toEqual({ bytes: 17, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(text).not.toContain(BSN);
  });

  it('are paged, newest first, and filtered by source, code and whether they are resolved', async () => {
    for (const subject of ['a', 'b', 'c']) await ledger.post('/v1/events', early(subject));
    await ledger.post('/v1/events', { ...early('d'), source: 'urn:other', subject: 7 });
    const subjects = (body: { rejections: { event: { subject: unknown } }[] }) =>
      body.rejections.map(({ event }) => event.subject);
    const first = await ledger.get('/v1/rejections?limit=3');
    expect(subjects(first.body)).toEqual([7, 'c', 'b']);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link')!)![1]!;
    const second = await ledger.get(next);
    expect([subjects(second.body), second.headers.get('link')]).toEqual([['a'], null]);
    expect(subjects((await ledger.get('/v1/rejections?source=urn:other')).body)).toEqual([7]);
    expect(subjects((await ledger.get('/v1/rejections?code=not-opened')).body)).toEqual(['c', 'b', 'a']);
    await ledger.post('/v1/events', sample('intake-registered', {}, { subject: 'b' }));
    await resubmit((await ledger.get('/v1/rejections')).body.rejections[2].id);
    expect(subjects((await ledger.get('/v1/rejections?resolved=true')).body)).toEqual(['b']);
    expect(subjects((await ledger.get('/v1/rejections?resolved=false')).body)).toEqual([7, 'c', 'a']);
    expect((await ledger.get('/v1/rejections?after=999')).body).toMatchObject({ rejections: expect.any(Array) });
  });

  it('are counted by source, type and reason, with those still open', async () => {
    for (const subject of ['a', 'b']) await ledger.post('/v1/events', early(subject));
    await ledger.post('/v1/events', { ...early('d'), source: 'urn:other', subject: 7 });
    await ledger.post('/v1/events', sample('intake-registered', {}, { subject: 'b' }));
    await resubmit((await ledger.get('/v1/rejections?source=' + SOURCE)).body.rejections[0].id);
    const { body } = await ledger.get('/v1/rejections/counts');
    const started = { type: expect.stringMatching(/care-started$/), lastRefusedAt: expect.stringMatching(/Z$/) };
    expect(body.counts).toEqual([
      { source: SOURCE, ...started, code: 'not-opened', rejections: 2, open: 1 },
      { source: 'urn:other', ...started, code: expect.any(String), rejections: 1, open: 1 },
    ]);
    expect((await ledger.get('/v1/rejections/counts?colour=red')).status).toBe(400);
  });

  it.each(['after=x', 'limit=0', 'source=a b', 'code=A', 'resolved=yes', 'colour=red'])('refuse %s', async (query) => {
    const answer = await ledger.get(`/v1/rejections?${query}`);
    expect([answer.status, answer.body.errors.map((error: { pointer: string }) => error.pointer)]).toEqual([
      400,
      [query.split('=')[0]],
    ]);
  });
});

describe('a resubmission', () => {
  it('records the kept event once nothing stands in its way any more', async () => {
    const raw = early('a');
    const { body: problem } = await ledger.post('/v1/events', raw);
    const still = await resubmit(problem.rejection);
    expect([still.status, still.body.code, still.body.rejection]).toEqual([409, 'not-opened', problem.rejection]);
    await ledger.post('/v1/events', sample('intake-registered', {}, { subject: 'a' }));
    const answer = await resubmit(problem.rejection);
    expect([answer.status, answer.body.id, answer.body.revision]).toEqual([201, raw['id'], 1]);
    const { body } = await ledger.get(`/v1/rejections/${problem.rejection}`);
    expect(body).toMatchObject({ times: 2, resolved: { position: answer.body.position, at: expect.any(String) } });
    expect((await resubmit(problem.rejection)).body.duplicate).toBe(true);
  });

  it('records the kept event under its own key, also when that is a number that passes the elfproef', async () => {
    const raw = { ...early(BSN), id: BSN };
    const { body: problem } = await ledger.post('/v1/events', raw);
    await ledger.post('/v1/events', sample('intake-registered', {}, { subject: BSN }));
    expect((await resubmit(problem.rejection)).body).toMatchObject({ id: BSN, subject: BSN, revision: 1 });
    expect((await ledger.post('/v1/events', raw)).body.duplicate).toBe(true);
  });

  it('records a mended event', async () => {
    const { body: problem } = await ledger.post('/v1/events', sample('intake-registered', { sex: '?' }));
    const mended = sample('intake-registered');
    const answer = await resubmit(problem.rejection, mended);
    expect([answer.status, answer.body.id]).toEqual([201, mended['id']]);
    const { body } = await ledger.get(`/v1/rejections/${problem.rejection}`);
    expect(body.resolved.position).toBe(answer.body.position);
  });

  it('is not needed when the event came again by itself', async () => {
    const raw = early('a');
    const { body: problem } = await ledger.post('/v1/events', raw);
    await ledger.post('/v1/events', sample('intake-registered', {}, { subject: 'a' }));
    const { body: receipt } = await ledger.post('/v1/events', raw);
    const { body } = await ledger.get(`/v1/rejections/${problem.rejection}`);
    expect(body.resolved.position).toBe(receipt.position);
  });

  it('takes one event, in no other form', async () => {
    const { body: problem } = await ledger.post('/v1/events', early('a'));
    const path = `/v1/rejections/${problem.rejection}/resubmissions`;
    for (const type of ['application/x-ndjson', 'application/cloudevents-batch+json']) {
      expect((await ledger.post(path, sample('intake-registered'), type)).status).toBe(415);
    }
    expect((await ledger.get(`/v1/rejections/${problem.rejection}`)).body.times).toBe(1);
  });

  it('needs something to send, and a rejection', async () => {
    const { body: problem } = await ledger.post('/v1/events', '{');
    const nothing = await resubmit(problem.rejection);
    expect([nothing.status, nothing.body.code]).toEqual([409, 'nothing-kept']);
    expect((await resubmit(problem.rejection, '{"id":')).body.code).toBe('malformed');
    expect((await resubmit('none')).status).toBe(404);
    expect((await ledger.get('/v1/rejections/none')).status).toBe(404);
    const bare = await fetch(`${ledger.url}/v1/rejections/${problem.rejection}/resubmissions`, { method: 'POST' });
    expect(bare.status).toBe(409);
  });
});
