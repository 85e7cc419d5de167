import { existsSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Copy, workedExample } from '../golden/worked-example.js';
import { careLedger } from '../support/command.js';
import { startServerProcess } from '../support/server-process.js';
import { temporaryFolder } from '../support/test-server.js';

const WINDOW = ['--from', '2023-01-01', '--to', '2023-06-30'];

describe('care-ledger rebuild', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let data: string;
  let facts: string;
  let position: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    data = join(folder.path, 'data');
    facts = join(data, 'facts.duckdb');
    const server = await startServerProcess(data);
    position = await server.client.record(workedExample(new Copy(1)));
    await server.end('SIGTERM');
  });
  afterAll(() => folder.remove());

  async function figure() {
    const { status, out } = await careLedger('indicator', 'run', 'dropout', ...WINDOW, '--data', data, '--json');
    expect(status).toBe(0);
    return JSON.parse(out);
  }

  it('makes the facts anew in another file, with the same figures', async () => {
    const before = await figure();
    expect(before.rows[0]).toMatchObject({ numerator: 1, denominator: 3 });
    const { ino } = await stat(facts);
    const { status, out } = await careLedger('rebuild', '--data', data, '--json');
    expect([status, JSON.parse(out)]).toEqual([0, { position }]);
    expect((await stat(facts)).ino).not.toBe(ino);
    expect(existsSync(`${facts}.filling`)).toBe(false);
    expect(await figure()).toEqual(before);
  });

  it('makes those that are gone', async () => {
    const before = await figure();
    await rm(facts);
    const { status, out } = await careLedger('rebuild', '--data', data);
    expect([status, out]).toEqual([0, expect.stringContaining(`made anew up to position ${position}`)]);
    expect(await figure()).toEqual(before);
  });

  it('has nothing to make of a ledger without events', async () => {
    const empty = join(folder.path, 'empty');
    await (await startServerProcess(empty)).end('SIGTERM');
    expect(await careLedger('rebuild', '--data', empty)).toMatchObject({
      status: 0,
      out: expect.stringContaining('no event yet'),
    });
  });

  it('leaves alone the facts of a server that runs, and names it', async () => {
    const server = await startServerProcess(data);
    try {
      const { status, err } = await careLedger('rebuild', '--data', data);
      expect([status, err]).toEqual([1, expect.stringContaining(server.client.url)]);
      expect((await server.client.get('/health/ready')).status).toBe(200);
    } finally {
      await server.end('SIGTERM');
    }
  });
});
