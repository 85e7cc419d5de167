/** The restore drill, every part in a process of its own: server, sender (this one), backup, restore, verify. */
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Copy, workedExample } from '../golden/worked-example.js';
import { careLedger } from '../support/command.js';
import type { SentEvent } from '../support/events.js';
import type { LedgerClient, ResultLine } from '../support/ledger-client.js';
import { startServerProcess } from '../support/server-process.js';
import { temporaryFolder } from '../support/test-server.js';
import { openUpload } from '../support/upload.js';

const REQUESTS = [
  '/v1/flows?from=2023-01-01&to=2023-06-30',
  '/v1/indicators/repeat-referral/values?from=2023-01-01&to=2023-06-30&observedUntil=2025-12-31&by=careForm',
  '/v1/indicators/repeat-start/values?from=2023-01-01&to=2023-06-30',
];
const MOST_COPIES = 5_000;

async function figures(client: LedgerClient, position: string): Promise<unknown[]> {
  const answers = [];
  for (const request of REQUESTS) answers.push((await client.ask(request, position)).rows);
  return answers;
}

describe('the restore drill', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => (folder = await temporaryFolder()));
  afterAll(() => folder.remove());

  it('gives back everything up to the backup, which was made while events came in', async () => {
    const [data, safe, to] = ['data', 'safe', 'backup'].map((name) => join(folder.path, name)) as [
      string,
      string,
      string,
    ];
    const server = await startServerProcess(data);
    const upload = openUpload(server.client.url);
    const sent: SentEvent[] = [];
    const answered: ResultLine[] = [];
    let [loading, made] = [true, false];
    const writing = (async () => {
      for (let copy = 0; loading && copy < MOST_COPIES; copy++) {
        for (const event of workedExample(new Copy(copy))) {
          sent.push(event);
          await upload.write(JSON.stringify(event));
        }
        if (made) loading = false;
        await new Promise((resolve) => setTimeout(resolve, 10)); // a steady stream, not a flood
      }
      upload.end();
    })();
    const reading = (async () => {
      for (let result = await upload.next(); result !== undefined; result = await upload.next()) answered.push(result);
    })();
    while (answered.length < 500) await new Promise((resolve) => setTimeout(resolve, 20));
    const before = answered.length;
    const backup = await careLedger('backup', '--data', data, '--to', to, '--json');
    const after = answered.length;
    made = true;
    expect(backup).toMatchObject({ status: 0, err: '' });
    await Promise.all([writing, reading]);

    const manifest = JSON.parse(backup.out) as { events: number; position: string };
    expect(new Set(answered.map(({ status }) => status))).toEqual(new Set(['recorded']));
    expect([after > before, answered.length > manifest.events]).toEqual([true, true]); // it ran under load
    expect(manifest.events).toBeGreaterThanOrEqual(before); // what was answered before it is in it
    const expected = await figures(server.client, manifest.position);

    await mkdir(safe);
    for (const key of ['master.key', 'pseudonym.key', 'signing.key']) await cp(join(data, key), join(safe, key));
    await server.end('SIGKILL');
    await rm(data, { recursive: true });
    const restored = await careLedger('restore', '--from', to, '--data', data, '--keys', safe, '--no-erasures');
    expect(restored.status).toBe(0);
    expect(await careLedger('verify', '--data', data, '--json')).toMatchObject({ status: 0, err: '' });

    const again = await startServerProcess(data);
    try {
      const kept = (await again.client.allEvents()) as SentEvent[];
      expect(kept.map(({ id }) => id)).toEqual(sent.slice(0, manifest.events).map(({ id }) => id));
      expect(await figures(again.client, manifest.position)).toEqual(expected);
      // The senders send everything again: what was lost is recorded, the rest is known.
      const results = await again.client.postNdjson(sent);
      expect(results.map(({ status }) => status)).toEqual(
        sent.map((_, n) => (n < manifest.events ? 'duplicate' : 'recorded')),
      );
    } finally {
      await again.end('SIGTERM');
    }
  });
});
