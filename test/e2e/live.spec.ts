import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Case } from '../support/case.js';
import type { SentEvent } from '../support/events.js';
import { openEventStream } from '../support/event-stream.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const cases = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => new Case(`${name}${index}`).intake());

describe('the live feed', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it('gives history, then what comes in, as the feed gives it', async () => {
    const before = cases('before', 30);
    await server.client.record(before);
    const stream = await openEventStream(`${server.url}/v1/events/live?after=0`);
    try {
      const history = await stream.take(30);
      expect(history.map(({ data }) => (JSON.parse(data) as SentEvent).id)).toEqual(before.map(({ id }) => id));
      const live = cases('live', 5);
      await server.client.record(live);
      const arrived = await stream.take(5);
      expect(arrived.map(({ data }) => (JSON.parse(data) as SentEvent).id)).toEqual(live.map(({ id }) => id));
      const feed = await server.client.allEvents();
      expect([...history, ...arrived].map(({ id, data }) => [id, JSON.parse(data)])).toEqual(
        feed.map((event) => [event.position, event]),
      );
    } finally {
      stream.close();
    }
  });

  it('resumes after the last event seen, without gap or repeat, while events keep coming', async () => {
    const start = (await server.client.lastPosition())!;
    const coming = cases('coming', 400);
    const writing = (async () => {
      for (let from = 0; from < coming.length; from += 20) await server.client.record(coming.slice(from, from + 20));
    })();
    const seen: string[] = [];
    let last = start;
    while (seen.length < coming.length) {
      const stream = await openEventStream(`${server.url}/v1/events/live?after=${start}`, last);
      const piece = await stream.take(Math.min(37, coming.length - seen.length));
      stream.close();
      seen.push(...piece.map(({ data }) => (JSON.parse(data) as SentEvent).id));
      last = piece.at(-1)!.id;
    }
    await writing;
    expect(seen).toEqual(coming.map(({ id }) => id));
  });

  it('refuses a place that is no position', async () => {
    const answer = await server.client.get('/v1/events/live?after=yesterday');
    expect(answer.status).toBe(400);
  });
});
