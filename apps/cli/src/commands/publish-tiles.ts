/** `care-ledger publish-tiles`: the tree of proofs for a static server. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { count } from '../output/numbers.js';
import { events } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import { DATA_OPTION, JSON_OPTION, dataDirOf, examples } from './shared.js';

interface PublishTilesOptions {
  readonly to: string;
  readonly witnesses?: number;
  readonly data?: string;
  readonly json?: boolean;
}

export function publishTilesCommand(terminal: Terminal): Command {
  return new Command('publish-tiles')
    .summary('write the signed checkpoint and the tree as files for a static server')
    .description(
      'Write the newest signed checkpoint and the tiles of its tree (C2SP tlog-tiles) into a directory that any web server can ' +
        'publish, also while the ledger runs; a later call adds what is new. They hold hashes, nothing else of the events.',
    )
    .requiredOption('--to <directory>', 'where the files go; the same one every time')
    .addOption(
      new Option('--witnesses <number>', 'the newest checkpoint with at least so many cosignatures').argParser(
        parseCount,
      ),
    )
    .addOption(DATA_OPTION())
    .addOption(JSON_OPTION('what was written'))
    .addHelpText('after', examples('care-ledger publish-tiles --data ./data --to /var/www/ledger.example.nl'))
    .action((options: PublishTilesOptions) => runPublishTiles(options, terminal));
}

async function runPublishTiles({ to, witnesses, ...options }: PublishTilesOptions, terminal: Terminal): Promise<void> {
  const { publishTiles } = await import('../publish/publish-tiles.js'); // slow to load: not for --help
  const published = await publishTiles({ dataDir: dataDirOf(options), to, witnesses });
  if (options.json) return terminal.out(JSON.stringify(published));
  const { size, before, tiles } = published;
  terminal.out(
    `${to}: the tree over ${events(size)}, ${count(size - before)} more than before; ${count(tiles)} tiles written.`,
  );
}

function parseCount(text: string): number {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number, 0 to 99.');
}
