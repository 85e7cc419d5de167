import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startLedger, type LedgerApp } from '../../testing/ledger-app.js';
import { PSEUDONYM, sample } from '../../testing/samples.js';

let ledger: LedgerApp;
let sent: Record<string, unknown>[];

beforeAll(async () => {
  ledger = await startLedger();
  sent = ['a', 'b', 'c'].flatMap((subject) => [
    sample('intake-registered', {}, { subject }),
    sample('care-started', {}, { subject, dataschema: 'https://example.org/care-started' }),
  ]);
  await ledger.post('/v1/events', sent, 'application/cloudevents-batch+json');
});
afterAll(() => ledger.close());

const idsOf = (body: { events: { id: string }[] }) => body.events.map(({ id }) => id);
const nextOf = (headers: Headers) => /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];

describe('the ledger read back', () => {
  it('is what was sent, a BSN replaced, with what the ledger added', async () => {
    const { body } = await ledger.get('/v1/events');
    const { position, revision, recordedtime, ...event } = body.events[1];
    expect(event).toEqual(sent[1]);
    expect([position, revision, recordedtime]).toEqual(['2', 1, expect.stringMatching(/Z$/)]);
    expect(body.events[0].data.client).toEqual({ pseudonym: PSEUDONYM });
    expect(body.after).toBe('6');
  });

  it('comes in pages that lead to the next, filters included', async () => {
    const first = await ledger.get('/v1/events?limit=2&type=nl.jeugdhulptrajecten.care-started');
    expect([idsOf(first.body), first.body.after]).toEqual([[sent[1]!['id'], sent[3]!['id']], '4']);
    const second = await ledger.get(nextOf(first.headers)!);
    expect([idsOf(second.body), nextOf(second.headers)]).toEqual([[sent[5]!['id']], undefined]);
    const past = await ledger.get('/v1/events?after=6');
    expect(past.body).toEqual({ events: [], after: '6' });
    expect((await ledger.get('/v1/events?after=0&limit=6')).headers.get('link')).toBeNull();
  });

  it('waits for a place that is not reached yet, and says so when it is not', async () => {
    const grown = await startLedger();
    const open = (subject: string) => grown.post('/v1/events', sample('intake-registered', {}, { subject }));
    try {
      const waiting = grown.get('/v1/events?after=1');
      await open('a');
      expect((await waiting).body).toEqual({ events: [], after: '1' });
      const past = await grown.get('/v1/events?after=2');
      expect([past.status, past.body.code, past.headers.get('retry-after')]).toEqual([
        503,
        'position-not-reached',
        '5',
      ]);
      const elsewhere = await grown.get('/v1/events?after=900-880');
      expect([elsewhere.status, elsewhere.body.detail]).toEqual([400, expect.stringContaining('another kind')]);
    } finally {
      await grown.close();
    }
  }, 15_000);

  it('is filtered by subject and by several types', async () => {
    expect(idsOf((await ledger.get('/v1/events?subject=b')).body)).toEqual([sent[2]!['id'], sent[3]!['id']]);
    const types = 'nl.jeugdhulptrajecten.care-started,nl.jeugdhulptrajecten.intake-registered';
    expect(idsOf((await ledger.get(`/v1/events?subject=c&type=${types}`)).body)).toHaveLength(2);
  });

  it.each(['after=x', 'limit=0', 'limit=1001', 'limit=1.5', 'type=x', 'subject=a%20b', 'x=1', 'after=1&after=2'])(
    'refuses %s',
    async (query) => {
      const answer = await ledger.get(`/v1/events?${query}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid-parameters']);
      expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([query.split('=')[0]]);
    },
  );

  it('is empty before the first event', async () => {
    const empty = await startLedger();
    expect((await empty.get('/v1/events')).body).toEqual({ events: [], after: '0' });
    const ready = await empty.get('/health/ready');
    expect(ready.body.checks['event-store']).toEqual({ ok: true, data: { position: null } });
    expect((await empty.get('/metrics')).text).toContain('ledger_open_rejections 0');
    await empty.close();
  });
});
