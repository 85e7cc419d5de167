import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Case } from '../support/case.js';
import type { LedgerClient } from '../support/ledger-client.js';
import { startServerProcess } from '../support/server-process.js';
import { temporaryFolder } from '../support/test-server.js';

/** Enough events to have the facts made anew at once. */
const CASES = 2_800;

/** What is in the folder of the fill when the server is killed: its first file, or the database that is filled. */
const MOMENTS = ['event.0.parquet', 'facts.duckdb'];

const REQUESTS = [
  '/v1/flows?from=2023-01-01&to=2023-06-30',
  '/v1/indicators/repeat-referral/values?from=2023-01-01&to=2023-12-31&by=municipality',
];

async function figures(client: LedgerClient, position: string): Promise<unknown[]> {
  const answers = [];
  for (const request of REQUESTS) answers.push((await client.ask(request, position)).rows);
  return answers;
}

describe('kill -9 while the facts are made anew', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let position: string;
  let undisturbed: unknown[];

  beforeAll(async () => {
    folder = await temporaryFolder();
    const server = await startServerProcess(folder.path);
    const events = Array.from({ length: CASES }, (_, index) => {
      const one = new Case(`fill${index}`);
      return [one.intake('2023-01-10'), one.started('2023-02-01'), one.plan('2023-02-10'), one.ended('2023-06-28')];
    });
    position = await server.client.record(events.flat());
    undisturbed = await figures(server.client, position);
    await server.end('SIGTERM');
    await rm(join(folder.path, 'facts.duckdb'));
  }, 600_000);
  afterAll(() => folder.remove());

  it('shows no part of them and comes to the same facts after the next start', async () => {
    for (const moment of MOMENTS) {
      const server = await startServerProcess(folder.path);
      const file = join(folder.path, 'facts.duckdb.filling', moment);
      while (!existsSync(file)) await delay(1);
      const ready = await server.client.get('/health/ready');
      expect(ready.status).toBe(503);
      await server.end('SIGKILL');
      expect(existsSync(file)).toBe(true);
    }
    const server = await startServerProcess(folder.path);
    expect(await figures(server.client, position)).toEqual(undisturbed);
    expect((await readdir(folder.path)).filter((name) => name.includes('filling'))).toEqual([]);
    await server.end('SIGTERM');
  }, 600_000);
});
