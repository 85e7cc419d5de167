/** `care-ledger retention`: whose term is over. */
import { Command } from 'commander';
import { dayInAmsterdam } from '#libs/trajectory';
import type { Terminal } from '../output/terminal.js';
import { renderTable } from '../output/table.js';
import { RETENTION_YEARS } from '../persons/due.js';
import { DATA_OPTION, JSON_OPTION, dataDirOf, day, examples } from './shared.js';

interface RetentionOptions {
  readonly on: string;
  readonly data?: string;
  readonly json?: boolean;
}

export function retentionCommand(terminal: Terminal): Command {
  return new Command('retention')
    .summary('whose term of keeping is over')
    .description(
      `Show the persons about whom nothing was recorded for ${RETENTION_YEARS} years (Jeugdwet art. 7.3.8(3)). Nothing is erased: whether good ` +
        'care needs a file longer is for people to say. Erase one with care-ledger erase --ground retention-expired.',
    )
    .option('--on <day>', 'as it is on this day', day, dayInAmsterdam(new Date()))
    .addOption(DATA_OPTION())
    .addOption(JSON_OPTION('the persons'))
    .addHelpText('after', examples('care-ledger retention', 'care-ledger retention --on 2050-01-01 --json'))
    .action((options: RetentionOptions) => runRetention(options, terminal));
}

async function runRetention(options: RetentionOptions, terminal: Terminal): Promise<void> {
  const { withFactsAsOf } = await import('../data/facts-as-of.js'); // slow to load: not for --help
  const { personsDue } = await import('../persons/due.js');
  const due = await withFactsAsOf(
    dataDirOf(options),
    { quiet: options.json, look: { action: 'read', object: 'retention' } },
    ({ view }) => personsDue(view, options.on),
  );
  if (options.json) return terminal.out(JSON.stringify({ on: options.on, years: RETENTION_YEARS, due }, null, 2));
  if (due.length === 0) return terminal.out(`Nobody's term is over on ${options.on}.`);
  terminal.out(
    renderTable(
      [{ title: 'person' }, { title: 'last change' }],
      due.map(({ person, lastChangeOn }) => [person, lastChangeOn]),
    ),
  );
}
