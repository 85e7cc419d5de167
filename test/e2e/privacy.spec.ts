import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Case } from '../support/case.js';
import type { SentEvent } from '../support/events.js';
import { openEventStream } from '../support/event-stream.js';
import { startServerProcess, type ServerProcess } from '../support/server-process.js';
import { temporaryFolder } from '../support/test-server.js';

/** Pass the eleven test and are never given out: they begin with 9999. */
const [GIVEN, BATCHED, STREAMED, REFUSED, GARBLED, CORRECTED] = [
  '999990019',
  '999990020',
  '999990032',
  '999990044',
  '999990056',
  '999990068',
] as const;
const BSNS = [GIVEN, BATCHED, STREAMED, REFUSED, GARBLED, CORRECTED];

async function filesWith(folder: string, needle: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    if (bytes.includes(needle) || bytes.includes(Buffer.from(needle, 'utf16le'))) found.push(path);
  }
  return found;
}

describe('a BSN', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: ServerProcess;
  const answers: string[] = [];

  const withBsn = (name: string, bsn: string) => new Case(name).intake('2024-01-10', { client: { bsn } });

  beforeAll(async () => {
    folder = await temporaryFolder();
    server = await startServerProcess(folder.path);
  });
  afterAll(async () => {
    await server.end('SIGKILL');
    await folder.remove();
  });

  /** Asks for everything that the ledger gives back, and keeps it. */
  async function readEverything(): Promise<void> {
    const { client } = server;
    const paths = ['/v1/events?limit=1000', '/v1/rejections', '/v1/trajectories/single-T', '/v1/trajectories/fixed-T'];
    for (const path of paths) {
      const answer = await client.get(path);
      expect([path, answer.status]).toEqual([path, 200]);
      answers.push(answer.text, JSON.stringify([...answer.headers]));
    }
    const stream = await openEventStream(`${client.url}/v1/events/live?after=0`);
    answers.push(JSON.stringify(await stream.take(3)));
    stream.close();
  }

  it('is taken in each form of sending, and in what is refused', async () => {
    const { client } = server;
    const single = await client.postEvent(withBsn('single', GIVEN));
    expect(single.status).toBe(201);
    const batch = await client.postBatch([withBsn('batched', BATCHED), withBsn('batched', BATCHED)]);
    const streamed = await client.postNdjson([withBsn('streamed', STREAMED)]);
    expect(streamed[0]!.status).toBe('recorded');

    const leaky: SentEvent[] = [
      { ...withBsn('unknown', REFUSED), remark: `call ${REFUSED}` } as SentEvent,
      new Case('field').intake('2024-01-10', { client: { bsn: REFUSED }, bsn: REFUSED }),
      new Case('provider').intake('2024-01-10', { provider: 7, client: { bsn: REFUSED, pseudonym: REFUSED } }),
      new Case('value').intake('2024-01-10', { careForm: REFUSED, referrer: Number(REFUSED) }),
    ];
    for (const event of leaky) {
      const answer = await client.postEvent(event);
      expect(answer.status).toBe(400);
      answers.push(answer.text);
    }
    const garbled = await client.postLines([
      `{"data":{"client":{"bsn":"${GARBLED}"}`,
      JSON.stringify(GARBLED),
      `{"bsn":"${GARBLED}"}`,
    ]);
    expect(garbled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);

    const one = new Case('fixed');
    const intake = withBsn('fixed', GIVEN);
    const fixed = one.sender.correction(
      intake,
      '2024-05-01',
      { ...intake.data, client: { bsn: CORRECTED } },
      'wrong-client',
    );
    const results = await client.postNdjson([intake, { ...fixed, id: 'fixed-2' }]);
    expect(results.map(({ status }) => status)).toEqual(['recorded', 'recorded']);
    answers.push(single.text, batch.text, JSON.stringify(streamed), JSON.stringify(garbled), JSON.stringify(results));
  });

  it('gets one pseudonym, which a client event without a subject goes by, and which survives a restart', async () => {
    const { client } = server;
    const { body } = await client.get('/v1/trajectories/single-T');
    const pseudonym = /"pseudonym":"([^"]+)"/.exec(JSON.stringify(body))![1]!;
    const moved = {
      ...new Case('moved').onClient('client-moved', '2024-02-01', { municipality: 'GM0363', client: { bsn: GIVEN } }),
    };
    delete moved.subject;
    const receipt = await client.postEvent(moved);
    expect([receipt.status, receipt.body.subject]).toEqual([201, pseudonym]);
    answers.push(receipt.text);

    await server.end('SIGTERM');
    server = await startServerProcess(folder.path);
    const again = await server.client.postEvent(moved);
    expect([again.status, again.body.subject, again.body.duplicate]).toEqual([200, pseudonym, true]);
    const duplicate = await server.client.postEvent(withBsn('single', GIVEN));
    expect([duplicate.status, duplicate.body.duplicate]).toEqual([200, true]);
  });

  it('is in no answer, no log line and no file', async () => {
    await readEverything();
    const history = await server.client.get('/v1/events?limit=1000');
    expect(history.body.events.length).toBeGreaterThan(5);
    expect(server.output().length).toBeGreaterThan(0);
    for (const bsn of BSNS) {
      expect(answers.filter((answer) => answer.includes(bsn))).toEqual([]);
      expect(server.output()).not.toContain(bsn);
      expect(await filesWith(folder.path, bsn)).toEqual([]);
    }
    await server.end('SIGTERM');
    for (const bsn of BSNS) expect(await filesWith(folder.path, bsn)).toEqual([]);
  });

  it('would be found in a file if it were there', async () => {
    expect(await filesWith(folder.path, 'nl.jeugdhulptrajecten.intake-registered')).not.toEqual([]);
  });
});
