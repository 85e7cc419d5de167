/** `care-ledger subject-access`: one person's whole history, for who asks to see it. */
import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { CommandError, UsageError } from '../errors.js';
import type { Terminal } from '../output/terminal.js';
import { BSN_OPTION, CLIENT_OPTION, namedClient } from '../persons/client-option.js';
import { DATA_OPTION, dataDirOf, examples } from './shared.js';

interface SubjectAccessOptions {
  readonly client?: string;
  readonly bsnFile?: string;
  readonly out?: string;
  readonly data?: string;
}

export function subjectAccessCommand(terminal: Terminal): Command {
  return new Command('subject-access')
    .summary("write one person's whole history")
    .description(
      'Write everything that the ledger holds about a person as JSON: the streams of all linked pseudonyms, what stands and every event ' +
        'that was recorded, corrections beside what they correct, each with its own date and when it was recorded.',
    )
    .addOption(CLIENT_OPTION())
    .addOption(BSN_OPTION())
    .option('--out <file>', 'a new file, for its owner only; default: standard output')
    .addOption(DATA_OPTION())
    .addHelpText('after', examples('care-ledger subject-access --bsn-file request.txt --out history.json'))
    .action((options: SubjectAccessOptions) => runSubjectAccess(options, terminal));
}

async function runSubjectAccess(options: SubjectAccessOptions, terminal: Terminal): Promise<void> {
  const client = await namedClient(options);
  const { openLedgerFiles } = await import('../data/open-ledger.js'); // slow to load: not for --help
  const { logCommand } = await import('../data/with-access-log.js');
  const { subjectAccess } = await import('../persons/subject-access.js');
  const ledger = await openLedgerFiles(dataDirOf(options), terminal.err);
  try {
    const person = await ledger.erasures.find('bsn' in client ? ledger.pseudonymiser.of(client.bsn) : client.pseudonym);
    if (!person) throw new CommandError('Nothing in the ledger names this client.');
    logCommand(ledger.files, ledger.vault, { action: 'subject-access', object: 'person', clients: person.clients });
    const text = JSON.stringify(subjectAccess(person, new Date()), null, 2);
    if (options.out === undefined) return terminal.out(text);
    await writeFile(options.out, `${text}\n`, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`The file of --out cannot be made: ${error.code === 'EEXIST' ? 'it exists' : error.code}.`);
    });
    terminal.out(`${options.out}: ${person.streams.length} streams.`);
  } finally {
    await ledger.close();
  }
}
