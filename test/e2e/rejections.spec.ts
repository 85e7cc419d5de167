import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Case } from '../support/case.js';
import { SINGLE } from '../support/ledger-client.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { rejectionsOf } from './refusals/rejections.js';

describe('rejections', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const keptOf = async (eventId: string) =>
    (await rejectionsOf(server.client)).find((kept) => kept['eventId'] === eventId)!;
  const resubmit = (id: string, event?: unknown) =>
    server.client.post(`/v1/rejections/${id}/resubmissions`, event === undefined ? '' : JSON.stringify(event), SINGLE);

  it('keep the event and its problem, and take the mended event', async () => {
    const one = new Case('mended');
    const wrong = one.intake('2024-01-10', { careForm: '99' });
    const refused = await server.client.postEvent(wrong);
    const kept = await keptOf(wrong.id);
    expect(kept.event).toEqual(wrong);
    expect(kept.problem).toMatchObject({ status: 400, code: 'unknown-code', errors: refused.body.errors });

    const still = await resubmit(kept.id, { ...wrong, data: { ...wrong.data, careForm: '98' } });
    expect([still.status, still.body.code]).toEqual([400, 'unknown-code']);
    const right = { ...wrong, data: { ...wrong.data, careForm: '03' } };
    const mended = await resubmit(kept.id, right);
    expect([mended.status, mended.body]).toEqual([201, expect.objectContaining({ id: wrong.id, revision: 0 })]);
    const again = await resubmit(kept.id, right);
    expect([again.status, again.body.duplicate]).toEqual([200, true]);
    const { body } = await server.client.get(`/v1/trajectories/${one.trajectory}`);
    expect(body.events).toMatchObject([{ id: wrong.id, data: { careForm: '03' } }]);
    expect((await keptOf(wrong.id))['resolved']).toMatchObject({ position: mended.body.position });
  });

  it('can be sent again as they are once nothing stands in the way', async () => {
    const one = new Case('later');
    const [intake, started] = [one.intake(), one.started()];
    expect((await server.client.postEvent(started)).body.code).toBe('not-opened');
    const kept = await keptOf(started.id);
    expect((await resubmit(kept.id)).body.code).toBe('not-opened');
    await server.client.record([intake]);
    const answer = await resubmit(kept.id);
    expect([answer.status, answer.body.id]).toEqual([201, started.id]);
  });

  it('keep no text of what is no JSON, but its length and hash', async () => {
    const line = '{"id": "garbled", "data": {"name": "Pietje Puk"';
    const [result] = await server.client.postLines([line]);
    expect(result!.status).toBe('rejected');
    const all = JSON.stringify(await rejectionsOf(server.client));
    expect(all).not.toContain('Pietje');
    expect(all).toContain(`"bytes":${line.length}`);
  });

  it('survive a restart', async () => {
    const wrong = new Case('restart').intake('2024-01-10', { sex: 'X' });
    await server.client.postEvent(wrong);
    await server.restart();
    expect((await keptOf(wrong.id)).problem.code).toBe('unknown-code');
  });

  it('that do not exist are not found', async () => {
    const answer = await resubmit('00000000-0000-4000-8000-000000000000', new Case('nobody').intake());
    expect(answer.status).toBe(404);
  });
});
