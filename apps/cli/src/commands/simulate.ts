/** `care-ledger simulate`: a region's history as NDJSON. */
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { NOORD_VELUWE, REGIONS, regionOf, simulateDeliveries, type Region } from '#libs/simulation';
import { dayInAmsterdam } from '#libs/trajectory';
import { UsageError } from '../errors.js';
import { count } from '../output/numbers.js';
import { events, startProgress } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import { JSON_OPTION, examples, wholeNumber } from './shared.js';
import { yearsUntilYesterday, type Years } from './years.js';

interface SimulateOptions {
  readonly region: string;
  readonly clients: number;
  readonly years?: string;
  readonly seed: string;
  readonly out: string;
  readonly mess: boolean;
  readonly json?: boolean;
}

export function simulateCommand(terminal: Terminal): Command {
  return new Command('simulate')
    .summary("write a realistic region's history as events")
    .description(
      "Write a region's history as CloudEvents, one per line, in the order in which they reach a ledger: drawn from " +
        'published Dutch figures, with late and repeated messages, corrections, and a few that a ledger must refuse. ' +
        'All clients and providers are invented. The same options give the same bytes.',
    )
    .option('--region <name or codes>', regionHelp(), NOORD_VELUWE.id)
    .option('--clients <number>', 'clients over the whole history', wholeNumber(1, 1_000_000), 1000)
    .option('--years <first-last>', 'calendar years, such as 2014-2025, not beyond yesterday (default: the last 12)')
    .option('--seed <text>', 'another seed, another history', '1')
    .option('--out <file>', 'where to; - is standard output', '-')
    .option('--no-mess', 'no late corrections, repeats and refusals')
    .addOption(JSON_OPTION('the summary, on standard output, or on standard error when the events are there'))
    .addHelpText(
      'after',
      examples(
        'care-ledger simulate --clients 5000 --years 2014-2025 --seed 7 --out region.ndjson',
        'care-ledger simulate --region GM0363,GM0384 --clients 100 | care-ledger import - --data ./trial',
      ),
    )
    .action((options: SimulateOptions) => runSimulate(options, terminal));
}

function regionHelp(): string {
  return `${REGIONS.map(({ id }) => id).join(', ')}, or a comma list of municipality codes (GM0363,GM0384)`;
}

/** @throws UsageError for a region that is neither known nor a list of municipality codes. */
export function readRegion(text: string): Region {
  const known = REGIONS.find(({ id }) => id === text);
  if (known) return known;
  const codes = text.split(',');
  if (codes.every((code) => /^GM\d{4}$/.test(code)) && new Set(codes).size === codes.length) return regionOf(codes);
  throw new UsageError(`There is no region of that name: give ${regionHelp()}.`);
}

async function runSimulate(options: SimulateOptions, terminal: Terminal): Promise<void> {
  const region = readRegion(options.region);
  const { from, to } = yearsUntilYesterday(options.years, dayInAmsterdam(new Date()));
  const { clients, seed, mess, out, json } = options;
  const progress = startProgress({ label: 'Simulating', total: daysBetween(from, to), quiet: json });
  const toStdout = out === '-';
  const output = toStdout ? process.stdout : await openFile(out);
  const expected = { recorded: 0, duplicate: 0, refused: 0 };
  let total = 0;
  function* lines(): Generator<string> {
    for (const delivery of simulateDeliveries({ region, clients, from, to, seed, mess })) {
      expected[delivery.expected] += 1;
      total += 1;
      if (total % 1000 === 0) progress.update(daysBetween(from, delivery.deliveredAt), events(total));
      yield `${JSON.stringify(delivery.event)}\n`;
    }
  }
  try {
    await pipeline(Readable.from(lines()), output, { end: !toStdout });
  } finally {
    progress.stop();
  }
  const summary = { region: region.id, clients, from, to, seed, events: total, expected };
  if (json) (toStdout ? terminal.err : terminal.out)(JSON.stringify(summary));
  else {
    terminal.err(
      `${events(total)} of ${count(clients)} invented clients, ${from} to ${to}${toStdout ? '' : `, in ${out}`}: ` +
        `${count(expected.duplicate)} are repeats, ${count(expected.refused)} a ledger must refuse.`,
    );
  }
}

/** @throws UsageError when it cannot be written. */
async function openFile(path: string): Promise<WriteStream> {
  const stream = createWriteStream(path);
  await once(stream, 'open').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot write ${path}: ${error.code ?? error.message}.`);
  });
  return stream;
}

function daysBetween(from: Years['from'], to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 86_400_000);
}
