/** `care-ledger serve`: everything in one process. */
import { Command } from 'commander';
import { NOORD_VELUWE, regionTable } from '#libs/simulation';
import { readPopulationFile } from '../data/population-file.js';
import { readRegionsFile } from '../data/regions-file.js';
import { UsageError } from '../errors.js';
import type { Terminal } from '../output/terminal.js';
import { stopOnSignals } from '../server/signals.js';
import type { RunningServer } from '../server/start-server.js';
import {
  BSN_VAULT_OPTION,
  DATA_OPTION,
  JSON_OPTION,
  dataDirOf,
  examples,
  wholeNumber,
  STORE_OPTION,
  STORE_PREFIX_OPTION,
  placeOf,
  type PlaceOptions,
} from './shared.js';

interface ServeOptions extends PlaceOptions {
  readonly port: number;
  readonly host: string;
  readonly regions?: string;
  readonly population?: string;
  readonly demo?: boolean;
  readonly demoClients: number;
  readonly log?: boolean;
  readonly json?: boolean;
}

/** Enough for figures with an interval that says something, few enough for a first start within a minute. */
const DEMO_CLIENTS = 4000;

export function serveCommand(terminal: Terminal): Command {
  return new Command('serve')
    .summary('run ledger and insights in one process')
    .description(
      'Run the ledger (events in) and the insights (figures out) in one process, on the embedded stores in the data ' +
        'directory. Without tokens (care-ledger token) or an issuer of them (docs/security.md) access is open, and it listens on this ' +
        'machine only. Ctrl-C stops it after what is in flight.',
    )
    .addOption(DATA_OPTION())
    .addOption(STORE_OPTION())
    .addOption(STORE_PREFIX_OPTION())
    .addOption(BSN_VAULT_OPTION())
    .option('--port <number>', 'port to listen on; 0 = any free one', wholeNumber(0, 65_535), 3000)
    .option('--host <address>', 'address to listen on; loopback only while access is open', '127.0.0.1')
    .option('--regions <file>', 'municipality-to-region table: CSV with municipality, region, fromOn, untilOn')
    .option('--population <file>', 'numbers of inhabitants: CSV with municipality, year, ageBand, sex, count')
    .option('--demo', 'fill an empty ledger with a simulated region and print its headline figures')
    .option('--demo-clients <number>', 'how many clients that region has', wholeNumber(1, 1_000_000), DEMO_CLIENTS)
    .option('--log', 'log requests as JSON on standard output (default without --demo)')
    .option('--no-log', 'do not log requests')
    .addOption(JSON_OPTION('the address as one JSON object once it listens'))
    .addHelpText(
      'after',
      examples(
        'care-ledger serve',
        'care-ledger serve --data /var/lib/care-ledger --port 8080 --regions regions.csv',
        'care-ledger serve --demo --data ./demo-data',
      ),
    )
    .action((options: ServeOptions) => serve(options, terminal));
}

async function serve(options: ServeOptions, terminal: Terminal): Promise<void> {
  const regions = options.regions
    ? await readRegionsFile(options.regions)
    : options.demo
      ? regionTable(NOORD_VELUWE)
      : [];
  const { startServer } = await import('../server/start-server.js'); // slow to load: not for --help
  const server = await startServer({
    ...placeOf(options),
    port: options.port,
    host: options.host,
    log: options.log ?? (!options.demo && !options.json),
    regions,
    population: options.population === undefined ? [] : await readPopulationFile(options.population),
    notice: terminal.err,
  });
  const stopped = stopOnSignals(() => server.stop(), terminal.err);
  if (options.json) terminal.out(JSON.stringify({ url: server.url, open: server.open, dataDir: dataDirOf(options) }));
  else if (!options.demo) announce(server, terminal);
  if (options.demo) await Promise.race([show(server, options, terminal), stopped]);
  await stopped;
}

async function show(server: RunningServer, options: ServeOptions, terminal: Terminal): Promise<void> {
  try {
    if (!server.open)
      throw new UsageError('--demo is for a ledger with open access: leave the tokens and the issuer out.');
    const { demonstrate } = await import('../demo/demonstrate.js');
    await demonstrate(server, { clients: options.demoClients, terminal });
    terminal.out('');
    announce(server, terminal);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function announce({ url, open }: RunningServer, terminal: Terminal): void {
  terminal.out(
    [
      `Care Ledger listens on ${url}`,
      `  analysts' pages    ${url}/`,
      `  API documentation  ${url}/docs`,
      `  OpenAPI document   ${url}/v1/openapi.json`,
      `  health             ${url}/health/ready`,
      open
        ? 'Access is open: every program on this machine may read and write everything.'
        : 'Callers need an access token.',
      'Ctrl-C stops it.',
    ].join('\n'),
  );
}
