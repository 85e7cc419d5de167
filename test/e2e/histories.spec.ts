import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Case } from '../support/case.js';
import type { SentEvent } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

interface HistoryEvent extends SentEvent {
  readonly status: string;
  readonly position: string;
  readonly changedBy?: { readonly id: string };
  readonly effectiveData?: unknown;
}

describe('histories', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const brief = ({ events }: { events: HistoryEvent[] }) =>
    events.map(({ id, status, changedBy }) => [id, status, changedBy?.id]);

  it('show corrections and retractions beside what they change, and the state that stands', async () => {
    const one = new Case('history');
    const [intake, started, ended] = [one.intake(), one.started(), one.ended()];
    const later = one.correction(started, { ...started.data, effectiveOn: '2024-02-05' });
    const taken = one.retraction(ended);
    await server.client.record([intake, started, ended, later, taken]);

    const { status, body, headers } = await server.client.get(`/v1/trajectories/${one.trajectory}`);
    expect([status, body.id, body.revision]).toEqual([200, one.trajectory, 4]);
    expect(brief(body)).toEqual([
      [intake.id, 'standing', undefined],
      [started.id, 'corrected', later.id],
      [ended.id, 'retracted', taken.id],
      [later.id, 'standing', undefined],
      [taken.id, 'standing', undefined],
    ]);
    expect(body.events[1].data).toEqual(started.data);
    expect(body.events[1].effectiveData).toEqual({ ...started.data, effectiveOn: '2024-02-05' });
    expect(JSON.stringify(body.state)).toContain('2024-02-05');
    expect(JSON.stringify(body.state)).not.toContain('2024-06-28');
    expect(headers.get('etag')).toBe('"4"');
  });

  it('give the state as it was known at a position or an instant', async () => {
    const one = new Case('asof');
    const [intake, started, ended] = [one.intake(), one.started(), one.ended()];
    const before = await server.client.record([intake, started, ended]);
    const ended2 = one.correction(ended, { ...ended.data, effectiveOn: '2024-07-15' });
    await new Promise((resolve) => setTimeout(resolve, 5)); // so that the instants differ
    const after = await server.client.record([ended2]);
    const path = `/v1/trajectories/${one.trajectory}`;

    const then = await server.client.get(`${path}?asOf=${before}`);
    expect([then.body.revision, brief(then.body)[2]]).toEqual([2, [ended.id, 'standing', undefined]]);
    expect(JSON.stringify(then.body.state)).toContain('2024-06-28');
    const now = await server.client.get(`${path}?asOf=${after}`);
    expect(JSON.stringify(now.body.state)).toContain('2024-07-15');
    expect(brief(now.body)[2]).toEqual([ended.id, 'corrected', ended2.id]);

    const recorded = then.body.events[2].recordedtime as string;
    const atInstant = await server.client.get(`${path}?asOf=${encodeURIComponent(recorded)}`);
    expect(atInstant.body).toEqual(then.body);
    expect((await server.client.get(`${path}?asOf=2000-01-01T00:00:00Z`)).status).toBe(404);
    expect((await server.client.get(`${path}?asOf=yesterday`)).status).toBe(400);
  });

  it('exist for measures, probations and clients, each by kind and id', async () => {
    const one = new Case('kinds');
    const same = 'kinds-same';
    const onSubject = (event: SentEvent) => ({ ...event, subject: same });
    await server.client.record([
      onSubject(one.intake()),
      onSubject(one.imposed()),
      onSubject(one.onMeasure('placement-authorised', '2024-02-01', { authorisation: '72' })),
      onSubject(one.probationStarted()),
      onSubject(one.onClient('client-moved', '2024-03-01', { municipality: 'GM0363' })),
    ]);
    for (const [path, revision] of [
      ['trajectories', 0],
      ['measures', 1],
      ['probations', 0],
      ['clients', 0],
    ]) {
      const { status, body } = await server.client.get(`/v1/${path}/${same}`);
      expect([path, status, body.id, body.revision]).toEqual([path, 200, same, revision]);
      expect(typeof body.state).toBe('object');
    }
    expect((await server.client.get('/v1/measures/nobody')).status).toBe(404);
  });

  it('can be read under a number that passes the eleven test by chance', async () => {
    const intake = { ...new Case('number').intake(), subject: '123456782' };
    await server.client.record([intake]);
    const { status, body } = await server.client.get('/v1/trajectories/123456782');
    expect([status, body.id]).toEqual([200, '123456782']);
    expect((await server.client.get('/v1/events?subject=123456782')).body.events).toHaveLength(1);
    expect((await server.client.get('/v1/clients/123456782')).status).toBe(404);
  });

  it('move with the client when the wrong one was named', async () => {
    const one = new Case('wrong');
    const intake = one.intake('2024-01-10', { client: { pseudonym: 'wrong-first' } });
    const right = one.correction(intake, { ...intake.data, client: { pseudonym: 'wrong-second' } });
    await server.client.record([intake, right]);
    const { body } = await server.client.get(`/v1/trajectories/${one.trajectory}`);
    expect(JSON.stringify(body.state)).toContain('wrong-second');
    expect(JSON.stringify(body.state)).not.toContain('wrong-first');
  });
});
