/** `care-ledger doctor`: whether the installation is as it should be. */
import { Command } from 'commander';
import { CommandError } from '../errors.js';
import { renderTable } from '../output/table.js';
import type { Terminal } from '../output/terminal.js';
import {
  DATA_OPTION,
  JSON_OPTION,
  STORE_OPTION,
  STORE_PREFIX_OPTION,
  examples,
  placeOf,
  type PlaceOptions,
} from './shared.js';

interface DoctorOptions extends PlaceOptions {
  readonly json?: boolean;
}

export function doctorCommand(terminal: Terminal): Command {
  return new Command('doctor')
    .summary('check the installation')
    .description(
      'Look at Node and the parts that arrive prebuilt, the data directory and who can read it, the room on its disk, the ' +
        'event store, the facts made of it, its keys, and the server that runs on it; say of each what is wrong and what to do. Makes nothing and ' +
        'mends nothing. Exit status 1 when something will not work. What is recorded is checked by care-ledger verify.',
    )
    .addOption(DATA_OPTION())
    .addOption(STORE_OPTION())
    .addOption(STORE_PREFIX_OPTION())
    .addOption(JSON_OPTION('the findings as one object'))
    .addHelpText('after', examples('care-ledger doctor', 'care-ledger doctor --data /srv/ledger --json'))
    .action((options: DoctorOptions) => runDoctor(options, terminal));
}

async function runDoctor(options: DoctorOptions, terminal: Terminal): Promise<void> {
  const { examine } = await import('../doctor/examine.js'); // slow to load: not for --help
  const findings = await examine(placeOf(options));
  const faults = findings.filter(({ status }) => status === 'fault').length;
  if (options.json) terminal.out(JSON.stringify({ healthy: faults === 0, findings }, null, 2));
  else {
    const rows = findings.map(({ check, status, detail }) => [check, status, detail]);
    terminal.out(renderTable([{ title: 'check' }, { title: 'status' }, { title: 'found' }], rows));
  }
  if (faults > 0) throw new CommandError(`${faults === 1 ? 'One thing has' : `${faults} things have`} to be mended.`);
}
