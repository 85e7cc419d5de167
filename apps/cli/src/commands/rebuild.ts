/** `care-ledger rebuild`: the facts made anew from the events. */
import { Command } from 'commander';
import { seconds } from '../output/numbers.js';
import { startProgress } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import { DATA_OPTION, JSON_OPTION, STORE_OPTION, examples, placeOf, type PlaceOptions } from './shared.js';

interface RebuildOptions extends PlaceOptions {
  readonly json?: boolean;
}

export function rebuildCommand(terminal: Terminal): Command {
  return new Command('rebuild')
    .summary('make the facts anew from the events')
    .description(
      'Make the fact tables anew from all events, in a file beside those in use, which takes their place when it is whole: what ends ' +
        'before that leaves them as they were. Figures come out the same, unless the facts were damaged or other instruments apply. ' +
        'Needs the data directory to itself. A server does the same by itself, and goes on answering, when its facts are far behind or ' +
        'of another version of the program.',
    )
    .addOption(DATA_OPTION())
    .addOption(STORE_OPTION())
    .addOption(JSON_OPTION('what was made as one object'))
    .addHelpText('after', examples('care-ledger rebuild', 'care-ledger rebuild --data /srv/ledger'))
    .action((options: RebuildOptions) => runRebuild(options, terminal));
}

async function runRebuild(options: RebuildOptions, terminal: Terminal): Promise<void> {
  const { rebuildFacts } = await import('../data/rebuild-facts.js'); // slow to load: not for --help
  const began = Date.now();
  const progress = startProgress({ label: 'Making the facts anew', total: 1_000, quiet: options.json });
  const made = await rebuildFacts(placeOf(options), {
    notice: terminal.err,
    onProgress: (share) => progress.update(1_000 * share),
  }).finally(() => progress.stop());
  if (options.json) terminal.out(JSON.stringify(made));
  else if (made.position === null) terminal.out('There is no event yet, so there is nothing to make.');
  else {
    const took = seconds(Date.now() - began);
    terminal.out(`The facts are made anew up to position ${made.position}, in ${took}.`);
  }
}
