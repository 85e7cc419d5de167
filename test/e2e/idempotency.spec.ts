import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Case } from '../support/case.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

describe('idempotency and expected revisions', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it('answers a new event with its receipt', async () => {
    const intake = new Case('new').intake();
    const { status, body } = await server.client.postEvent(intake);
    expect(status).toBe(201);
    expect(body).toEqual({
      id: intake.id,
      source: intake.source,
      subject: intake.subject,
      revision: 0,
      position: expect.stringMatching(/^\d+$/),
      recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
      leafHash: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    });
  });

  it('answers the same event again with the first receipt; time and the order of members do not count', async () => {
    const intake = { ...new Case('again').intake(), time: '2024-01-10T10:00:00Z' };
    const first = await server.client.postEvent(intake);
    const before = await server.client.lastPosition();
    const reversed = Object.fromEntries(Object.entries(intake.data).reverse());
    const variants = [
      intake,
      { ...intake, time: '2024-01-11T08:00:00+01:00' },
      { ...intake, time: undefined },
      { ...intake, data: reversed },
    ];
    for (const variant of variants) {
      const again = await server.client.postEvent(variant);
      expect([again.status, again.body]).toEqual([200, { ...first.body, duplicate: true }]);
    }
    expect(await server.client.lastPosition()).toBe(before);
  });

  it('keeps the first receipt when the stream has moved on and the rule would now refuse the event', async () => {
    const one = new Case('moved');
    const [intake, started, ended] = [one.intake(), one.started(), one.ended()];
    await server.client.record([intake, started, ended]);
    const again = await server.client.postEvent(started);
    expect([again.status, again.body.duplicate, again.body.revision]).toEqual([200, true, 1]);
  });

  it('takes the same id from another source as another event', async () => {
    const [one, other] = [new Case('two'), new Case('two', 'urn:nld:kvknr:87654321:systeem:ecd')];
    await server.client.record([one.intake()]);
    const elsewhere = { ...other.intake(), subject: 'two-T-other' };
    expect((await server.client.postEvent(elsewhere)).status).toBe(201);
  });

  it('refuses the same key with other data, another subject or another type', async () => {
    const intake = new Case('other').intake();
    await server.client.record([intake]);
    const others = [
      { ...intake, data: { ...intake.data, referrer: '02' } },
      { ...intake, subject: 'other-T2' },
      { ...new Case('x').started(), id: intake.id, subject: intake.subject },
    ];
    for (const other of others) {
      const answer = await server.client.postEvent(other);
      expect([answer.status, answer.body.code]).toEqual([409, 'event-id-conflict']);
    }
  });

  it('records one of many equal requests at once', async () => {
    const intake = new Case('race').intake();
    const answers = await Promise.all(Array.from({ length: 12 }, () => server.client.postEvent(intake)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(11).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.position)).size).toBe(1);
  });

  it('lets one of many competing openings through', async () => {
    const events = Array.from({ length: 8 }, (_, index) =>
      new Case(`compete${index}`).intake('2024-01-10', {}, 'compete-T'),
    );
    const answers = await Promise.all(events.map((event) => server.client.postEvent(event)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(
      Array(7).fill('already-opened'),
    );
  });

  it('holds an event to the revision that If-Match names', async () => {
    const one = new Case('match');
    await server.client.record([one.intake()]);
    const started = one.started();
    const wrong = await server.client.postEvent(started, { 'if-match': '"3"' });
    expect([wrong.status, wrong.body.code]).toEqual([409, 'wrong-revision']);
    const right = await server.client.postEvent(started, { 'if-match': '"0"' });
    expect([right.status, right.body.revision]).toEqual([201, 1]);
    const again = await server.client.postEvent(started, { 'if-match': '"0"' });
    expect([again.status, again.body.duplicate]).toEqual([200, true]);
  });

  it('refuses an If-Match that is no revision', async () => {
    const answer = await server.client.postEvent(new Case('odd').intake(), { 'if-match': 'last' });
    expect(answer.status).toBe(400);
  });
});
