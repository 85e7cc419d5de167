/** `care-ledger access-log`: who looked at whom, and whether the log is whole. */
import { Command } from 'commander';
import type { AccessEntry, AccessLog } from '#libs/access';
import { CommandError, UsageError } from '../errors.js';
import { renderTable } from '../output/table.js';
import type { Terminal } from '../output/terminal.js';
import { DATA_OPTION, JSON_OPTION, examples, placeOf } from './shared.js';

interface ListOptions {
  readonly client?: string;
  readonly data?: string;
  readonly json?: boolean;
}

interface VerifyOptions {
  readonly head?: string;
  readonly data?: string;
  readonly json?: boolean;
}

const HEAD = /^(\d{1,15}):([0-9a-f]{64})$/;

export function accessLogCommand(terminal: Terminal): Command {
  const command = new Command('access-log')
    .summary('who looked at personal data')
    .description(
      'Show who looked at personal data, oldest first. With --client what a client may ask for: every look in which something of them was ' +
        'shown, under whatever pseudonym they had.',
    )
    .option('--client <pseudonym>', 'only looks in which something of this client was shown')
    .addOption(DATA_OPTION())
    .addOption(JSON_OPTION('the entries, whole'))
    .addHelpText('after', examples('care-ledger access-log --client p-1a2b3c', 'care-ledger access-log verify'))
    .action((options: ListOptions) => list(options, terminal));
  command
    .command('verify')
    .summary('recompute the chain of the log')
    .description('Compute the chain of the log again. Exit status 1 when an entry is not as it was written, and which.')
    .configureHelp({ showGlobalOptions: true })
    .option('--head <number:hash>', 'as an earlier check gave it: shows when the newest entries since are gone')
    .action((_options: VerifyOptions, self: Command) => verify(self.optsWithGlobals<VerifyOptions>(), terminal));
  return command;
}

async function list({ client, ...options }: ListOptions, terminal: Terminal): Promise<void> {
  const { withAccessLog } = await import('../data/with-access-log.js'); // slow to load: not for --help
  const entries = await withAccessLog(placeOf(options), async (log, linked) =>
    log.list({ clients: client === undefined ? undefined : await linked(client) }),
  );
  if (options.json) return terminal.out(JSON.stringify(entries, null, 2));
  if (entries.length === 0) return terminal.out('No look is logged.');
  const titles = ['at', 'who', 'roles', 'for', 'what', 'of', 'outcome', 'from'];
  terminal.out(
    renderTable(
      titles.map((title) => ({ title })),
      entries.map(rowOf),
    ),
  );
}

async function verify({ head, ...options }: VerifyOptions, terminal: Terminal): Promise<void> {
  const [, number, hash] = head === undefined ? [] : (HEAD.exec(head) ?? []);
  if (head !== undefined && hash === undefined) throw new UsageError('--head is a number, a colon and a hash.');
  const { withAccessLog } = await import('../data/with-access-log.js');
  const check = await withAccessLog(placeOf(options), (log: AccessLog) =>
    Promise.resolve(log.verify(hash === undefined ? undefined : { number: Number(number), hash })),
  );
  if (options.json) terminal.out(JSON.stringify(check, null, 2));
  if (check.fault) {
    throw new CommandError(`The access log is not whole: entry ${check.fault.number}, ${check.fault.what}.`);
  }
  if (options.json) return;
  terminal.out(`${check.entries} entries, each as it was written. Note the head elsewhere, for the next check:`);
  terminal.out(`${check.head.number}:${check.head.hash}`);
}

function rowOf({ at, who, roles, organisation, action, object, clients, outcome, address }: AccessEntry): string[] {
  const whom = clients === 'everyone' ? 'everyone' : `${clients.length} ${clients.length === 1 ? 'client' : 'clients'}`;
  return [at, who, roles.join(', '), organisation ?? '', `${action} ${object}`, whom, outcome, address ?? ''];
}
