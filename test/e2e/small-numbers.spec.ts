import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalTokens } from '#libs/access';
import { BUILT_IN } from '#libs/indicators';
import { NOORD_VELUWE, regionTable, simulate } from '#libs/simulation';
import { startTestServer, type TestServer } from '../support/test-server.js';

const YEAR = 'from=2023-01-01&to=2023-12-31';
/** Numbers that are no counts of cases. */
const NO_COUNTS =
  /^(value|lower|upper|level|mean|sd|median|p90|day|net|meanChange|effectSize|meanDomains|total|per[A-Z]\w*|version)$/;

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Every number in rows that counts cases, with where it stands. */
function countsIn(value: Json, path = ''): [string, number][] {
  if (typeof value === 'number') return NO_COUNTS.test(path.slice(path.lastIndexOf('.') + 1)) ? [] : [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => countsIn(member, `${path}.${name}`));
}

const wrong = (counts: readonly [string, number][]): readonly [string, number][] =>
  counts.filter(([, count]) => count < 10 || count % 5 !== 0);

const QUESTIONS = BUILT_IN.flatMap(({ id, figure }) => {
  const own = `/v1/indicators/${id}`;
  const timed = figure.shape === 'time-to-event';
  return [
    `${own}/values?${YEAR}`,
    `${own}/values?${YEAR}&by=municipality`,
    `${own}/values?${YEAR}&by=careForm,sex`,
    `${own}/series?${YEAR}&interval=P3M&by=ageBand`,
    ...(timed ? [`${own}/values?${YEAR}&by=sex&method=aalen-johansen`, `${own}/curve?${YEAR}&by=sex`] : []),
  ];
});
const ALL = [...QUESTIONS, `/v1/flows?${YEAR}`, `/v1/flows?${YEAR}&by=municipality`];

describe('small numbers over HTTP, in a simulated region', () => {
  let server: TestServer;
  const analysts = new Map<string, string>();
  let researcher: string;

  beforeAll(async () => {
    server = await startTestServer({ regions: regionTable(NOORD_VELUWE) });
    const lines = [...simulate({ clients: 500, from: '2019-01-01', to: '2024-12-31', seed: 5, mess: false })];
    const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const sent = await fetch(`${server.url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body,
    });
    await sent.text();
    await server.halt();
    const tokens = new LocalTokens(join(server.dataDir, 'tokens.sqlite'));
    const until = new Date(Date.now() + 3_600_000);
    const make = (name: string, role: 'analyst' | 'researcher'): string =>
      tokens.create({ name, roles: [role], ...(role === 'analyst' && { regions: [NOORD_VELUWE.name] }) }, until).token;
    researcher = make('researcher', 'researcher');
    // Everyone asks one question: what one may ask after the other is looked at elsewhere.
    for (const path of ALL) analysts.set(path, make('analyst', 'analyst'));
    tokens.close();
    await server.restart();
    const caughtUp = async () => (await get(`/v1/indicators/dropout/values?${YEAR}`, researcher)).status === 200;
    while (!(await caughtUp())) await new Promise((resolve) => setTimeout(resolve, 100));
  }, 120_000);
  afterAll(() => server.stop());

  const get = async (path: string, token: string, accept = 'application/json') => {
    const response = await fetch(server.url + path, { headers: { authorization: `Bearer ${token}`, accept } });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');

    return { status: response.status, text, body: json ? JSON.parse(text) : {} };
  };

  it.each(ALL)('%s has no count from 1 to 9 and none that is no multiple of 5', async (path) => {
    const { status, body } = await get(path, analysts.get(path)!);
    expect([status, body.protection?.rule]).toEqual([200, 'small-numbers']);
    expect(wrong(countsIn(body.rows ?? body.periods))).toEqual([]);
  });
});
