/** `care-ledger import`: NDJSON files into the ledger, with every refusal by line. */
import { Command } from 'commander';
import { CommandError } from '../errors.js';
import { importFile, importSource, type ImportCounts } from '../importing/import-file.js';
import { describeProblem, type LineResult } from '../importing/line-result.js';
import type { OpenLedger } from '../importing/send-to-ledger.js';
import { sendToServer } from '../importing/send-to-server.js';
import { count, seconds } from '../output/numbers.js';
import { events } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import {
  BSN_VAULT_OPTION,
  DATA_OPTION,
  JSON_OPTION,
  URL_OPTION,
  examples,
  httpUrl,
  STORE_OPTION,
  STORE_PREFIX_OPTION,
  placeOf,
  type PlaceOptions,
} from './shared.js';

interface ImportOptions extends PlaceOptions {
  readonly url?: string;
  readonly json?: boolean;
}

export function importCommand(terminal: Terminal): Command {
  return new Command('import')
    .summary('record events from NDJSON files')
    .description(
      'Record events from files with one CloudEvent per line (NDJSON), by the same rules as over HTTP. ' +
        'What is refused is reported by line and kept for resubmission; the other lines are recorded all the same. ' +
        'Sending a file again is safe: what stands in the ledger already is a duplicate. Exit status 1 when a line was refused.',
    )
    .argument('<file...>', 'NDJSON files; - is standard input')
    .addOption(DATA_OPTION())
    .addOption(STORE_OPTION())
    .addOption(STORE_PREFIX_OPTION())
    .addOption(BSN_VAULT_OPTION())
    .addOption(URL_OPTION().argParser(httpUrl))
    .addOption(JSON_OPTION('one JSON object per refused line, then one with the counts'))
    .addHelpText(
      'after',
      examples(
        'care-ledger import events.ndjson',
        'care-ledger import january.ndjson february.ndjson --json > report.ndjson',
        'gunzip -c events.ndjson.gz | care-ledger import - --url http://127.0.0.1:3000',
      ),
    )
    .action((files: string[], options: ImportOptions) => runImport(files, options, terminal));
}

async function runImport(files: readonly string[], options: ImportOptions, terminal: Terminal): Promise<void> {
  const sources = await Promise.all(files.map(importSource));
  const began = Date.now();
  const total: ImportCounts = { recorded: 0, duplicates: 0, refused: 0 };
  const ledger = await openTarget(options, terminal);
  try {
    for (const source of sources) {
      const refused = (result: LineResult) => reportRefusal(source.name, result, options, terminal);
      const counts = await importFile(source, ledger.send, { refused, quiet: options.json });
      for (const key of ['recorded', 'duplicates', 'refused'] as const) total[key] += counts[key];
    }
  } finally {
    await ledger.close();
  }
  const { recorded, duplicates, refused } = total;
  if (options.json) terminal.out(JSON.stringify({ summary: total }));
  else {
    terminal.out(
      `${events(recorded)} recorded, ${count(duplicates)} known already, ${count(refused)} refused, in ${seconds(Date.now() - began)}.`,
    );
  }
  if (refused > 0) {
    throw new CommandError(
      `${count(refused)} of the lines were refused: see above. GET /v1/rejections lists what was kept.`,
    );
  }
}

async function openTarget(options: ImportOptions, terminal: Terminal): Promise<OpenLedger> {
  if (options.url) return { send: sendToServer(options.url), close: () => Promise.resolve() };
  const { openLedger } = await import('../importing/send-to-ledger.js'); // slow to load: not for --help
  return openLedger(placeOf(options), terminal.err);
}

function reportRefusal(file: string, result: LineResult, options: ImportOptions, terminal: Terminal): void {
  const { line, id, problem = {} } = result;
  if (options.json) terminal.out(JSON.stringify({ file, line, id, problem }));
  else terminal.err(`${file}, line ${line}${id ? ` (${id})` : ''}: ${describeProblem(problem)}`);
}
