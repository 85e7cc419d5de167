import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from '../program.js';

let folder: string;
let key: string;
let definition: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'care-ledger-none-'));
  key = join(folder, 'new.key');
  await writeFile(key, Buffer.alloc(32, 7).toString('hex'));
  definition = join(folder, 'fold.mjs');
  await writeFile(definition, 'export default { start: () => 0, next: (sum) => sum };');
});
afterAll(() => rm(folder, { recursive: true }));

describe('a file in place of a data directory', () => {
  it.each([['serve'], ['retention']])('is wrong use of %s', async (command) => {
    const err: string[] = [];
    const status = await run([command, '--data', key], { out: () => undefined, err: (text) => err.push(text) });
    expect([status, err[0]]).toEqual([2, expect.stringContaining(`${key} is a file: name a directory`)]);
  });
});

describe('a directory without a ledger', () => {
  const WINDOW = ['--from', '2024-01-01', '--to', '2024-12-31'];
  it.each([
    ['indicator run', () => ['indicator', 'run', 'dropout', ...WINDOW]],
    ['replay', () => ['replay', definition, ...WINDOW, '--out', join(folder, 'result')]],
    ['export', () => ['export', '--format', 'csv', '--out', join(folder, 'out')]],
    ['verify', () => ['verify']],
    ['rebuild', () => ['rebuild']],
    ['access-log', () => ['access-log', '--client', 'p-somebody']],
    ['retention', () => ['retention']],
    ['subject-access', () => ['subject-access', '--client', 'p-somebody']],
    ['erase', () => ['erase', '--client', 'p-somebody', '--ground', 'destruction-request', '--yes']],
    ['master-key', () => ['master-key', 'rotate', '--new-key-file', key]],
    ['pseudonyms', () => ['pseudonyms', 'rotate', '--new-key-file', key]],
  ])('is wrong use of %s, which does not make one', async (_command, argv) => {
    const dataDir = join(folder, 'mistyped');
    const err: string[] = [];
    const status = await run([...argv(), '--data', dataDir], { out: () => undefined, err: (text) => err.push(text) });
    expect([status, existsSync(dataDir)]).toEqual([2, false]);
    expect(err.join('\n')).toContain(`There is no ledger in ${dataDir}`);
  });
});
