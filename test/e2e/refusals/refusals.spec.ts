import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REFUSAL_CODES } from '#libs/trajectory';
import { readFileSync } from 'node:fs';
import type { Answer } from '../../support/ledger-client.js';
import { describeWithShared, sharedPath } from '../../support/shared-folder.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';
import { rejectionsOf } from './rejections.js';
import { SHOWN_BY_THE_EVENT } from './shown-by-the-event.js';
import { SHOWN_BY_THE_LEDGER } from './shown-by-the-ledger.js';
import { Case } from '../../support/case.js';

const CASES = [
  ...SHOWN_BY_THE_EVENT.map(([code, what, make], index) => ({ status: 400, code, what, make, name: `e${index}` })),
  ...SHOWN_BY_THE_LEDGER.map(([code, what, make], index) => ({ status: 409, code, what, make, name: `l${index}` })),
];

describe('refusals over HTTP', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  function expectProblem(answer: Answer, status: number, code: string): void {
    expect([answer.status, answer.body?.code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ status, code });
    for (const member of ['type', 'title', 'detail']) expect(answer.body[member]).toEqual(expect.any(String));
  }

  it.each(CASES)('$status $code: $what', async ({ status, code, make, name }) => {
    const { given, refused, pointer, headers } = make(new Case(name));
    if (given.length > 0) await server.client.record(given);
    const before = await server.client.lastPosition();

    const single = await server.client.postEvent(refused, headers);
    expectProblem(single, status, code);
    if (pointer !== undefined) {
      const blamed = (single.body.errors as { pointer: string; code: string; message: string }[]).filter(
        (error) => error.pointer === pointer,
      );
      expect([single.body.errors, blamed.map((error) => error.code)]).toEqual([expect.any(Array), [code]]);
      expect(blamed[0]!.message).toEqual(expect.any(String));
    }
    expect(await server.client.lastPosition()).toBe(before);

    const kept = (await rejectionsOf(server.client)).filter(({ eventId }) => eventId === (refused.id ?? null));
    expect(kept.map(({ problem }) => problem.code)).toContain(code);
  });

  it('says the same of each event in a batch and in a stream, and records nothing', async () => {
    const cases = CASES.filter(({ code }) => code !== 'wrong-revision').map((one) => {
      const { given, refused } = one.make(new Case(`s${one.name}`));
      return { ...one, given, refused };
    });
    await server.client.record(cases.flatMap(({ given }) => given));
    const before = await server.client.lastPosition();

    const expected = cases.map(({ status, code }) => ['rejected', status, code]);
    const brief = (result: { status: string; problem?: { status: number; code: string } }) => [
      result.status,
      result.problem?.status,
      result.problem?.code,
    ];
    const streamed = await server.client.postNdjson(cases.map(({ refused }) => refused));
    expect(streamed.map(brief)).toEqual(expected);
    const batch = await server.client.postBatch(cases.map(({ refused }) => refused));
    expect(batch.status).toBe(200);
    expect(batch.body.map(brief)).toEqual(expected);
    expect(await server.client.lastPosition()).toBe(before);
  });

  it('names all fields that are wrong at once', async () => {
    const one = new Case('all');
    const intake = one.intake('2024-02-30', { careForm: '99', remarks: 'x', client: { bsn: '123456789' } });
    const answer = await server.client.postEvent(intake);
    expect(answer.status).toBe(400);
    const named = (answer.body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [
      pointer,
      code,
    ]);
    expect(named).toEqual(
      expect.arrayContaining([
        ['/data/effectiveOn', 'invalid-date'],
        ['/data/careForm', 'unknown-code'],
        ['/data/remarks', 'unknown-field'],
        ['/data/client/bsn', 'invalid-bsn'],
      ]),
    );
    expect(named).toHaveLength(4);
  });

  it('names the events that stand in the way', async () => {
    const one = new Case('way');
    const [intake, started, ended] = [one.intake(), one.started(), one.ended()];
    await server.client.record([intake, started, ended]);
    const answer = await server.client.postEvent(one.plan('2024-07-01'));
    expect(answer.body.code).toBe('after-end');
    expect(JSON.stringify(answer.body)).toContain(`"${ended.id}"`);
    expect(JSON.stringify(answer.body)).not.toContain(`"${intake.id}"`);
  });

  it('has a case for every code that the domain knows', () => {
    const covered = new Set(CASES.map(({ code }) => code));
    expect(REFUSAL_CODES.filter((code) => !covered.has(code))).toEqual([]);
  });
});

describeWithShared('contract.md', 'the list of refusal cases', () => {
  it('covers every code and status of the table in contract section 3', () => {
    const rows = readFileSync(sharedPath('contract.md'), 'utf8')
      .split('\n')
      .map((line) => /^\| ((?:`[a-z-]+`(?:, )?)+) \| (400|409|400 \/ 409) \|/.exec(line))
      .filter((match) => match !== null);
    const listed = rows.flatMap((match) =>
      match[2]!
        .split(' / ')
        .flatMap((status) => [...match[1]!.matchAll(/`([a-z-]+)`/g)].map(([, code]) => `${status} ${code}`)),
    );
    expect(listed.length).toBeGreaterThan(30);
    const covered = new Set(CASES.map(({ status, code }) => `${status} ${code}`));
    expect(listed.filter((entry) => !covered.has(entry))).toEqual([]);
  });
});
