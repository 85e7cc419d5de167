import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ERASED } from '#libs/privacy';
import { startLedger, type LedgerApp } from '../testing/ledger-app.js';
import { BSN, PSEUDONYM, pseudonymiser, sample, SOURCE } from '../testing/samples.js';

const OTHER_BSN = '123456782';
const OTHER = pseudonymiser.of(OTHER_BSN);
const LINKED = 'p-earlier-number';

let ledger: LedgerApp;

beforeEach(async () => {
  ledger = await startLedger();
});
afterEach(() => ledger.close());

const record = async (...events: Record<string, unknown>[]) => {
  for (const event of events) expect(await ledger.post('/v1/events', event)).toMatchObject({ status: 201 });
};
const decide = (body: object) => ledger.post('/v1/erasures', body, 'application/json');
const erase = (client: object) => decide({ client, decision: 'erase', ground: 'destruction-request' });
const intake = (subject: string, bsn: string, id = `i-${subject}`) =>
  sample('intake-registered', { client: { bsn }, previousTrajectory: undefined }, { subject, id });
const started = (subject: string) => sample('care-started', {}, { subject, id: `s-${subject}` });

/** Everything that the ledger tells. */
async function told(): Promise<string> {
  const paths = ['/v1/events?limit=1000', '/v1/rejections', '/v1/erasures'];
  const answers = await Promise.all(paths.map((path) => ledger.get(path)));
  return answers.map(({ text }) => text).join('\n');
}

describe('erasing a person', () => {
  it('takes everything of all linked pseudonyms, and nothing of others', async () => {
    await record(
      intake('T-1', BSN),
      started('T-1'),
      sample('protection-measure-imposed', { client: { pseudonym: LINKED } }, { subject: 'M-1' }),
      sample('offence-recorded'),
      sample('clients-linked', { otherClient: LINKED }),
      intake('T-2', OTHER_BSN),
    );
    const answer = await erase({ bsn: BSN });
    expect(answer).toMatchObject({ status: 201, body: { decision: 'erased', ground: 'destruction-request' } });
    expect(answer.body.streams).toHaveLength(4);
    expect(answer.body.clients).toHaveLength(2);
    const all = await told();
    for (const gone of [PSEUDONYM, LINKED, 'T-1', 'M-1']) expect(all).not.toContain(gone);
    expect(all).toContain('T-2');
    for (const path of ['trajectories/T-1', 'measures/M-1', `clients/${PSEUDONYM}`]) {
      expect((await ledger.get(`/v1/${path}`)).status).toBe(404);
    }
    expect(await erase({ pseudonym: LINKED })).toMatchObject({ status: 404 });
    const month = answer.body.decidedOn.slice(0, 7);
    const counts = [{ month, erased: 1, refused: 0 }];
    expect((await ledger.get('/v1/erasures')).body).toEqual({ counts, erasures: [answer.body] });
  });

  it('leaves every byte in its place', async () => {
    await record(intake('T-1', BSN), started('T-1'));
    const bytes = async () => {
      const all: string[] = [];
      for await (const { id, data, metadata, stream } of ledger.store.readAll({ limit: 2 })) {
        all.push([id, stream, Buffer.from(data).toString('hex'), Buffer.from(metadata).toString('hex')].join());
      }
      return all;
    };
    const before = await bytes();
    await erase({ bsn: BSN });
    expect(await bytes()).toEqual(before);
    for await (const stored of ledger.store.readAll({ limit: 2 })) expect(ledger.codec.decode(stored)).toBe(ERASED);
  });

  it('goes by whom a stream stands for now: what was moved to another stays, without the pseudonym', async () => {
    const correct = (id: string, bsn: string) =>
      sample('event-corrected', {
        corrects: { source: SOURCE, id },
        data: { ...(intake('x', bsn)['data'] as object) },
        reason: 'wrong-client',
      });
    await record(intake('T-1', BSN), intake('T-2', OTHER_BSN), correct('i-T-1', OTHER_BSN), correct('i-T-2', BSN));
    await erase({ bsn: BSN });
    expect((await ledger.get('/v1/trajectories/T-2')).status).toBe(404);
    const kept = await ledger.get('/v1/trajectories/T-1');
    expect(kept.body.state.client).toBe(OTHER);
    expect(kept.text).not.toContain(PSEUDONYM);
    expect(kept.text).toContain('erased~');
  });

  it('takes what was refused too, and keeps nothing of what is sent again', async () => {
    await record(intake('T-1', BSN));
    await ledger.post('/v1/events', sample('trajectory-ended', { effectiveOn: '2023-01-01' }, { subject: 'T-1' }));
    await ledger.post('/v1/events', sample('client-moved', { effectiveOn: 'never' }));
    await ledger.post('/v1/events', sample('care-started', {}, { subject: 'T-9' }));
    expect((await ledger.get('/v1/rejections')).body.rejections).toHaveLength(3);
    await erase({ bsn: BSN });
    expect((await ledger.get('/v1/rejections')).body.rejections).toMatchObject([{ event: { subject: 'T-9' } }]);
    const again = await ledger.post('/v1/events', intake('T-1', BSN));
    expect(again).toMatchObject({ status: 409, body: { code: 'erased' } });
    const retraction = sample('event-retracted', { retracts: { source: SOURCE, id: 'i-T-1' } });
    expect(await ledger.post('/v1/events', retraction)).toMatchObject({ status: 409, body: { code: 'erased' } });
    expect(await told()).not.toMatch(new RegExp(`T-1|${PSEUDONYM}`));
  });

  it('leaves room for a new file of the same child', async () => {
    await record(intake('T-1', BSN));
    await erase({ bsn: BSN });
    await record(intake('T-1', BSN, 'new'), sample('offence-recorded'));
    expect((await ledger.get('/v1/trajectories/T-1')).body).toMatchObject({ revision: 0 });
    expect((await erase({ bsn: BSN })).body.streams).toHaveLength(2);
  });
});

