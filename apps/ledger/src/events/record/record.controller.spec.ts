import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startLedger, type LedgerApp } from '../../testing/ledger-app.js';
import { BSN, PSEUDONYM, sample, SOURCE } from '../../testing/samples.js';

let ledger: LedgerApp;

beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.close());

const BATCH = 'application/cloudevents-batch+json';
const LINES = 'application/x-ndjson';
const results = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('one event', () => {
  it('gets a receipt, and the same one when it comes again', async () => {
    const intake = sample('intake-registered', {}, { subject: 'one' });
    const first = await ledger.post('/v1/events', intake);
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      id: intake['id'],
      source: SOURCE,
      subject: 'one',
      revision: 0,
      position: expect.stringMatching(/^\d+$/),
      recordedAt: expect.stringMatching(/Z$/),
      leafHash: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    });
    expect(first.headers.get('etag')).toBe('"0"');
    const again = await ledger.post('/v1/events', { ...intake, time: '2024-02-02T00:00:00Z' }, 'application/json');
    expect([again.status, again.body]).toEqual([200, { ...first.body, duplicate: true }]);
  });

  it('is refused under the id of another', async () => {
    const intake = sample('intake-registered', {}, { subject: 'conflict' });
    await ledger.post('/v1/events', intake);
    const other = await ledger.post('/v1/events', { ...intake, data: { ...(intake['data'] as object), sex: 'V' } });
    expect([other.status, other.body.code]).toEqual([409, 'event-id-conflict']);
    expect(other.headers.get('content-type')).toBe('application/problem+json');
  });

  it('is refused with the events that stand in the way', async () => {
    const intake = sample('intake-registered', {}, { subject: 'way' });
    await ledger.post('/v1/events', intake);
    const second = await ledger.post('/v1/events', sample('intake-registered', {}, { subject: 'way' }));
    expect([second.status, second.body.code, second.body.type]).toEqual([
      409,
      'already-opened',
      'urn:care-ledger:problem:already-opened',
    ]);
    expect(second.body.blocking).toEqual([
      { source: SOURCE, id: intake['id'], type: intake['type'], effectiveOn: '2024-01-10' },
    ]);
    expect(second.body.rejection).toEqual(expect.any(String));
  });

  it('shows all that is wrong with it', async () => {
    const answer = await ledger.post('/v1/events', sample('care-started', { careForm: 'x', crisis: 1, remark: 'y' }));
    expect([answer.status, answer.body.code]).toEqual([400, 'malformed']);
    expect(answer.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual(
      expect.arrayContaining([
        ['/data/careForm', 'unknown-code'],
        ['/data/crisis', 'malformed'],
        ['/data/remark', 'unknown-field'],
      ]),
    );
    const future = await ledger.post(
      '/v1/events',
      sample('cost-declared', { effectiveOn: '2025-01-01', periodTo: '2024-01-31' }),
    );
    expect(future.body.errors.map(({ code }: { code: string }) => code)).toEqual(['future-date', 'period-reversed']);
  });

  it.each(['application/cloudevents-batch+json', 'application/x-ndjson'])('takes no If-Match with %s', async (form) => {
    const answer = await ledger.post('/v1/events', [], form, { 'if-match': '"0"' });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, 'If-Match']);
  });

  it('holds to the revision of If-Match', async () => {
    await ledger.post('/v1/events', sample('intake-registered', {}, { subject: 'match' }));
    const started = sample('care-started', {}, { subject: 'match' });
    const type = 'application/cloudevents+json';
    const wrong = await ledger.post('/v1/events', started, type, { 'if-match': '"7"' });
    expect([wrong.status, wrong.body.code, wrong.body.revision]).toEqual([409, 'wrong-revision', 0]);
    expect((await ledger.post('/v1/events', started, type, { 'if-match': '"0"' })).status).toBe(201);
    for (const header of ['0', 'W/"0"', '*', '"x"', '"00"', '']) {
      const answer = await ledger.post('/v1/events', started, type, { 'if-match': header });
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, 'If-Match']);
    }
  });

  it.each([
    ['no JSON', '{', 400, 'malformed'],
    ['nothing', '', 400, 'malformed'],
    ['a list', '[]', 400, 'malformed'],
    ['a huge number', '{"id":1e999}', 400, 'malformed'],
    ['too much', JSON.stringify('x'.repeat(1_100_000)), 413, 'too-large'],
    ['nested without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400, 'malformed'],
  ])('that is %s is refused', async (_what, body, status, code) => {
    const answer = await ledger.post('/v1/events', body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it.each(['text/plain', 'application/xml', 'application/merge-patch+json', 'application/x-www-form-urlencoded'])(
    'as %s is refused with the types that are taken',
    async (type) => {
      const answer = await ledger.post('/v1/events', '{}', type);
      expect([answer.status, answer.body.code]).toEqual([415, 'unsupported-media-type']);
      expect(answer.body.detail).toContain('application/cloudevents+json');
    },
  );
});

describe('an event made to cost much', () => {
  it.each([
    ['eighty thousand unknown fields', Object.fromEntries(Array.from({ length: 80_000 }, (_, i) => [`f${i}`, 1]))],
    ['three hundred thousand goals', { effectiveOn: '2024-02-03', form: 'oral', goals: Array(300_000).fill({}) }],
  ])('with %s gets a short answer', async (_what, data) => {
    const answer = await ledger.post('/v1/events', sample('plan-established', data));
    expect(answer.status).toBe(400);
    expect(answer.body.errors.length).toBeLessThanOrEqual(100);
    expect(answer.text.length).toBeLessThan(30_000);
  });
});

describe('an object with one name twice', () => {
  const text = (subject: string) =>
    JSON.stringify(sample('intake-registered', {}, { subject })).replace('"careForm":', '"careForm":"13","careForm":');

  it('is refused as an event, in a batch and as a line, and kept as its length and hash alone', async () => {
    const single = await ledger.post('/v1/events', text('twice'));
    expect([single.status, single.body.code]).toEqual([400, 'malformed']);
    expect(single.body.detail).toContain('twice');
    const kept = (await ledger.get(`/v1/rejections/${single.body.rejection}`)).body;
    expect(kept).toMatchObject({ event: null, unreadable: { bytes: text('twice').length } });
    expect((await ledger.post('/v1/events', `[${text('twice')}]`, BATCH)).body.code).toBe('malformed');
    const lines = await ledger.post('/v1/events', `${text('twice')}\n`, LINES);
    expect(results(lines.text)[0].problem.code).toBe('malformed');
    expect((await ledger.get('/v1/trajectories/twice')).status).toBe(404);
  });

  it('is named where the contract has every name on the way, and no other is', async () => {
    const at = async (body: string, type?: string) => (await ledger.post('/v1/events', body, type)).body.errors;
    expect(await at(text('twice'))).toEqual([
      { pointer: '/data/careForm', code: 'malformed', message: 'A name stands twice in one object. Send it once.' },
    ]);
    expect(await at(`[{},${text('twice')}]`, BATCH)).toMatchObject([{ pointer: '/1/data/careForm' }]);
    for (const other of ['{"Jansen":1,"Jansen":2}', '{"data":{"scores":{"Jansen":{"bsn":1,"bsn":2}}}}']) {
      const { body, text: answer } = await ledger.post('/v1/events', other);
      expect([body.code, body.errors]).toEqual(['malformed', undefined]);
      expect(answer).not.toContain('Jansen');
    }
  });

  it('is not pointed at in the depths of what another of its name replaced', async () => {
    const deep = `{"data":${'['.repeat(1_000)}{"id":1,"id":2}${']'.repeat(1_000)},"data":{}}`;
    const { body } = await ledger.post('/v1/events', deep);
    expect([body.code, body.errors]).toEqual(['malformed', undefined]);
  });
});

describe('a batch', () => {
  it('gives a result per event, in order', async () => {
    const intake = sample('intake-registered', {}, { subject: 'batch' });
    const started = sample('care-started', {}, { subject: 'batch' });
    const early = sample('care-started', {}, { subject: 'nobody' });
    const answer = await ledger.post('/v1/events', [intake, early, started, intake, 7], BATCH);
    expect(answer.status).toBe(200);
    expect(
      answer.body.map(
        ({
          id,
          status,
          problem,
          revision,
        }: {
          id: string;
          status: string;
          problem?: { code: string };
          revision: number;
        }) => [id, status, problem?.code ?? revision],
      ),
    ).toEqual([
      [intake['id'], 'recorded', 0],
      [early['id'], 'rejected', 'not-opened'],
      [started['id'], 'recorded', 1],
      [intake['id'], 'duplicate', 0],
      [null, 'rejected', 'malformed'],
    ]);
  });

  it('is a list of at most a thousand', async () => {
    expect((await ledger.post('/v1/events', [], BATCH)).body).toEqual([]);
    for (const body of ['{}', '[{', JSON.stringify(Array(1001).fill(1))]) {
      const answer = await ledger.post('/v1/events', body, BATCH);
      expect([answer.status, answer.body.code]).toEqual([400, 'malformed']);
    }
  });
});

describe('lines', () => {
  it('give a result each, in order, an empty line too unless it is the end', async () => {
    const intake = sample('intake-registered', {}, { subject: 'lines' });
    const started = sample('care-started', {}, { subject: 'lines' });
    const lines = [JSON.stringify(intake), '', 'no json', JSON.stringify(started), 'y'.repeat(300_000), '{"id":"a"}'];
    const answer = await ledger.post('/v1/events', `${lines.join('\r\n')}\r\n`, LINES);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, LINES]);
    expect(results(answer.text).map(({ line, id, status, problem }) => [line, id, status, problem?.code])).toEqual([
      [1, intake['id'], 'recorded', undefined],
      [2, null, 'rejected', 'malformed'],
      [3, null, 'rejected', 'malformed'],
      [4, started['id'], 'recorded', undefined],
      [5, null, 'rejected', 'too-large'],
      [6, 'a', 'rejected', 'malformed'],
    ]);
  });

  it('may be none', async () => {
    const answer = await ledger.post('/v1/events', '', LINES);
    expect([answer.status, answer.text]).toEqual([200, '']);
  });
});

