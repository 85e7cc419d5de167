/** `care-ledger export`: facts, events and cases for other programs. */
import { Command, Option } from 'commander';
import { METHODS } from '#libs/indicators';
import { TRACES, type Trace } from '#libs/interchange';
import type { CasesOptions } from '../export/asked-cases.js';
import { FORMATS, type Format } from '../export/formats.js';
import { count, seconds } from '../output/numbers.js';
import { startProgress } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import {
  DATA_OPTION,
  JSON_OPTION,
  examples,
  STORE_OPTION,
  STORE_PREFIX_OPTION,
  day,
  pair,
  placeOf,
  type PlaceOptions,
} from './shared.js';

interface ExportCommandOptions extends PlaceOptions, CasesOptions {
  readonly format: Format;
  readonly out: string;
  readonly trace: Trace;
  readonly overwrite?: boolean;
  readonly asOf?: string;
  readonly json?: boolean;
}

export function exportCommand(terminal: Terminal): Command {
  return new Command('export')
    .summary('facts, events and cases for R, Python and process mining')
    .description(
      'Write the facts and the events (pseudonymous) as known at a position, with --cases those behind a figure too: parquet and csv are folders with a file per table, ' +
        'duckdb is one file with all tables, xes and ocel are event logs for process mining. A manifest stands beside each; ' +
        'a data dictionary stands beside tables.',
    )
    .addOption(new Option('--format <format>', 'what to write').choices(FORMATS).makeOptionMandatory())
    .requiredOption('--out <path>', 'a folder for parquet and csv, else a file')
    .option('--as-of <position or instant>', 'as known then: a position, or an RFC 3339 instant')
    .addOption(new Option('--trace <case>', 'xes: what a trace is').choices(TRACES).default('person'))
    .option(
      '--cases <indicator>',
      'tables: the cases behind this figure too; an id of the catalogue or a definition (.json)',
    )
    .option('--from <day>', 'cases: first day of the window, YYYY-MM-DD', day)
    .option('--to <day>', 'cases: last day of the window, YYYY-MM-DD', day)
    .option('--observed-until <day>', 'cases: last day up to which events are taken to be complete', day)
    .option('--param <name=value>', 'cases: a parameter of the indicator; repeat for more', pair)
    .option('--filter <name=values>', 'cases: only these, such as careForm=02,04; repeat for more', pair)
    .addOption(new Option('--method <method>', 'cases: estimator of a time-to-event figure').choices(METHODS))
    .option('--overwrite', 'replace an earlier export')
    .addOption(DATA_OPTION())
    .addOption(STORE_OPTION())
    .addOption(STORE_PREFIX_OPTION())
    .addOption(JSON_OPTION('the manifest'))
    .addHelpText(
      'after',
      examples(
        'care-ledger export --format parquet --out export',
        'care-ledger export --format csv --out export-csv --as-of 2025-04-01T00:00:00Z',
        'care-ledger export --format duckdb --out region.duckdb',
        'care-ledger export --format parquet --out export --cases repeat-referral --from 2022-01-01 --to 2022-12-31',
        'care-ledger export --format xes --trace trajectory --out trajectories.xes',
        'care-ledger export --format ocel --out region.ocel.json',
      ),
    )
    .action((options: ExportCommandOptions) => runCommand(options, terminal));
}

async function runCommand(options: ExportCommandOptions, terminal: Terminal): Promise<void> {
  const began = Date.now();
  const { withFactsAsOf } = await import('../data/facts-as-of.js'); // slow to load: not for --help
  const { prepare, runExport } = await import('../export/run-export.js');
  const { askedCases } = await import('../export/asked-cases.js');
  const asked = { ...options, overwrite: options.overwrite ?? false };
  const wanted = await askedCases(options);
  const target = await prepare(asked);
  try {
    const { path, manifest } = await withFactsAsOf(
      placeOf(options),
      {
        asOf: options.asOf,
        quiet: options.json,
        look: { action: 'export', object: 'facts', detail: { format: options.format } },
      },
      async (known) => {
        const [row] = await known.view.query(`SELECT count(*) AS "persons" FROM ${known.view.schema}."person"`);
        const passes = options.format === 'ocel' ? 2 : 1;
        const total = passes * Number(row!['persons']);
        const progress = startProgress({ label: 'Exporting', total, quiet: options.json });
        try {
          return await runExport(known, target, asked, wanted, (done) =>
            progress.update(done, `${count(done / passes)} persons`),
          );
        } finally {
          progress.stop();
        }
      },
    );
    if (options.json) return terminal.out(JSON.stringify({ path, ...manifest }, null, 2));
    const what = manifest.rows
      ? `${count(Object.values(manifest.rows).reduce((sum, rows) => sum + rows, 0))} rows in ${Object.keys(manifest.rows).length} tables`
      : `${count(manifest.files[0]!.bytes)} bytes`;
    terminal.out(`${path}: ${what}, as of position ${manifest.position}, in ${seconds(Date.now() - began)}.`);
  } finally {
    await target.clean();
  }
}
