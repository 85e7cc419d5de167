import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Case } from '../support/case.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { openUpload } from '../support/upload.js';

describe('a stream of lines', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it('answers every line in order and goes on after bad ones', async () => {
    const one = new Case('bad');
    const [intake, started, ended] = [one.intake(), one.started(), one.ended()];
    const lines = [
      JSON.stringify(intake),
      '{"id":',
      'not json at all',
      '[]',
      JSON.stringify(started),
      '{}',
      JSON.stringify(ended),
    ];
    const results = await server.client.postLines(lines);
    expect(results.map(({ line, id, status, problem }) => [line, id ?? null, status, problem?.code])).toEqual([
      [1, intake.id, 'recorded', undefined],
      [2, null, 'rejected', 'malformed'],
      [3, null, 'rejected', 'malformed'],
      [4, null, 'rejected', 'malformed'],
      [5, started.id, 'recorded', undefined],
      [6, null, 'rejected', 'malformed'],
      [7, ended.id, 'recorded', undefined],
    ]);
    for (const { problem } of results.filter(({ status }) => status === 'rejected')) {
      expect(problem).toMatchObject({ status: 400, title: expect.any(String), detail: expect.any(String) });
    }
  });

  it('takes Windows line ends and a last line without an end', async () => {
    const one = new Case('ends');
    const body = `${JSON.stringify(one.intake())}\r\n${JSON.stringify(one.started())}`;
    const { text } = await server.client.post('/v1/events', body, 'application/x-ndjson');
    const statuses = text
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { status: string }).status);
    expect(statuses).toEqual(['recorded', 'recorded']);
  });

  it('answers nothing to nothing', async () => {
    const { status, text } = await server.client.post('/v1/events', '', 'application/x-ndjson');
    expect([status, text]).toEqual([200, '']);
  });

  it('answers lines while others are still to come', async () => {
    const one = new Case('both');
    const upload = openUpload(server.url);
    const [intake, started] = [one.intake(), one.started()];
    await upload.write(JSON.stringify(intake));
    expect(await upload.next()).toMatchObject({ line: 1, id: intake.id, status: 'recorded' });
    await upload.write(JSON.stringify(started));
    expect(await upload.next()).toMatchObject({ line: 2, id: started.id, status: 'recorded' });
    upload.end();
    expect(await upload.next()).toBeUndefined();
  });

  it('keeps all that was answered when the client goes away', async () => {
    const upload = openUpload(server.url);
    const events = Array.from({ length: 300 }, (_, index) => new Case(`gone${index}`).intake());
    for (const event of events) await upload.write(JSON.stringify(event));
    const answered: string[] = [];
    while (answered.length < 40) answered.push((await upload.next())!.id!);
    upload.abort();
    const stored = new Set((await server.client.allEvents()).map(({ id }: { id: string }) => id));
    expect(answered.filter((id) => !stored.has(id))).toEqual([]);
    const results = await server.client.postNdjson(events);
    expect(results.slice(0, 40).map(({ status }) => status)).toEqual(Array(40).fill('duplicate'));
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
  });

  it('records each event once when the same lines come over several requests at the same time', async () => {
    const events = Array.from({ length: 150 }, (_, index) => new Case(`twice${index}`)).flatMap((one) => [
      one.intake(),
      one.started(),
      one.ended(),
    ]);
    const uploads = await Promise.all([1, 2, 3].map(() => server.client.postNdjson(events)));
    for (const [index, { id }] of events.entries()) {
      const results = uploads.map((upload) => upload[index]!);
      expect([id, results.map(({ status }) => status).sort()]).toEqual([id, ['duplicate', 'duplicate', 'recorded']]);
      expect(new Set(results.map(({ position }) => position)).size).toBe(1);
    }
  });

  it('refuses a line that is too long and goes on with the next', async () => {
    const one = new Case('long');
    const results = await server.client.postLines(['x'.repeat(4_000_000), JSON.stringify(one.intake())]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'recorded']);
  });

  it('serves others while a stream is open', async () => {
    const upload = openUpload(server.url);
    await upload.write(JSON.stringify(new Case('open').intake()));
    await upload.next();
    expect((await server.client.postEvent(new Case('meanwhile').intake())).status).toBe(201);
    upload.end();
    expect(await upload.next()).toBeUndefined();
  });
});