describe('corrections', () => {
  it('go to the stream of what they correct, with the BSN in their data replaced', async () => {
    const intake = sample('intake-registered', { client: { pseudonym: 'p-wrong' } }, { subject: 'fixed' });
    await ledger.post('/v1/events', intake);
    const correction = sample('event-corrected', {
      corrects: { source: SOURCE, id: intake['id'] },
      data: { ...(intake['data'] as object), client: { bsn: BSN } },
      reason: 'wrong-client',
    });
    const answer = await ledger.post('/v1/events', correction);
    expect([answer.status, answer.body.subject, answer.body.revision]).toEqual([201, 'fixed', 1]);
    expect((await ledger.post('/v1/events', correction)).body.duplicate).toBe(true);

    const nested = sample('event-corrected', {
      corrects: { source: SOURCE, id: correction['id'] },
      data: { ...(correction['data'] as object), reason: 'other' },
    });
    expect((await ledger.post('/v1/events', nested)).status).toBe(201);
    const { body, text } = await ledger.get('/v1/trajectories/fixed');
    expect(body.state.client).toEqual(PSEUDONYM);
    expect(text).not.toContain(BSN);
    expect(body.events.map(({ status }: { status: string }) => status)).toEqual(['corrected', 'corrected', 'standing']);
  });

  it('are refused with pointers into their data, or for a target elsewhere', async () => {
    const intake = sample('intake-registered', {}, { subject: 'layers' });
    await ledger.post('/v1/events', intake);
    const corrects = { source: SOURCE, id: intake['id'] };
    const bad = sample('event-corrected', { corrects, data: { ...(intake['data'] as object), careForm: '99', x: 1 } });
    const answer = await ledger.post('/v1/events', bad);
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/data/data/careForm',
      '/data/data/x',
    ]);
    const nowhere = sample('event-retracted', { retracts: { source: SOURCE, id: 'nothing' } });
    expect((await ledger.post('/v1/events', nowhere)).body.code).toBe('unknown-event');
    const elsewhere = sample('event-retracted', { retracts: corrects }, { subject: 'elsewhere' });
    expect((await ledger.post('/v1/events', elsewhere)).body.code).toBe('other-stream');
  });

  it('are refused under the id of another, whatever they point at', async () => {
    const intake = sample('intake-registered', {}, { subject: 'taken' });
    await ledger.post('/v1/events', intake);
    const correction = (id: string, more: object = {}) =>
      sample(
        'event-corrected',
        { corrects: { source: SOURCE, id }, data: intake['data'], reason: 'other' },
        { id: 'taken-1', ...more },
      );
    const target = intake['id'] as string;
    expect((await ledger.post('/v1/events', correction(target))).status).toBe(201);
    for (const other of [correction(target, { subject: 'elsewhere' }), correction('unheard-of')]) {
      const answer = await ledger.post('/v1/events', other);
      expect([answer.status, answer.body.code]).toEqual([409, 'event-id-conflict']);
    }
    expect((await ledger.post('/v1/events', correction(target, { subject: 'taken' }))).status).toBe(200);
  });

  it('cannot move a client’s own event to another client', async () => {
    const moved = sample('client-moved', {}, { subject: 'p-own' });
    await ledger.post('/v1/events', moved);
    const data = { effectiveOn: '2024-04-11', municipality: 'GM0310', client: { bsn: BSN } };
    const correction = sample('event-corrected', { corrects: { source: SOURCE, id: moved['id'] }, data });
    const answer = await ledger.post('/v1/events', correction);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, '/data/data/client']);
  });
});
