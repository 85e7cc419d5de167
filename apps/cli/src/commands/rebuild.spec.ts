import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { run } from '../program.js';

it('says of a ledger on a server what to do in place of it, and opens nothing of it', async () => {
  const data = await mkdtemp(join(tmpdir(), 'care-ledger-rebuild-'));
  await writeFile(join(data, 'keys.sqlite'), '');
  const err: string[] = [];
  const terminal = { out: () => undefined, err: (text: string) => err.push(text) };
  const status = await run(['rebuild', '--data', data, '--store', 'esdb://127.0.0.1:9?tls=false'], terminal);
  expect([status, err.join('\n')]).toEqual([1, expect.stringContaining(`delete ${join(data, 'facts.duckdb')}`)]);
  expect(await readdir(data)).toEqual(['keys.sqlite']);
  await rm(data, { recursive: true });
});
