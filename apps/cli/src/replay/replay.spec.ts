/** Replays by the built command, in threads of their own: `npm test` builds first. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from '../program.js';
import type { ReplayManifest } from './manifest.js';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const MAIN = fromHere('../../../../dist/apps/cli/src/main.js');
const FOLD = fromHere('../../../../docs/examples/times-in-care.ts');
const DEFINITION = fromHere('../../../../docs/examples/crisis-endings.json');
const WINDOW = ['--from', '2021-01-01', '--to', '2023-12-31'];

describe('care-ledger replay', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);

  function careLedger(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    return { status, out: stdout, err: stderr };
  }

  const replay = (...args: string[]) => careLedger('replay', '--data', at('data'), ...args);

  /** Runs a file over the window, and gives its result and its manifest. With --json no progress is shown, however slow it is. */
  async function replayed(file: string, out: string, ...args: string[]) {
    const { status, err } = replay(file, ...WINDOW, '--out', at(out), '--json', ...args);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const [result, manifest] = await Promise.all(
      [out, `${out}.manifest.json`].map((name) => readFile(at(name), 'utf8')),
    );
    return {
      result: JSON.parse(result!) as Record<string, unknown>,
      manifest: JSON.parse(manifest!) as ReplayManifest,
    };
  }

  function addClients(clients: string): void {
    const simulated = ['--clients', clients, '--years', '2020-2023', '--seed', '2', '--out', at('events.ndjson')];
    expect(careLedger('simulate', ...simulated).status).toBe(0);
    careLedger('import', at('events.ndjson'), '--data', at('data'));
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'care-ledger-replay-'));
    addClients('60');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('runs a fold, reproduces it after the ledger has grown, and leaves nothing else behind', async () => {
    const { result, manifest } = await replayed(FOLD, 'fold.json', '--param', 'minimum=2');
    const { persons, manyProviders } = result['figure'] as Record<string, number>;
    expect(persons).toBeGreaterThan(manyProviders!);
    expect(manifest.source.text).toBe(await readFile(FOLD, 'utf8'));
    addClients('80');
    const again = replay('--manifest', at('fold.json.manifest.json'));
    expect(again).toMatchObject({ status: 0, out: expect.stringContaining(`SHA-256 ${manifest.result.sha256}`) });
    expect(again.out).toMatch(/^Identical/);
    const now = await replayed(FOLD, 'now.json', '--param', 'minimum=2');
    expect((now.result['figure'] as Record<string, number>)['persons']).toBeGreaterThan(persons!);
    expect((await readdir(folder)).filter((name) => /partial|spool/.test(name))).toEqual([]);
  });

  it('runs a definition, and reproduces it with every setting', async () => {
    const args = ['--by', 'careForm', '--param', 'atLeastDays=5', '--filter', 'sex=V,M', '--as-of', '500'];
    const { result, manifest } = await replayed(DEFINITION, 'definition.json', ...args);
    expect(result).toMatchObject({ by: ['careForm'], parameters: { atLeastDays: 5 }, asOf: { position: '500' } });
    expect(manifest.position).toBe('500');
    expect(manifest.tree).toEqual({ size: 500, rootHash: expect.stringMatching(/=$/) });
    const again = replay('--manifest', at('definition.json.manifest.json'), '--json');
    expect(JSON.parse(again.out)).toMatchObject({ identical: true, differences: [] });
    expect(again.status).toBe(0);
  });

  it('gives the figure of the engine for a built-in definition', async () => {
    const shown = careLedger('indicator', 'show', 'repeat-referral', '--json');
    await writeFile(at('built-in.json'), shown.out);
    const { result } = await replayed(at('built-in.json'), 'built-in-result.json', '--method', 'aalen-johansen');
    const run = ['indicator', 'run', 'repeat-referral', ...WINDOW, '--method', 'aalen-johansen', '--json'];
    const { rows } = JSON.parse(careLedger(...run, '--data', at('data')).out) as { rows: unknown };
    expect(result['rows']).toEqual(rows);
  });

  it('says when the result is not identical, and what has changed', async () => {
    const { manifest } = await replayed(FOLD, 'changed.json');
    const forged = { ...manifest, version: '0.0.1', result: { ...manifest.result, sha256: '0'.repeat(64) } };
    await writeFile(at('forged.json'), JSON.stringify(forged));
    const { status, err } = replay('--manifest', at('forged.json'));
    expect(status).toBe(1);
    expect(err).toMatch(/not identical[^]*program version: 0\.0\.1 then/);
    await writeFile(at('forged.json'), JSON.stringify({ ...manifest, source: { ...manifest.source, text: 'x' } }));
    expect(replay('--manifest', at('forged.json'))).toMatchObject({ status: 2, out: '' });
  });

  it('refuses a fold that looks at the clock, in threads as it runs', async () => {
    const text =
      'export const initial = () => Date.now(); export const apply = (s) => s; export const result = (s) => s;';
    await writeFile(at('clock.mjs'), text);
    const { status, err } = replay(at('clock.mjs'), ...WINDOW, '--out', at('clock.json'));
    expect(err).toMatch(/^clock\.mjs: the fold is not deterministic[^]*person p-/m);
    expect(status).toBe(2);
  });

  it('says what is wrong with a fold without a word of its data', async () => {
    const throwing =
      "export const initial = () => 0; export const apply = (s, { data }) => {\n throw Error('born ' + data.born); }; export const result = (s) => s;";
    const importing = "import { x } from './x.mjs'; export default x;";
    const leaving = 'process.exit(0);';
    for (const [name, text, words] of [
      [
        'throwing.mjs',
        throwing,
        /throwing\.mjs, line 2: apply: Error was thrown\n {2}person p-\S+\n {2}event \S+, source urn:\S+, id \S+/,
      ],
      ['importing.mjs', importing, /one file/],
      ['leaving.mjs', leaving, /thread of the replay ended/],
    ] as const) {
      await writeFile(at(name), text);
      const { status, err } = replay(at(name), ...WINDOW, '--out', at('wrong.json'));
      expect(err).toMatch(words);
      expect(err).not.toContain('born');
      expect(status).toBeGreaterThan(0);
    }
  });

  /** Wrong use is found out before anything is opened: no process of its own is needed. */
  async function used(...args: string[]) {
    const err: string[] = [];
    const status = await run(['replay', '--data', at('data'), ...args], {
      out: () => undefined,
      err: (text) => void err.push(text),
    });
    return { status, err: err.join('\n') };
  }

  it.each([
    [[], /definition or a fold/],
    [[FOLD, '--from', '2021-01-01', '--to', '2021-12-31'], /--out/],
    [[FOLD, ...WINDOW, '--out', 'x.json', '--by', 'sex'], /--by is for definitions/],
    [[DEFINITION, ...WINDOW, '--out', 'x.json', '--param', 'nope=1'], /nope/],
    [[DEFINITION, ...WINDOW, '--out', 'x.json', '--param', 'from=1'], /option of its own/],
    [[FOLD, '--manifest', 'x.json'], /leave the file/],
    [['--manifest', DEFINITION], /no manifest/],
  ])('ends with 2 after a wrong use: %j', async (args, words) => {
    const { status, err } = await used(...args);
    expect(err).toMatch(words);
    expect(status).toBe(2);
  });

  it('points at every fault of a definition', async () => {
    const definition = JSON.parse(await readFile(DEFINITION, 'utf8')) as { figure: { cases: object } };
    definition.figure.cases = { unit: 'recorder', index: { field: 'endOn' } };
    await writeFile(at('faulty.json'), JSON.stringify(definition));
    const { status, err } = await used(at('faulty.json'), ...WINDOW, '--out', at('faulty-result.json'));
    expect(err).toContain('/figure/cases/unit');
    expect(status).toBe(2);
  });
});
