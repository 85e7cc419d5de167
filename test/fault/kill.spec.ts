import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SentEvent } from '../support/events.js';
import type { LedgerClient, ResultLine } from '../support/ledger-client.js';
import { seeded } from '../support/shuffle.js';
import { startServerProcess, type ServerProcess } from '../support/server-process.js';
import { temporaryFolder } from '../support/test-server.js';
import { openUpload } from '../support/upload.js';
import { Copy, workedExample } from '../golden/worked-example.js';

const COPIES = 160;
const KILLS = 3;
/** Lines that are sent before one of them has to be answered: a flood is recorded in one commit. */
const AHEAD = 300;

const REQUESTS = [
  '/v1/flows?from=2023-01-01&to=2023-06-30',
  '/v1/indicators/repeat-referral/values?from=2023-01-01&to=2023-06-30&observedUntil=2025-12-31&by=careForm',
  '/v1/indicators/repeat-start/values?from=2023-01-01&to=2023-06-30',
  '/v1/indicators/flow-through/values?from=2023-01-01&to=2023-06-30&observedUntil=2025-12-31',
];

async function figures(client: LedgerClient): Promise<unknown[]> {
  const position = (await client.lastPosition())!;
  const answers = [];
  for (const request of REQUESTS) answers.push((await client.ask(request, position)).rows);
  return answers;
}

/** Uploads everything and kills the server after a number of answered lines; gives what was answered. */
async function uploadUntilKilled(
  server: ServerProcess,
  events: readonly SentEvent[],
  lines: number,
): Promise<ResultLine[]> {
  const upload = openUpload(server.client.url);
  const answered: ResultLine[] = [];
  let gone = false;
  const writing = (async () => {
    for (const [n, event] of events.entries()) {
      while (n >= answered.length + AHEAD && !gone) await new Promise((resolve) => setTimeout(resolve, 1));
      await upload.write(JSON.stringify(event));
    }
    upload.end();
  })().catch(() => undefined); // the server goes away under it
  try {
    for (let result = await upload.next(); result !== undefined; result = await upload.next()) {
      answered.push(result);
      if (answered.length === lines) void server.end('SIGKILL');
    }
  } catch {
    // the connection broke, as it should
  }
  gone = true;
  await server.end('SIGKILL');
  upload.abort();
  await Promise.race([writing, new Promise((resolve) => setTimeout(resolve, 1000))]);
  return answered;
}

describe('kill -9', () => {
  const events = Array.from({ length: COPIES }, (_, index) => workedExample(new Copy(index))).flat();
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let undisturbed: unknown[];

  beforeAll(async () => {
    const other = await temporaryFolder();
    const server = await startServerProcess(other.path);
    await server.client.record(events);
    undisturbed = await figures(server.client);
    expect(JSON.stringify(undisturbed)).toContain(`"active":${7 * COPIES}`);
    await server.end('SIGTERM');
    await other.remove();
    folder = await temporaryFolder();
  });
  afterAll(() => folder.remove());

  it('in the middle of an upload, time and again, loses nothing that was answered', async () => {
    const random = seeded(99);
    let known = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const server = await startServerProcess(folder.path);
      const stored = (await server.client.allEvents()).map(({ id }: SentEvent) => id);
      expect(stored).toEqual(events.slice(0, stored.length).map(({ id }) => id));
      expect(stored.length).toBeGreaterThanOrEqual(known);

      const answered = await uploadUntilKilled(server, events, stored.length + 100 + Math.floor(random() * 500));
      const statuses = answered.map(({ status }) => status);
      expect(statuses.slice(0, stored.length)).toEqual(
        Array(Math.min(stored.length, statuses.length)).fill('duplicate'),
      );
      expect(new Set(statuses.slice(stored.length))).toEqual(new Set(['recorded']));
      known = Math.max(stored.length, answered.length);
      expect(known).toBeLessThan(events.length);
    }
    const server = await startServerProcess(folder.path);
    try {
      const results = await server.client.postNdjson(events);
      expect(results.slice(0, known).map(({ status }) => status)).toEqual(Array(known).fill('duplicate'));
      expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
      expect((await server.client.allEvents()).map(({ id }: SentEvent) => id)).toEqual(events.map(({ id }) => id));
      expect(await figures(server.client)).toEqual(undisturbed);
    } finally {
      await server.end('SIGKILL');
    }
  });

  it('while the projection catches up leaves figures that come out the same', async () => {
    const other = await temporaryFolder();
    try {
      for (const wait of [0, 50, 200]) {
        const server = await startServerProcess(other.path);
        const results = await server.client.postNdjson(events);
        expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
        await new Promise((resolve) => setTimeout(resolve, wait));
        await server.end('SIGKILL');
      }
      const server = await startServerProcess(other.path);
      expect(await figures(server.client)).toEqual(undisturbed);
      await server.end('SIGTERM');
    } finally {
      await other.remove();
    }
  });
});
