/** `care-ledger subject-access`: one person's whole history, for who asks to see it. */
import { readFile, writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { CommandError, UsageError } from '../errors.js';
import type { Terminal } from '../output/terminal.js';
import { BSN_OPTION, CLIENT_OPTION, namedClient } from '../persons/client-option.js';
import { DATA_OPTION, dataDirOf, examples } from './shared.js';

interface SubjectAccessOptions {
  readonly client?: string;
  readonly bsnFile?: string;
  readonly form: 'json' | 'html';
  readonly introduction?: string;
  readonly out?: string;
  readonly data?: string;
}

export function subjectAccessCommand(terminal: Terminal): Command {
  return new Command('subject-access')
    .summary("write one person's whole history")
    .description(
      'Write everything that the ledger holds about a person: the streams of all linked pseudonyms, what stands and every event ' +
        'that was recorded, corrections beside what they correct, each with its own date, when it was recorded and who sent it; what was refused ' +
        'and kept; requests to erase that were refused; and who looked. With --form html as a page in plain Dutch, for the person.',
    )
    .addOption(CLIENT_OPTION())
    .addOption(BSN_OPTION())
    .addOption(new Option('--form <form>', 'for machines, or to be read').choices(['json', 'html']).default('json'))
    .option(
      '--introduction <file>',
      'with --form html: text that comes first (who answers for the data, what for, contact)',
    )
    .option('--out <file>', 'a new file, for its owner only; default: standard output')
    .addOption(DATA_OPTION())
    .addHelpText(
      'after',
      examples(
        'care-ledger subject-access --bsn-file request.txt --out history.json',
        'care-ledger subject-access --bsn-file request.txt --form html --introduction letter.txt --out history.html',
      ),
    )
    .action((options: SubjectAccessOptions) => runSubjectAccess(options, terminal));
}

async function runSubjectAccess(options: SubjectAccessOptions, terminal: Terminal): Promise<void> {
  const client = await namedClient(options);
  if (options.introduction !== undefined && options.form !== 'html') {
    throw new UsageError('--introduction goes with --form html.');
  }
  const introduction = options.introduction === undefined ? undefined : await read(options.introduction);
  const { openExistingLedger } = await import('../data/open-ledger.js'); // slow to load: not for --help
  const { findAbout } = await import('../persons/find-about.js');
  const { subjectAccess } = await import('../persons/subject-access.js');
  const { subjectLetter } = await import('../persons/letter/subject-letter.js');
  const ledger = await openExistingLedger(dataDirOf(options), terminal.err);
  try {
    const found = await findAbout(ledger, 'bsn' in client ? ledger.pseudonymiser.of(client.bsn) : client.pseudonym);
    if (!found) throw new CommandError('Nothing in the ledger names this client.');
    const access = subjectAccess(found, new Date());
    const text = options.form === 'html' ? subjectLetter(access, introduction) : `${JSON.stringify(access, null, 2)}\n`;
    if (options.out === undefined) return terminal.out(text.trimEnd());
    await writeFile(options.out, text, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`The file of --out cannot be made: ${error.code === 'EEXIST' ? 'it exists' : error.code}.`);
    });
    terminal.out(
      `${options.out}: ${access.streams.length} streams, ${access.refused.length} refused events, ${access.looks.length} looks.`,
    );
  } finally {
    await ledger.close();
  }
}

async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`The file of --introduction cannot be read: ${error.code ?? 'unknown'}.`);
  });
}
