import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessLog } from '#libs/access';
import { accessFor, as } from '../../../../libs/access/testing/callers.js';
import { startLedger, type Answer, type LedgerApp } from '../testing/ledger-app.js';
import { PSEUDONYM, sample } from '../testing/samples.js';

const callers = {
  ecd1: { roles: ['provider'], provider: 'p1', sources: ['urn:p1'] },
  ecd2: { roles: ['provider'], provider: 'p2', sources: ['urn:p2'] },
  desk: { roles: ['provider'], sources: ['urn:desk'] },
  mute: { roles: ['provider'], provider: 'p1' },
  res: { roles: ['researcher'] },
  ann: { roles: ['analyst'], regions: ['R'] },
} as const;
const LINES = 'application/x-ndjson';
const BATCH = 'application/cloudevents-batch+json';

describe('the ledger of a caller', () => {
  let ledger: LedgerApp;
  let log: AccessLog;

  beforeEach(async () => {
    log = new AccessLog({ path: ':memory:', key: Buffer.alloc(32, 5) });
    ledger = await startLedger(undefined, accessFor(callers, log));
  });
  afterEach(async () => {
    await ledger.close();
    log.close();
  });

  const intake = (subject: string, provider: string, source: string, client = 'c1') =>
    sample('intake-registered', { provider, client: { pseudonym: client } }, { subject, source });
  const started = (subject: string, source: string) => sample('care-started', {}, { subject, source });
  const post = (who: string, body: unknown, type?: string) => ledger.post('/v1/events', body, type, as(who));
  const get = (who: string, path: string) => ledger.get(path, as(who));
  const code = ({ status, body }: Answer) => [status, body.code];

  /** T1 of p1, with an event of the desk; T2 of p2; a measure that went from p2 to p1. */
  async function fill(): Promise<void> {
    const sent = [
      await post('ecd1', intake('T1', 'p1', 'urn:p1')),
      await post('desk', started('T1', 'urn:desk')),
      await post('ecd2', intake('T2', 'p2', 'urn:p2', 'c2')),
      await post(
        'desk',
        sample(
          'protection-measure-imposed',
          { institution: 'p2', client: { pseudonym: 'c3' } },
          { subject: 'M1', source: 'urn:desk' },
        ),
      ),
      await post(
        'desk',
        sample('protection-measure-transferred', { toInstitution: 'p1' }, { subject: 'M1', source: 'urn:desk' }),
      ),
    ];
    expect(sent.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
  }

  describe('takes', () => {
    it('events of the caller’s own sources only, one by one', async () => {
      expect(code(await post('ecd1', intake('T1', 'p1', 'urn:p2')))).toEqual([403, 'source-not-allowed']);
      expect(code(await post('mute', intake('T1', 'p1', 'urn:p1')))).toEqual([403, 'source-not-allowed']);
      expect((await post('ecd1', intake('T1', 'p1', 'urn:p1'))).status).toBe(201);
      for (const who of ['res', 'ann']) expect(code(await post(who, {}))).toEqual([403, 'forbidden']);
    });

    it('each event of a batch or stream for itself', async () => {
      const events = [intake('T1', 'p1', 'urn:p1'), intake('T2', 'p1', 'urn:p2'), started('T1', 'urn:p1')];
      const batch = await post('ecd1', events, BATCH);
      expect(batch.status).toBe(200);
      const results = batch.body as { status: string; problem?: { status: number; code: string } }[];
      expect(results.map(({ status, problem }) => [status, problem?.status, problem?.code])).toEqual([
        ['recorded', undefined, undefined],
        ['rejected', 403, 'source-not-allowed'],
        ['recorded', undefined, undefined],
      ]);
      const lines = await post(
        'ecd1',
        [...events, '{'].map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n'),
        LINES,
      );
      const answers = lines.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as (typeof results)[number]);
      expect(answers.map(({ status, problem }) => [status, problem?.code])).toEqual([
        ['duplicate', undefined],
        ['rejected', 'source-not-allowed'],
        ['duplicate', undefined],
        ['rejected', 'malformed'],
      ]);
    });

    it('nothing on the trajectories of another provider, or in its name', async () => {
      await fill();
      expect(code(await post('ecd2', started('T1', 'urn:p2')))).toEqual([403, 'not-your-stream']);
      expect(code(await post('ecd2', intake('T3', 'p1', 'urn:p2')))).toEqual([403, 'not-your-provider']);
      expect((await post('ecd2', started('T2', 'urn:p2'))).status).toBe(201);
    });

    it('events on a stream as long as it is the caller’s, whatever was added since', async () => {
      const opening = intake('T1', 'p1', 'urn:desk');
      const cost = (source: string) => sample('cost-declared', {}, { subject: 'T1', source });
      await post('desk', opening);
      for (let i = 0; i < 3; i += 1) expect((await post('ecd1', cost('urn:p1'))).status).toBe(201);
      const moved = {
        effectiveOn: '2024-07-01',
        corrects: { source: 'urn:desk', id: opening['id'] },
        data: { ...(opening['data'] as object), provider: 'p2' },
        reason: 'typing-error',
      };
      expect((await post('desk', sample('event-corrected', moved, { source: 'urn:desk' }))).status).toBe(201);
      expect(code(await post('ecd1', cost('urn:p1')))).toEqual([403, 'not-your-stream']);
      for (let i = 0; i < 2; i += 1) expect((await post('ecd2', cost('urn:p2'))).status).toBe(201);
    });

    it('corrections and retractions of the caller’s own events only', async () => {
      const opening = intake('T1', 'p1', 'urn:p1');
      await post('ecd1', opening);
      const key = { source: 'urn:p1', id: opening['id'] };
      const retracting = { effectiveOn: '2024-07-01', retracts: key, reason: 'other' };
      const send = (who: string, source: string) => {
        const event = sample('event-retracted', {}, { source });
        return post(who, { ...event, data: retracting });
      };
      const refused = await send('ecd2', 'urn:p2');
      expect([...code(refused), refused.body.errors[0].pointer]).toEqual([
        403,
        'source-not-allowed',
        '/data/retracts/source',
      ]);
      expect((await send('ecd1', 'urn:p1')).status).toBe(201);
    });
  });

  describe('shows', () => {
    beforeEach(fill);

    const types = async (who: string, query = '') =>
      ((await get(who, `/v1/events${query}`)).body.events as { subject: string; type: string }[]).map(
        ({ subject, type }) => `${subject} ${type.split('.').at(-1)}`,
      );

    it('a provider its own trajectories, and what it sent', async () => {
      expect(await types('ecd1')).toEqual([
        'T1 intake-registered',
        'T1 care-started',
        'M1 protection-measure-imposed',
        'M1 protection-measure-transferred',
      ]);
      expect(await types('ecd2')).toEqual([
        'T2 intake-registered',
        'M1 protection-measure-imposed',
        'M1 protection-measure-transferred',
      ]);
      expect(await types('desk')).toHaveLength(3);
      expect(await types('res')).toHaveLength(5);
    });

    it('pages of what is the caller’s', async () => {
      const first = await get('ecd2', '/v1/events?limit=1');
      const next = /<([^>]+)>/.exec(first.headers.get('link')!)![1]!;
      expect((await get('ecd2', next)).body.events[0].subject).toBe('M1');
      expect(await types('ecd2', '?subject=T1')).toEqual([]);
    });

    it('the same live', async () => {
      const response = await fetch(`${ledger.url}/v1/events/live`, { headers: as('ecd2') });
      let text = '';
      for await (const part of response.body!) {
        text += Buffer.from(part as Uint8Array).toString();
        if (text.includes('measure-transferred')) break;
      }
      expect([...text.matchAll(/"subject":"(\w+)"/g)].map(([, subject]) => subject)).toEqual(['T2', 'M1', 'M1']);
    });

    it.each([
      ['ecd1', 'trajectories/T1', 200],
      ['ecd1', 'trajectories/T2', 404],
      ['ecd2', 'measures/M1', 200],
      ['ecd1', 'measures/M1', 200],
      ['desk', 'trajectories/T1', 404],
      ['res', 'trajectories/T1', 200],
      ['ecd1', `clients/${PSEUDONYM}`, 403],
    ])('%s at %s: %i', async (who, path, status) => {
      const answer = await get(who, `/v1/${path}`);
      expect(answer.status).toBe(status);
      if (status === 404) expect(answer.text).toBe((await get(who, '/v1/trajectories/none')).text);
    });

    it('after a correction whose it is now', async () => {
      const opening = (await get('res', '/v1/trajectories/T1')).body.events[0];
      const corrected = {
        ...sample('event-corrected', {}, { source: 'urn:p1' }),
        data: {
          effectiveOn: '2024-07-01',
          corrects: { source: 'urn:p1', id: opening.id },
          data: { ...opening.data, provider: 'p2' },
          reason: 'other',
        },
      };
      expect(code(await post('ecd1', corrected))).toEqual([403, 'not-your-provider']);
      const moved = { ...corrected, data: { ...corrected.data, data: { ...opening.data, careForm: '03' } } };
      expect((await post('ecd1', moved)).status).toBe(201);
      expect((await get('ecd1', '/v1/trajectories/T1')).body.state.provider).toBe('p1');
    });

    it('by no correction of a correction', async () => {
      const opening = (await get('res', '/v1/trajectories/T1')).body.events[0];
      const correctionOf = (id: string, data: object) => {
        const fields = { effectiveOn: '2024-07-01', corrects: { source: 'urn:p1', id }, data, reason: 'other' };
        return { event: sample('event-corrected', fields, { source: 'urn:p1', id: `correction-of-${id}` }), fields };
      };
      const first = correctionOf(opening.id, { ...opening.data, careForm: '03' });
      expect((await post('ecd1', first.event)).status).toBe(201);
      const { event } = correctionOf(`correction-of-${opening.id}`, {
        ...first.fields,
        data: { ...opening.data, provider: 'p2' },
      });
      const answer = await post('ecd1', event);
      expect(code(answer)).toEqual([403, 'not-your-provider']);
      expect(answer.body.errors[0].pointer).toBe('/data/data/data/provider');
      expect((await get('ecd1', '/v1/trajectories/T1')).body.state.provider).toBe('p1');
    });

    it('refused events to who sent them', async () => {
      const wrong = { ...started('T1', 'urn:p1'), data: {} };
      const { rejection } = (await post('ecd1', wrong)).body;
      const listed = async (who: string) => (await get(who, '/v1/rejections')).body.rejections?.length;
      expect([await listed('ecd1'), await listed('ecd2')]).toEqual([1, 0]);
      expect((await get('ecd1', `/v1/rejections/${rejection}`)).status).toBe(200);
      expect((await get('ecd2', `/v1/rejections/${rejection}`)).status).toBe(404);
      expect(code(await get('ecd1', '/v1/rejections?source=urn:p2'))).toEqual([403, 'outside-scope']);
      expect(code(await get('mute', '/v1/rejections'))).toEqual([403, 'outside-scope']);
      const again = (who: string) => ledger.post(`/v1/rejections/${rejection}/resubmissions`, '', undefined, as(who));
      expect([(await again('ecd2')).status, (await again('ecd1')).status]).toEqual([404, 400]);
    });
  });

  describe('logs', () => {
    beforeEach(fill);

    const seen = (client: string) =>
      log.list({ clients: [client] }).map(({ who, object, outcome }) => `${who} ${object} ${outcome}`);

    it('who saw something of a client, and who tried', async () => {
      await get('ecd1', '/v1/trajectories/T1');
      await get('ecd1', '/v1/trajectories/T2');
      await get('ecd2', '/v1/events');
      await get('res', '/v1/events?limit=1');
      expect(seen('c1')).toEqual(['ecd1 trajectory given', 'res events given']);
      expect(seen('c2')).toEqual(['ecd1 trajectory refused', 'ecd2 events given']);
      expect(seen('c3')).toEqual(['ecd2 events given']);
      const [entry] = log.list({ clients: ['c3'] });
      expect(entry).toMatchObject({ organisation: 'p2', roles: ['provider'], detail: { from: '3', to: '5' } });
      expect(JSON.stringify(log.list())).not.toMatch(/"T1"|"c1"/);
    });

    it('or shows nothing', async () => {
      log.close();
      for (const path of ['/v1/trajectories/T1', '/v1/events']) {
        expect(code(await get('ecd1', path))).toEqual([503, 'access-log-unavailable']);
      }
      log = new AccessLog({ path: ':memory:', key: Buffer.alloc(32, 5) });
    });
  });
});
