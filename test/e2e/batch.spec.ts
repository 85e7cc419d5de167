import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Case } from '../support/case.js';
import { BATCH, SINGLE } from '../support/ledger-client.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

describe('a batch of events', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it('gives one result per event in order, and a refused one does not stop the next', async () => {
    const one = new Case('mixed');
    const [intake, started] = [one.intake(), one.started()];
    const first = one.started('2024-03-01');
    const { status, body } = await server.client.postBatch([
      intake,
      first,
      started,
      intake,
      { id: 'broken' },
      'text',
      null,
    ]);
    expect(status).toBe(200);
    const brief = (body as { id: unknown; status: string; problem?: { code: string } }[]).map((result) => [
      result.id,
      result.status,
      result.problem?.code,
    ]);
    expect(brief).toEqual([
      [intake.id, 'recorded', undefined],
      [first.id, 'recorded', undefined],
      [started.id, 'rejected', 'already-started'],
      [intake.id, 'duplicate', undefined],
      ['broken', 'rejected', 'malformed'],
      [null, 'rejected', 'malformed'],
      [null, 'rejected', 'malformed'],
    ]);
  });

  it('takes a thousand, and not one more', async () => {
    const cases = Array.from({ length: 1001 }, (_, index) => new Case(`many${index}`).intake());
    const before = await server.client.lastPosition();
    const tooMany = await server.client.postBatch(cases);
    expect([tooMany.status, tooMany.body.code]).toEqual([400, expect.any(String)]);
    expect(tooMany.body.detail).toMatch(/1,?000/);
    expect(await server.client.lastPosition()).toBe(before);
    const { status, body } = await server.client.postBatch(cases.slice(0, 1000));
    expect([status, body.length]).toEqual([200, 1000]);
    expect(new Set(body.map((result: { status: string }) => result.status))).toEqual(new Set(['recorded']));
    const positions = body.map((result: { position: string }) => Number(result.position)) as number[];
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  it('takes an empty list', async () => {
    const { status, body } = await server.client.postBatch([]);
    expect([status, body]).toEqual([200, []]);
  });

  it('refuses what is no list, no JSON, or no media type it knows', async () => {
    const notAList = await server.client.post('/v1/events', '{}', BATCH);
    expect([notAList.status, notAList.body.code]).toEqual([400, 'malformed']);
    const notJson = await server.client.post('/v1/events', '[{', BATCH);
    expect([notJson.status, notJson.body.code]).toEqual([400, 'malformed']);
    const notJsonEither = await server.client.post('/v1/events', '{"id":', SINGLE);
    expect([notJsonEither.status, notJsonEither.body.code]).toEqual([400, 'malformed']);
    const unknownType = await server.client.post('/v1/events', 'x', 'text/plain');
    expect(unknownType.status).toBe(415);
    expect(unknownType.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });
});
