/** `care-ledger indicator`: the catalogue and figures in the terminal. */
import { Command, Option } from 'commander';
import { METHODS } from '#libs/indicators';
import { readPopulationFile } from '../data/population-file.js';
import { readRegionsFile } from '../data/regions-file.js';
import { UsageError } from '../errors.js';
import type { Answer, Indicator } from '../insights/answers.js';
import type { Asker } from '../insights/asker.js';
import { askServer } from '../insights/ask-server.js';
import { showAnswer } from '../insights/show-answer.js';
import { showCatalogue, showIndicator } from '../insights/show-indicator.js';
import type { Terminal } from '../output/terminal.js';
import {
  DATA_OPTION,
  JSON_OPTION,
  URL_OPTION,
  day,
  examples,
  httpUrl,
  pair,
  STORE_OPTION,
  STORE_PREFIX_OPTION,
  placeOf,
  type PlaceOptions,
} from './shared.js';

interface CatalogueOptions {
  readonly url?: string;
  readonly json?: boolean;
}

interface RunOptions extends CatalogueOptions, PlaceOptions {
  readonly regions?: string;
  readonly population?: string;
  readonly from: string;
  readonly to: string;
  readonly by?: string;
  readonly method?: string;
  readonly asOf?: string;
  readonly observedUntil?: string;
  readonly param?: Readonly<Record<string, string>>;
  readonly filter?: Readonly<Record<string, string>>;
}

export function indicatorCommand(terminal: Terminal): Command {
  return new Command('indicator')
    .summary('list, explain and compute indicators')
    .description('List, explain and compute indicators, without a server or through one.')
    .addCommand(listCommand(terminal))
    .addCommand(showCommand(terminal))
    .addCommand(runCommand(terminal));
}

const catalogueUrl = () => new Option('--url <address>', 'ask a running server').argParser(httpUrl);

function listCommand(terminal: Terminal): Command {
  return new Command('list')
    .description('The indicators there are.')
    .addOption(catalogueUrl())
    .addOption(JSON_OPTION('the catalogue as HTTP gives it'))
    .addHelpText('after', examples('care-ledger indicator list', 'care-ledger indicator list --json'))
    .action((options: CatalogueOptions) =>
      asking(catalogue(options), async (asker) => {
        const answer = await asker.get<{ indicators: Indicator[] }>('/v1/indicators');
        terminal.out(options.json ? JSON.stringify(answer, null, 2) : showCatalogue(answer.indicators));
      }),
    );
}

function showCommand(terminal: Terminal): Command {
  return new Command('show')
    .description('What an indicator is: definition, parameters, source, caveats.')
    .argument('<id>', 'id of the indicator, such as repeat-referral')
    .addOption(catalogueUrl())
    .addOption(JSON_OPTION('the indicator as HTTP gives it, with the definition that is computed'))
    .addHelpText('after', examples('care-ledger indicator show repeat-referral'))
    .action((id: string, options: CatalogueOptions) =>
      asking(catalogue(options), async (asker) => {
        const indicator = await asker.get<Indicator>(`/v1/indicators/${encodeURIComponent(id)}`);
        terminal.out(options.json ? JSON.stringify(indicator, null, 2) : showIndicator(indicator));
      }),
    );
}

function runCommand(terminal: Terminal): Command {
  return new Command('run')
    .description('Compute an indicator over a window of days, both included.')
    .argument('<id>', 'id of the indicator, such as repeat-referral')
    .requiredOption('--from <day>', 'first day of the window, YYYY-MM-DD', day)
    .requiredOption('--to <day>', 'last day of the window, YYYY-MM-DD', day)
    .option('--by <dimensions>', 'break down: comma list, such as municipality,careForm')
    .addOption(new Option('--method <method>', 'estimator of a time-to-event indicator').choices(METHODS))
    .option('--as-of <position or instant>', 'as known then: a position, or an RFC 3339 instant')
    .option('--observed-until <day>', 'last day up to which events are taken to be complete', day)
    .option('--param <name=value>', 'a parameter of the indicator; repeat for more', pair)
    .option('--filter <name=values>', 'only these, such as municipality=GM0243,GM0302; repeat for more', pair)
    .option('--regions <file>', 'municipality-to-region table (CSV) for by=region; kept with the figures')
    .option('--population <file>', 'numbers of inhabitants (CSV) for figures per 1,000; kept with the figures')
    .addOption(DATA_OPTION())
    .addOption(STORE_OPTION())
    .addOption(STORE_PREFIX_OPTION())
    .addOption(URL_OPTION().argParser(httpUrl))
    .addOption(JSON_OPTION('the answer as HTTP gives it'))
    .addHelpText(
      'after',
      examples(
        'care-ledger indicator run repeat-referral --from 2024-01-01 --to 2024-12-31',
        'care-ledger indicator run repeat-referral --from 2024-01-01 --to 2024-12-31 --by municipality --param followUpDays=183',
        'care-ledger indicator run dropout --from 2024-01-01 --to 2024-12-31 --filter careForm=02,04 --as-of 2025-04-01T00:00:00Z',
        'care-ledger indicator run recidivism --from 2022-01-01 --to 2022-12-31 --method aalen-johansen --url http://127.0.0.1:3000 --json',
      ),
    )
    .action(async (id: string, options: RunOptions) => {
      if (options.url && (options.regions ?? options.population)) {
        throw new UsageError('A server has its own tables: leave --regions and --population out.');
      }
      const path = `/v1/indicators/${encodeURIComponent(id)}`;
      const query = queryOf(options);
      await asking(figures(options), async (asker) => {
        const answer = await asker.get<Answer>(`${path}/values?${query.toString()}`);
        if (options.json) return terminal.out(JSON.stringify(answer, null, 2));
        terminal.out(showAnswer(answer, await asker.get<Indicator>(path)));
      });
    });
}

/** The question as the API takes it. */
export function queryOf(
  options: Omit<RunOptions, 'url' | 'json' | 'data' | 'regions' | 'population'>,
): URLSearchParams {
  const { from, to, by, method, asOf, observedUntil, param = {}, filter = {} } = options;
  const twice = Object.keys(param).find(
    (name) => name in filter || name in { from, to, by, method, asOf, observedUntil },
  );
  if (twice) throw new UsageError(`${twice} is no parameter of an indicator, or is given twice.`);
  const given = { from, to, by, method, asOf, observedUntil, ...param, ...filter };
  return new URLSearchParams(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

async function catalogue({ url }: CatalogueOptions): Promise<Asker> {
  if (url) return askServer(url);
  const { askCatalogue } = await import('../insights/ask-offline.js'); // slow to load: not for --help
  return askCatalogue();
}

async function figures(options: RunOptions): Promise<Asker> {
  if (options.url) return askServer(options.url);
  const regions = options.regions === undefined ? undefined : await readRegionsFile(options.regions);
  const { askDataDirectory } = await import('../insights/ask-offline.js');
  const population = options.population === undefined ? undefined : await readPopulationFile(options.population);
  return askDataDirectory(placeOf(options), { regions, population, quiet: options.json });
}

async function asking(opening: Promise<Asker>, ask: (asker: Asker) => Promise<void>): Promise<void> {
  const asker = await opening;
  try {
    await ask(asker);
  } finally {
    await asker.close();
  }
}