describe('a refused request', () => {
  it('is recorded with its reason, and changes nothing', async () => {
    await record(intake('T-1', BSN));
    const body = {
      client: { bsn: BSN },
      decision: 'refuse',
      ground: 'destruction-request',
      reason: 'interest-of-another',
    };
    const answer = await decide(body);
    expect(answer).toMatchObject({ status: 201, body: { decision: 'refused', reason: 'interest-of-another' } });
    expect(answer.text).not.toContain(PSEUDONYM);
    expect((await ledger.get('/v1/trajectories/T-1')).status).toBe(200);
  });
});

describe('a request that cannot be', () => {
  it.each([
    ['/client', { client: { bsn: '123456789' }, decision: 'erase', ground: 'objection' }],
    ['/client', { client: { pseudonym: BSN }, decision: 'erase', ground: 'objection' }],
    ['/decision', { client: { bsn: BSN }, decision: 'forget', ground: 'objection' }],
    ['/ground', { client: { bsn: BSN }, decision: 'erase', ground: 'because' }],
    ['/reason', { client: { bsn: BSN }, decision: 'refuse', ground: 'objection' }],
    ['/reason', { client: { bsn: BSN }, decision: 'erase', ground: 'objection', reason: 'law-opposes' }],
    ['/why', { client: { bsn: BSN }, decision: 'erase', ground: 'objection', why: 'x' }],
  ])('is refused at %s', async (pointer, body) => {
    const answer = await decide(body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [expect.objectContaining({ pointer })] } });
    expect(answer.text).not.toContain(BSN);
  });

  it.each([
    ['names one thing twice', `{"client":{"bsn":"${BSN}"},"client":{"bsn":"999990020"}}`, 'A name stands twice'],
    ['is no JSON', `{"client":"${BSN}"`, 'not valid JSON'],
  ])('is refused where it %s, and says so', async (_, text, said) => {
    const answer = await ledger.post('/v1/erasures', text, 'application/json');
    expect([answer.status, answer.body.code]).toEqual([400, 'malformed']);
    expect([answer.body.detail, answer.body.errors]).toEqual([expect.stringContaining(said), undefined]);
    expect(answer.text).not.toContain(BSN);
  });
});
