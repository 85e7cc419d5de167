/** `care-ledger replay`: a researcher's own definition or fold over the whole history, with a manifest. */
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command, Option } from 'commander';
import { METHODS } from '#libs/indicators';
import { CommandError, UsageError } from '../errors.js';
import { compareReplays, sameButForRounding } from '../replay/compare.js';
import {
  readManifest,
  readSource,
  type ReplayManifest,
  type ReplayQuestion,
  type ReplaySource,
} from '../replay/manifest.js';
import { count, seconds } from '../output/numbers.js';
import { startProgress } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import {
  DATA_OPTION,
  JSON_OPTION,
  day,
  examples,
  pair,
  STORE_OPTION,
  STORE_PREFIX_OPTION,
  placeOf,
  type PlaceOptions,
} from './shared.js';

interface ReplayOptions extends PlaceOptions {
  readonly from?: string;
  readonly to?: string;
  readonly by?: string;
  readonly method?: string;
  readonly asOf?: string;
  readonly observedUntil?: string;
  readonly param?: Readonly<Record<string, string>>;
  readonly filter?: Readonly<Record<string, string>>;
  readonly manifest?: string;
  readonly out?: string;
  readonly overwrite?: boolean;
  readonly json?: boolean;
}

export function replayCommand(terminal: Terminal): Command {
  return new Command('replay')
    .summary("run a researcher's own definition or fold over the whole history")
    .description(
      'Run a definition (JSON, as indicator show --json gives one) or a fold (a JavaScript or TypeScript file, see docs/research.md) over ' +
        'everything known at a position. The result comes with a manifest, from which --manifest comes to the same result again: ' +
        'exit status 1 when it does not. A fold is a program: run only those you trust.',
    )
    .argument('[file]', 'definition (.json) or fold (.mjs, .js, .ts)')
    .option('--from <day>', 'first day of the window, YYYY-MM-DD', day)
    .option('--to <day>', 'last day of the window, YYYY-MM-DD', day)
    .option('--out <file>', 'where the result goes; the manifest comes beside it')
    .option('--as-of <position or instant>', 'as known then: a position, or an RFC 3339 instant')
    .option('--observed-until <day>', 'last day up to which events are taken to be complete', day)
    .option('--param <name=value>', 'a parameter of the definition or fold; repeat for more', pair)
    .option('--by <dimensions>', 'definitions: break down by a comma list, such as municipality,careForm')
    .option('--filter <name=values>', 'definitions: only these, such as careForm=02,04; repeat for more', pair)
    .addOption(new Option('--method <method>', 'definitions: estimator of a time-to-event figure').choices(METHODS))
    .option('--manifest <file>', 'run again what this manifest says, and compare')
    .option('--overwrite', 'replace an earlier result')
    .addOption(DATA_OPTION())
    .addOption(STORE_OPTION())
    .addOption(STORE_PREFIX_OPTION())
    .addOption(JSON_OPTION('the manifest; with --manifest the comparison'))
    .addHelpText(
      'after',
      examples(
        'care-ledger replay my-indicator.json --from 2024-01-01 --to 2024-12-31 --by careForm --out result.json',
        'care-ledger replay providers.ts --from 2022-01-01 --to 2024-12-31 --param minimum=3 --out result.json',
        'care-ledger replay --manifest result.json.manifest.json',
      ),
    )
    .action((file: string | undefined, options: ReplayOptions) =>
      options.manifest === undefined ? runFirst(file, options, terminal) : runAgain(file, options, terminal),
    );
}

