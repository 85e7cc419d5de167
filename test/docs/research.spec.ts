/**
 * The worked example of docs/research.md does what it says: its files are saved, its commands run and its results compared
 * as they stand on the page. It runs the built command: `npm test` builds first.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const MAIN = fromHere('../../dist/apps/cli/src/main.js');
const SECTION = /### A worked one, from question to result\n([^]*?)\n##/;

/** The blocks of the section by language, in order. */
function blocks(language: string): string[] {
  const section = SECTION.exec(readFileSync(fromHere('../../docs/research.md'), 'utf8'))![1]!;
  return [...section.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(([, one, text]) =>
    one === language ? [text!] : [],
  );
}

const [definition, row] = blocks('json') as [string, string];
const [ask, check] = blocks('sh') as [string, string];
const [printed] = blocks('text') as [string];
const [script] = blocks('python') as [string];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'care-ledger-worked-'));
  const command = join(folder, 'care-ledger');
  await writeFile(command, `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`);
  await chmod(command, 0o755);
  await writeFile(join(folder, 'asked-again.json'), definition);
  await writeFile(join(folder, 'asked_again.py'), script);
});
afterAll(() => rm(folder, { recursive: true }));

function shell(commands: string) {
  const env = { ...process.env, NODE_OPTIONS: '', PATH: `${folder}${delimiter}${process.env['PATH']}` };
  const { status, stdout } = spawnSync('sh', ['-e', '-c', commands], { cwd: folder, env, encoding: 'utf8' });
  return { status, stdout };
}

it('comes to the row on the page, by the engine and by a count of its own', async () => {
  expect(shell(ask)).toMatchObject({ status: 0 });
  const { rows } = JSON.parse(await readFile(join(folder, 'asked-again-result.json'), 'utf8')) as { rows: unknown };
  expect(rows).toEqual([JSON.parse(row)]);
  if (spawnSync('python3', ['--version']).error) {
    console.warn('SKIPPED: python3 is not installed, so the count from the export was not made.');
    return;
  }
  expect(shell(check)).toEqual({ status: 0, stdout: printed });
}, 240_000);
