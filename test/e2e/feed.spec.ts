import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Case } from '../support/case.js';
import type { SentEvent } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

describe('reading the ledger back', () => {
  let server: TestServer;
  let events: SentEvent[];

  beforeAll(async () => {
    server = await startTestServer();
    events = Array.from({ length: 25 }, (_, index) => new Case(`feed${index}`)).flatMap((one) => [
      { ...one.intake(), time: '2024-01-10T09:30:00.5+01:00' },
      one.started(),
    ]);
    await server.client.record(events);
  });
  afterAll(() => server.stop());

  it('gives every event as it was sent, with position, revision and recordedtime', async () => {
    const { body } = await server.client.get('/v1/events?limit=1000');
    expect(body.events).toHaveLength(events.length);
    for (const [index, event] of events.entries()) {
      const { position, revision, recordedtime, ...sent } = body.events[index];
      expect(sent).toEqual(event);
      expect([typeof position, Number(revision), recordedtime]).toEqual([
        'string',
        index % 2,
        expect.stringMatching(/Z$/),
      ]);
    }
    expect(body.after).toBe(body.events.at(-1).position);
  });

  it('pages by position, with a link to the next page while there is more', async () => {
    const seen: string[] = [];
    let pages = 0;
    for (let path: string | undefined = '/v1/events?limit=7'; path !== undefined; pages++) {
      const answer = await server.client.get(path);
      expect(answer.body.events.length).toBeLessThanOrEqual(7);
      seen.push(...answer.body.events.map(({ id }: SentEvent) => id));
      path = /<([^>]+)>;\s*rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(events.map(({ id }) => id));
    expect(pages).toBe(8);
  });

  it('is empty past the end, and says where to go on', async () => {
    const last = await server.client.lastPosition();
    const { status, body, headers } = await server.client.get(`/v1/events?after=${last}`);
    expect([status, body.events, body.after]).toEqual([200, [], last]);
    expect(headers.get('link') ?? '').not.toContain('rel="next"');
  });

  it('filters by type and by subject', async () => {
    const ofType = await server.client.get('/v1/events?type=nl.jeugdhulptrajecten.care-started&limit=1000');
    expect(ofType.body.events.map(({ id }: SentEvent) => id)).toEqual(
      events.filter(({ type }) => type.endsWith('.care-started')).map(({ id }) => id),
    );
    const ofSubject = await server.client.get('/v1/events?subject=feed3-T&limit=1000');
    expect(ofSubject.body.events.map(({ id }: SentEvent) => id)).toEqual(
      events.filter(({ subject }) => subject === 'feed3-T').map(({ id }) => id),
    );
    const page = await server.client.get('/v1/events?type=nl.jeugdhulptrajecten.care-started&limit=10');
    const next = /<([^>]+)>;\s*rel="next"/.exec(page.headers.get('link') ?? '')![1]!;
    expect((await server.client.get(next)).body.events[0].id).toBe(ofType.body.events[10].id);
  });

  it.each(['after=x', 'limit=0', 'limit=a', 'type=nl.example.x', 'colour=red', 'after=-1'])(
    'refuses %s',
    async (query) => {
      const answer = await server.client.get(`/v1/events?${query}`);
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body.errors)).toContain(query.split('=')[0]);
    },
  );
});
