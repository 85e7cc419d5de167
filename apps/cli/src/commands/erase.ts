/** `care-ledger erase`: decides on a request to erase a person. */
import { Command, Option } from 'commander';
import { ERASURE_GROUNDS, REFUSAL_REASONS, type ErasureGround, type RefusalReason } from '#libs/erasure';
import { BSN_OPTION, CLIENT_OPTION, namedClient } from '../persons/client-option.js';
import { confirm } from '../persons/confirm.js';
import { UsageError } from '../errors.js';
import type { Terminal } from '../output/terminal.js';
import { DATA_OPTION, JSON_OPTION, URL_OPTION, dataDirOf, examples, httpUrl } from './shared.js';

interface EraseOptions {
  readonly client?: string;
  readonly bsnFile?: string;
  readonly ground: ErasureGround;
  readonly refuse?: boolean;
  readonly reason?: RefusalReason;
  readonly yes?: boolean;
  readonly data?: string;
  readonly url?: string;
  readonly json?: boolean;
}

export function eraseCommand(terminal: Terminal): Command {
  return new Command('erase')
    .summary('erase a person for good, or record that it was refused')
    .description(
      'Destroy the keys of everything that stands for a person, of all linked pseudonyms, and take the person out of the facts and of ' +
        'what was refused. It cannot be undone; proofs keep verifying, and figures say how many persons are erased. With --refuse it is ' +
        'recorded that the request was considered and refused, and nothing is erased.',
    )
    .addOption(CLIENT_OPTION())
    .addOption(BSN_OPTION())
    .addOption(
      new Option('--ground <code>', 'on what ground it is asked')
        .choices(Object.keys(ERASURE_GROUNDS))
        .makeOptionMandatory(),
    )
    .option('--refuse', 'record that the request was refused; needs --reason')
    .addOption(new Option('--reason <code>', 'why it was refused').choices(Object.keys(REFUSAL_REASONS)))
    .option('--yes', 'do not ask whether to go on')
    .addOption(DATA_OPTION())
    .addOption(URL_OPTION().argParser(httpUrl))
    .addOption(JSON_OPTION('the decision as it is recorded'))
    .addHelpText(
      'after',
      [
        '\nGrounds:',
        ...Object.entries(ERASURE_GROUNDS).map(([code, text]) => `  ${code.padEnd(24)}${text}`),
        '\nReasons to refuse:',
        ...Object.entries(REFUSAL_REASONS).map(([code, text]) => `  ${code.padEnd(24)}${text}`),
        examples(
          'care-ledger erase --bsn-file request.txt --ground destruction-request',
          'care-ledger erase --client p-example --ground destruction-request --refuse --reason interest-of-another',
        ),
      ].join('\n'),
    )
    .action((options: EraseOptions) => runErase(options, terminal));
}

async function runErase(options: EraseOptions, terminal: Terminal): Promise<void> {
  const { ground, refuse = false, reason, url, json } = options;
  if (refuse !== (reason !== undefined)) throw new UsageError('--refuse and --reason go together.');
  const client = await namedClient(options);
  if (!refuse && !options.yes) await confirm('The person is erased for good.');
  const { decideAtServer, decideOnDisk } = await import('../persons/decide.js'); // slow to load: not for --help
  const decided = { ground, reason };
  const decision = url
    ? await decideAtServer(url, client, decided)
    : await decideOnDisk(dataDirOf(options), client, decided, { notice: terminal.err, quiet: json });
  if (json) return terminal.out(JSON.stringify(decision, null, 2));
  if (decision.decision === 'refused') return terminal.out(`Recorded as refused (${decision.reason}), ${decision.id}.`);
  const { streams, clients, id } = decision;
  terminal.out(
    `Erased: ${streams.length} ${streams.length === 1 ? 'key' : 'keys'} destroyed, ${clients.length} ` +
      `${clients.length === 1 ? 'pseudonym' : 'linked pseudonyms'}; ${id}.`,
  );
}
