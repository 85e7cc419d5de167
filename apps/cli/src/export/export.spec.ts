import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTableFile } from '#libs/facts';
import { answer, BUILT_IN, cases, parseQuestion, settle, type ShareRow } from '#libs/indicators';
import { caseLine } from '#libs/interchange';
import { withFactsAsOf } from '../data/facts-as-of.js';
import { run } from '../program.js';
import { madeLedger } from '../testing/made-ledger.js';
import type { ExportManifest } from './run-export.js';
import { casesTable } from './write-cases.js';

describe('care-ledger export', () => {
  let folder: string;
  const at = (...names: string[]) => join(folder, ...names);

  /** Runs the command with `--json`. */
  async function exported(...args: string[]) {
    const out: string[] = [];
    const err: string[] = [];
    const terminal = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) };
    const status = await run(['export', '--data', at('data'), '--json', ...args], terminal);
    const manifest = status === 0 ? (JSON.parse(out.join('\n')) as ExportManifest & { path: string }) : null;
    return { status, manifest: manifest!, err: err.join('\n') };
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'care-ledger-export-'));
    await madeLedger(at('data'), 40);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('writes every table as CSV with dictionary and manifest, readable by the owner only', async () => {
    const { manifest } = await exported('--format', 'csv', '--out', at('csv'));
    const tables = Object.keys(manifest.rows!);
    expect(tables).toHaveLength(23);
    expect((await readdir(at('csv'))).sort()).toEqual(
      [...tables.map((table) => `${table}.csv`), 'manifest.json', 'datapackage.json', 'data-dictionary.md'].sort(),
    );
    for (const [table, rows] of Object.entries(manifest.rows!)) {
      const text = await readFile(at('csv', `${table}.csv`), 'utf8');
      expect(text.split('\r\n')).toHaveLength(rows + 2); // the header, and what comes after the last line end
    }
    expect(manifest.rows!['record']).toBeGreaterThan(20);
    expect(manifest.rows!['event']).toBe(Number(manifest.position));
    expect((await stat(at('csv'))).mode & 0o077).toBe(0);
    expect(JSON.parse(await readFile(at('csv', 'manifest.json'), 'utf8'))).toEqual({ ...manifest, path: undefined });
  });

  it('writes the same rows as Parquet and as one DuckDB file', async () => {
    const { manifest: csv } = await exported('--format', 'csv', '--out', at('same-csv'));
    const { manifest: parquet } = await exported('--format', 'parquet', '--out', at('parquet'));
    const { manifest: duckdb } = await exported('--format', 'duckdb', '--out', at('one.duckdb'));
    expect(parquet.rows).toEqual(csv.rows);
    expect(duckdb.rows).toEqual(csv.rows);
    expect((await readdir(folder)).filter((name) => name.startsWith('one.'))).toEqual(
      expect.arrayContaining(['one.duckdb', 'one.duckdb.manifest.json', 'one.duckdb.data-dictionary.md']),
    );
    const tables = await openTableFile(':memory:');
    const [first] = (await tables.rowsOf(at('parquet', 'record.parquet')).next()).value as { careForm: string }[];
    expect(first!.careForm).toMatch(/^\d\d$/);
    await tables.close();
  });

  it('has the cases behind a figure as a table with its dictionary, in every format', async () => {
    const asked = ['--cases', 'goal-attainment', '--from', '2021-01-01', '--to', '2023-12-31'];
    const { manifest } = await exported('--format', 'csv', '--out', at('cases-csv'), ...asked);
    const cases = (await readFile(at('cases-csv', 'cases.csv'), 'utf8')).trimEnd().split('\r\n');
    expect(cases).toHaveLength(manifest.rows!['cases']! + 1);
    expect(cases[0]).toMatch(/^person,figure,unit,id,index,region,.*,part,reason,/);
    const count = (pattern: RegExp) => cases.filter((line) => pattern.test(line)).length;
    const definition = BUILT_IN.find(({ id }) => id === 'goal-attainment')!;
    const { question } = parseQuestion(definition, { from: '2021-01-01', to: '2023-12-31' });
    const [row] = (await withFactsAsOf(
      at('data'),
      { quiet: true, look: { action: 'export', object: 'facts' } },
      ({ view, observedUntil }) => answer(view, definition, settle(question!, observedUntil)),
    )) as ShareRow[];
    const perRecord = row!['perRecord'] as ShareRow;
    expect(row!.numerator).toBeGreaterThan(0);
    expect([count(/,goal,.*,numerator,/), count(/,perRecord,record,.*,numerator,/)]).toEqual([
      row!.numerator,
      perRecord.numerator,
    ]);
    expect(manifest.cases).toMatchObject({
      definition: { id: 'goal-attainment' },
      question: { window: { from: '2021-01-01', to: '2023-12-31' }, parameters: { useInterim: false } },
    });
    const dictionary = await readFile(at('cases-csv', 'data-dictionary.md'), 'utf8');
    expect(dictionary).toContain('## cases\n\nThe cases behind the figure goal-attainment, version 1, from 2021-01-01');
    const parquet = await exported('--format', 'parquet', '--out', at('cases-parquet'), ...asked);
    const duckdb = await exported('--format', 'duckdb', '--out', at('cases.duckdb'), ...asked);
    expect([parquet.manifest.rows, duckdb.manifest.rows]).toEqual([manifest.rows, manifest.rows]);
  });

  it('has a table of cases for every indicator of the catalogue, with a column for all that is told of a case', async () => {
    await withFactsAsOf(at('data'), { quiet: true, look: { action: 'export', object: 'facts' } }, async (known) => {
      for (const definition of BUILT_IN) {
        const { question } = parseQuestion(definition, { from: '2021-01-01', to: '2023-12-31' }, 'cases');
        const asked = casesTable(known, { definition, question: question! });
        const tables = await openTableFile(':memory:');
        await asked.gather(tables);
        const rows = await tables.toParquet('cases', at('every.parquet'));
        const { total, cases: all } = await cases(known.view, definition, settle(question!, known.observedUntil), {
          offset: 0,
          limit: 10_000,
        });
        expect([definition.id, rows]).toEqual([definition.id, total]);
        // Whatever is known of a case stands in its line.
        for (const one of all.slice(0, 50)) {
          const line = caseLine(asked.table, one);
          const texts = (value: unknown): unknown[] =>
            typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [value];
          const known = (values: unknown[]) => values.filter((value) => value !== null && value !== undefined).length;
          expect([definition.id, known(Object.values(line))]).toEqual([definition.id, known(texts(one))]);
        }
        await tables.close();
      }
    });
  });

  it.each([
    [['--cases', 'nothing', '--from', '2021-01-01', '--to', '2021-12-31'], 'indicator list'],
    [['--cases', 'dropout', '--from', '2021-01-01'], '--to'],
    [['--from', '2021-01-01'], '--cases'],
    [['--cases', 'dropout', '--from', '2021-01-01', '--to', '2021-12-31', '--param', 'codes=77'], 'codes'],
  ])('refuses %j before anything is written', async (args, names) => {
    const { status, err } = await exported('--format', 'csv', '--out', at('refused'), ...args);
    expect([status, err]).toEqual([2, expect.stringContaining(names)]);
    expect(await readdir(folder)).not.toContain('refused');
  });

  it('is exact as of an earlier position: what was exported then comes out again, to the byte', async () => {
    const { manifest: then } = await exported('--format', 'csv', '--out', at('then'));
    await madeLedger(at('data'), 60);
    const { manifest: now } = await exported('--format', 'csv', '--out', at('now'));
    const { manifest: again } = await exported('--format', 'csv', '--out', at('again'), '--as-of', then.position);
    expect(Number(now.position)).toBeGreaterThan(Number(then.position));
    expect(again.files).toEqual(then.files);
    expect(now.files).not.toEqual(then.files);
    const instant = await exported('--format', 'csv', '--out', at('by-instant'), '--as-of', then.recordedAt!);
    expect(instant.manifest.position).toBe(then.position);
  });

  it('writes event logs', async () => {
    const { manifest } = await exported('--format', 'xes', '--trace', 'trajectory', '--out', at('log.xes'));
    const xes = await readFile(at('log.xes'), 'utf8');
    expect(xes.endsWith('</log>\n')).toBe(true);
    expect(manifest).toMatchObject({
      trace: 'trajectory',
      files: [{ path: 'log.xes', bytes: Buffer.byteLength(xes) }],
    });
    await exported('--format', 'ocel', '--out', at('log.json'));
    const { events } = JSON.parse(await readFile(at('log.json'), 'utf8')) as { events: unknown[] };
    expect(xes.match(/<event>/g)!.length).toBeLessThan(events.length);
  });

  it('refuses a target that is in use, and leaves nothing behind', async () => {
    await writeFile(at('mine.xes'), 'mine');
    for (const args of [
      ['--format', 'csv', '--out', folder],
      ['--format', 'csv', '--out', folder, '--overwrite'],
      ['--format', 'xes', '--out', at('mine.xes')],
    ]) {
      const { status, err } = await exported(...args);
      expect(status).toBe(2);
      expect(err).toMatch(/not empty|not an export|exists/);
    }
    expect(await readFile(at('mine.xes'), 'utf8')).toBe('mine');
    const again = await exported('--format', 'csv', '--out', at('csv'), '--overwrite');
    expect(again.status).toBe(0);
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it.each([
    [['--as-of', 'yesterday'], 2, 'RFC 3339'],
    [['--as-of', '99999999'], 1, 'not reached'],
    [['--as-of', '2999-01-01T00:00:00Z'], 1, 'future'],
    [['--data', '/nowhere/at-all'], 2, 'no ledger'],
  ])('says what is wrong: %j', async (args, expected, words) => {
    const { status, err } = await exported('--format', 'xes', '--out', at('wrong.xes'), ...args);
    expect(err).toContain(words);
    expect(status).toBe(expected);
  });
});
