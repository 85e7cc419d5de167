/** The examples in docs/examples give the figure of the engine, where R and Python are installed. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answer, BUILT_IN, parseQuestion, settle, type ShareRow } from '#libs/indicators';
import { withFactsAsOf } from '../data/facts-as-of.js';
import { run } from '../program.js';
import { madeLedger } from '../testing/made-ledger.js';

const WINDOW = ['2021-01-01', '2023-12-31'] as const;
const example = (name: string) => fileURLToPath(new URL(`../../../../docs/examples/${name}`, import.meta.url));

describe('the examples for R and Python', () => {
  let folder: string;
  let expected: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'care-ledger-examples-'));
    const data = join(folder, 'data');
    await madeLedger(data, 60);
    const quiet = { out: () => undefined, err: () => undefined };
    await run(['export', '--format', 'csv', '--out', join(folder, 'export'), '--data', data], quiet);
    const definition = BUILT_IN.find(({ id }) => id === 'regular-ending')!;
    const { question } = parseQuestion(definition, { from: WINDOW[0], to: WINDOW[1] });
    const [row] = (await withFactsAsOf(
      data,
      { quiet: true, look: { action: 'export', object: 'facts' } },
      ({ view, observedUntil }) => answer(view, definition, settle(question!, observedUntil)),
    )) as ShareRow[];
    const { numerator, denominator, missing, value } = row!;
    expected = `numerator=${numerator} denominator=${denominator} missing=${missing} share=${value!.toFixed(6)}`;
    expect(denominator).toBeGreaterThan(numerator);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ['python3', 'regular_endings.py'],
    ['Rscript', 'regular-endings.R'],
  ])('%s %s', (program, script) => {
    if (spawnSync(program, ['--version']).error) {
      console.warn(`SKIPPED: ${program} is not installed, so docs/examples/${script} was not run.`);
      return;
    }
    const { stdout, stderr, status } = spawnSync(program, [example(script), join(folder, 'export'), ...WINDOW], {
      encoding: 'utf8',
    });
    expect({ status, stderr, stdout: stdout.trim() }).toEqual({ status: 0, stderr: '', stdout: expected });
  });
});
