/** One export from beginning to end: the data, its dictionary and its manifest. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KnownFacts } from '../data/facts-as-of.js';
import type { FactTable } from '#libs/fact-schema';
import { dataPackage, dictionaryMarkdown, type TableFormat, type Trace } from '#libs/interchange';
import { VERSION } from '../version.js';
import { measure, type MeasuredFile } from './files.js';
import type { Format } from './formats.js';
import { fileTarget, folderTarget, type Target } from './target.js';
import { casesTable, type AskedCases, type CasesManifest } from './write-cases.js';
import { writeLog } from './write-log.js';
import { tablesWith, writeTables, type RowCounts } from './write-tables.js';

/** Names of exports of one file, in a folder that exists. */
const FILE_NAMES = { duckdb: 'care-ledger.duckdb', xes: 'care-ledger.xes', ocel: 'care-ledger.ocel.json' } as const;

export interface ExportOptions {
  readonly format: Format;
  readonly out: string;
  readonly trace: Trace;
  readonly overwrite: boolean;
}

/** What stands beside an export: enough to know what it is and to make it again. */
export interface ExportManifest {
  readonly program: string;
  readonly version: string;
  readonly factsVersion: string;
  readonly format: Format;
  /** XES only. */
  readonly trace?: Trace;
  readonly position: string;
  readonly recordedAt: string | null;
  /** Persons erased when it was made, where there are any: nothing of them is in it, whatever the position. */
  readonly erased?: number;
  /** Whose cases stand in the table `cases`. */
  readonly cases?: CasesManifest;
  /** Rows by table; for tables only. */
  readonly rows?: RowCounts;
  readonly files: readonly MeasuredFile[];
}

/** Prepares the target, so that a wrong `--out` is refused before long work. */
export async function prepare({ format, out, overwrite }: ExportOptions): Promise<Target> {
  return format === 'parquet' || format === 'csv'
    ? folderTarget(out, overwrite)
    : fileTarget(out, FILE_NAMES[format], overwrite);
}

/**
 * Writes an export into a prepared target and puts it in place.
 * @param asked the cases that are asked for, if any: for tables only.
 * @param seen called with each number of persons done.
 * @returns the manifest, and where the export stands.
 */
export async function runExport(
  known: KnownFacts,
  target: Target,
  options: ExportOptions,
  asked: AskedCases | null,
  seen: (persons: number) => void,
): Promise<{ readonly path: string; readonly manifest: ExportManifest }> {
  const { format, trace } = options;
  const { position, recordedAt, erased } = known.view;
  const about = { program: 'care-ledger', version: VERSION, factsVersion: known.factsVersion, format };
  const beside = (name: string) => (target.file === null ? name : `${target.file}.${name}`);
  const write = (name: string, text: string) => writeFile(join(target.work, beside(name)), text, { mode: 0o600 });
  const further: string[] = [];
  const cases = asked && casesTable(known, asked);
  const tables = tablesWith(cases);
  let rows: RowCounts | undefined;
  let files: MeasuredFile[];
  if (format === 'xes' || format === 'ocel') {
    const origin = { position, recordedAt, program: `care-ledger ${VERSION}` };
    await writeLog(known.view, target.work, target.file!, { format, trace, origin, seen });
    files = [await measure(target.work, target.file!)];
  } else {
    rows = await writeTables(known.view, format, target.work, target.file ?? '', cases, seen);
    files = await measured(target, format, Object.keys(rows));
    await write('datapackage.json', json(dictionary(format, tables, rows, files, known)));
    await write('data-dictionary.md', dictionaryMarkdown(tables, rows));
    further.push(beside('datapackage.json'), beside('data-dictionary.md'));
  }
  const manifest = {
    ...about,
    ...(format === 'xes' && { trace }),
    position,
    recordedAt,
    ...(erased > 0 && { erased }),
    ...(cases && { cases: cases.manifest }),
    rows,
    files,
  };
  await write('manifest.json', json(manifest));
  const path = await target.commit([
    ...(target.file === null ? [] : [target.file]),
    ...further,
    beside('manifest.json'),
  ]);
  return { path, manifest };
}

async function measured(target: Target, format: TableFormat, tables: readonly string[]): Promise<MeasuredFile[]> {
  const names = target.file === null ? tables.map((table) => `${table}.${format}`) : [target.file];
  const files: MeasuredFile[] = [];
  for (const name of names) files.push(await measure(target.work, name));
  return files;
}

function dictionary(
  format: TableFormat,
  tables: Readonly<Record<string, FactTable>>,
  rows: RowCounts,
  files: readonly MeasuredFile[],
  { view: { position, recordedAt } }: KnownFacts,
): object {
  const written = Object.keys(tables).map((name) => {
    const own = files.find(({ path }) => path === `${name}.${format}`) ?? files[0]!;
    return { name, rows: rows[name]!, ...own };
  });
  return dataPackage(format, written, tables, { position, recordedAt });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