async function runFirst(file: string | undefined, options: ReplayOptions, terminal: Terminal): Promise<void> {
  const { from, to, out, by, method, observedUntil, param = {}, filter = {} } = options;
  if (file === undefined) throw new UsageError('Give a definition or a fold, or --manifest.');
  if (!from || !to || !out) throw new UsageError('Give --from, --to and --out.');
  if (from > to) throw new UsageError('The window ends before it begins: give a --to on or after --from.');
  const reserved = ['from', 'to', 'by', 'method', 'asOf', 'observedUntil', 'interval'];
  const wrong = [...Object.keys(param), ...Object.keys(filter)].find((name) => reserved.includes(name));
  if (wrong) throw new UsageError(`${wrong} is an option of its own, not a parameter.`);
  const question: ReplayQuestion = { from, to, observedUntil, by, method, parameters: param, filters: filter };
  const began = Date.now();
  const { path, manifest } = await replayed(await readSource(file), question, { ...options, out });
  if (options.json) return terminal.out(JSON.stringify({ path, ...manifest }, null, 2));
  terminal.out(`${path}: ${count(manifest.result.bytes)} bytes, SHA-256 ${manifest.result.sha256}`);
  terminal.out(`As of position ${manifest.position}, in ${seconds(Date.now() - began)}. Beside it: its manifest.`);
}

async function runAgain(file: string | undefined, options: ReplayOptions, terminal: Terminal): Promise<void> {
  const { from, to, by, method, asOf, observedUntil, param, filter } = options;
  if ([file, from, to, by, method, asOf, observedUntil, param, filter].some((given) => given !== undefined)) {
    throw new UsageError('--manifest says what is run: leave the file, the window, the parameters and --as-of out.');
  }
  const first = await readManifest(options.manifest!);
  const earlier = join(dirname(options.manifest!), first.result.path);
  let rounding = false;
  const again = { ...options, asOf: first.position };
  const { manifest } = await replayed(first.source, first.question, again, async (result) => {
    rounding = first.source.kind === 'definition' && (await sameButForRounding(earlier, first.result.sha256, result));
  });
  const { identical, differences } = compareReplays(first, manifest);
  const then = first.result.sha256;
  const now = manifest.result.sha256;
  const same = identical || rounding;
  if (options.json) terminal.out(JSON.stringify({ identical, same, differences, then, now }, null, 2));
  else if (identical) terminal.out(`Identical: SHA-256 ${now}, as of position ${manifest.position}.`);
  else if (same) terminal.out(`The same but for rounding in the last digits, as of position ${manifest.position}.`);
  if (same) return;
  const lines = differences.length > 0 ? differences : ['nothing else differs: run it again with --out and compare'];
  throw new CommandError(
    ['The result is not identical.', `  ${then} then`, `  ${now} now`, ...lines.map((line) => `  ${line}`)].join('\n'),
  );
}

/** Runs it; without `out` the result is thrown away. @param inspect is shown the file of the result first. */
async function replayed(
  source: ReplaySource,
  question: ReplayQuestion,
  { out, overwrite = false, data, store, storePrefix, asOf, json }: ReplayOptions,
  inspect: (result: string) => Promise<void> = () => Promise.resolve(),
): Promise<{ path: string; manifest: ReplayManifest }> {
  const { withFactsAsOf } = await import('../data/facts-as-of.js'); // slow to load: not for --help
  const { checkReplay, runReplay } = await import('../replay/run-replay.js');
  const { fileTarget, scratchTarget } = await import('../export/target.js');
  checkReplay(source, question);
  const target = out === undefined ? await scratchTarget() : await fileTarget(out, 'result.json', overwrite);
  const file = target.file!;
  try {
    const look = { action: 'replay', object: source.kind, detail: { from: question.from, to: question.to } } as const;
    return await withFactsAsOf(placeOf({ data, store, storePrefix }), { asOf, quiet: json, look }, async (known) => {
      const [row] = await known.view.query(`SELECT count(*) AS "persons" FROM ${known.view.schema}."person"`);
      const total = Number(row!['persons']);
      const progress = startProgress({ label: 'Replaying', total, quiet: json || source.kind === 'definition' });
      try {
        const into = { folder: target.work, file };
        const manifest = await runReplay(known, source, question, into, (done) =>
          progress.update(done, `${count(done)} persons`),
        );
        await inspect(join(target.work, file));
        const beside = `${file}.manifest.json`;
        await writeFile(join(target.work, beside), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
        return { path: await target.commit([file, beside]), manifest };
      } finally {
        progress.stop();
      }
    });
  } finally {
    await target.clean();
  }
}
