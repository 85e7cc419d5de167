import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalTokens } from '#libs/access';
import { openFactStore, type FactStore } from '#libs/facts';
import { BUILT_IN } from '#libs/indicators';
import { NOORD_VELUWE, regionTable, simulate } from '#libs/simulation';
import { startTestServer, temporaryFolder, type TestServer } from '../support/test-server.js';

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

/** Every number in rows. */
function numbersIn(value: Json): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** Columns with figures: not those that say where a line comes from. */
const FIGURE =
  /^(?!(from|to|indicator|version|method|asOf|recordedAt|observedUntil|(from|to)CareForm|part|reason|suppressed|municipality|careForm|sex|ageBand)$|parameters\.|filters\.)/;
const isNumber = (value: unknown): boolean =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));

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
/** Every form of row is in these. */
const TABLES = ALL.filter((path) => /by=municipality|\/curve|dropout\/series/.test(path));

/** The parts of an answer that are read here. */
interface Answer {
  readonly protection?: { readonly rule: string };
  readonly rows?: Json;
  readonly periods?: Json;
}

describe('small numbers over HTTP, in a simulated region', () => {
  let server: TestServer;
  let facts: FactStore;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const analysts = new Map<string, string>();
  let researcher: string;

  beforeAll(async () => {
    facts = await openFactStore(':memory:');
    folder = await temporaryFolder();
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
  }, 600_000);
  afterAll(async () => {
    await server.stop();
    await facts.close();
    await folder.remove();
  });

  const send = (path: string, token: string, accept: string): Promise<Response> =>
    fetch(server.url + path, { headers: { authorization: `Bearer ${token}`, accept } });
  const get = async (path: string, token: string) => {
    const response = await send(path, token, 'application/json');
    return { status: response.status, body: (await response.json()) as Answer };
  };

  it.each(ALL)('%s has no count from 1 to 9 and none that is no multiple of 5', async (path) => {
    const { status, body } = await get(path, analysts.get(path)!);
    expect([status, body.protection?.rule]).toEqual([200, 'small-numbers']);
    expect(wrong(countsIn(body.rows ?? body.periods ?? null))).toEqual([]);
  });

  const linesOf = async (response: Response, from: (file: string) => string) => {
    expect(response.status).toBe(200);
    const file = join(folder.path, 'table.parquet');
    await writeFile(file, new Uint8Array(await response.arrayBuffer()));
    return facts.withView(undefined, (view) => view.query(`SELECT * FROM ${from(file)}`));
  };

  it.each(TABLES)('%s as a table has the numbers of the answer and no others', async (path) => {
    const token = analysts.get(path)!;
    const { body } = await get(path, token);
    const shown = new Set(numbersIn(body.rows ?? body.periods ?? null));
    const [ofCsv, ofParquet] = [
      await linesOf(await send(path, token, 'text/csv'), (file) => `read_csv('${file}', all_varchar = true)`),
      await linesOf(await send(path, token, 'application/vnd.apache.parquet'), (file) => `'${file}'`),
    ];
    expect(ofParquet).toHaveLength(ofCsv.length);
    for (const line of [...ofCsv, ...ofParquet]) {
      const numbers = Object.entries(line).filter(([column, value]) => FIGURE.test(column) && isNumber(value));
      expect(numbers.filter(([, value]) => !shown.has(Number(value)))).toEqual([]);
    }
  });
});
