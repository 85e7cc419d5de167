/** `care-ledger retention`: whose term is over. */
import { Command } from 'commander';
import type { RecordedDecision } from '#libs/erasure';
import { dayInAmsterdam } from '#libs/trajectory';
import type { Terminal } from '../output/terminal.js';
import { renderTable } from '../output/table.js';
import { confirm } from '../persons/confirm.js';
import { RETENTION_YEARS, type DuePerson } from '../persons/due.js';
import { UsageError } from '../errors.js';
import { DATA_OPTION, JSON_OPTION, dataDirOf, day, examples } from './shared.js';

interface RetentionOptions {
  readonly on: string;
  readonly data?: string;
  readonly erase?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function retentionCommand(terminal: Terminal): Command {
  return new Command('retention')
    .summary('whose term of keeping is over')
    .description(
      `Show the persons about whom nothing was recorded for ${RETENTION_YEARS} years (Jeugdwet art. 7.3.8(3)). Without --erase nothing is erased: ` +
        'whether good care needs a file longer is for people to say. Erase one with care-ledger erase --ground retention-expired, or all that ' +
        'are shown with --erase.',
    )
    .option('--on <day>', 'as it is on this day', day, dayInAmsterdam(new Date()))
    .option('--erase', 'erase all of them for good, on the ground retention-expired')
    .option('--yes', 'with --erase: do not ask whether to go on')
    .addOption(DATA_OPTION())
    .addOption(JSON_OPTION('the persons'))
    .addHelpText(
      'after',
      examples(
        'care-ledger retention',
        'care-ledger retention --on 2050-01-01 --json',
        'care-ledger retention --erase',
      ),
    )
    .action((options: RetentionOptions) => runRetention(options, terminal));
}

async function runRetention(options: RetentionOptions, terminal: Terminal): Promise<void> {
  if (options.erase && options.on > dayInAmsterdam(new Date())) {
    throw new UsageError('--erase takes a day that has come: nobody is erased before the term is over.');
  }
  if (options.yes && !options.erase) throw new UsageError('--yes goes with --erase.');
  const { withFactsAsOf } = await import('../data/facts-as-of.js'); // slow to load: not for --help
  const { personsDue } = await import('../persons/due.js');
  const due = await withFactsAsOf(
    dataDirOf(options),
    { quiet: options.json, look: { action: 'read', object: 'retention' } },
    ({ view }) => personsDue(view, options.on),
  );
  if (!options.json) show(due, options.on, terminal);
  const erased = options.erase && due.length > 0 ? await eraseAll(due, options, terminal) : [];
  if (!options.json) return;
  terminal.out(
    JSON.stringify({ on: options.on, years: RETENTION_YEARS, due, ...(options.erase && { erased }) }, null, 2),
  );
}

function show(due: readonly DuePerson[], on: string, terminal: Terminal): void {
  if (due.length === 0) return terminal.out(`Nobody's term is over on ${on}.`);
  terminal.out(
    renderTable(
      [{ title: 'person' }, { title: 'last change' }],
      due.map(({ person, lastChangeOn }) => [person, lastChangeOn]),
    ),
  );
}

async function eraseAll(
  due: readonly DuePerson[],
  { on, data, json, yes }: RetentionOptions,
  terminal: Terminal,
): Promise<readonly RecordedDecision[]> {
  if (!yes) await confirm(`Erased for good: ${due.length === 1 ? 'this person' : `these ${due.length} persons`}.`);
  const { eraseDue } = await import('../persons/decide.js');
  const persons = due.map(({ person }) => person);
  const erased = await eraseDue(dataDirOf({ data }), persons, on, { notice: terminal.err, quiet: json });
  if (!json) terminal.out(`Erased: ${erased.length} of ${due.length}.`);
  return erased;
}
