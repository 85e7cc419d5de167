/** `care-ledger token`: access tokens of a ledger that uses no issuer, or beside one. */
import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { ListedToken, LocalTokens, Role } from '#libs/access';
import { filesOf, openDataDirectory } from '../data/data-directory.js';
import { CommandError, UsageError } from '../errors.js';
import { renderTable } from '../output/table.js';
import type { Terminal } from '../output/terminal.js';
import { DATA_OPTION, JSON_OPTION, dataDirOf, examples, wholeNumber } from './shared.js';

interface CreateOptions {
  readonly name: string;
  readonly role: readonly string[];
  readonly provider?: string;
  readonly source?: readonly string[];
  readonly region?: readonly string[];
  readonly days: number;
  readonly data?: string;
  readonly json?: boolean;
}

type ListOptions = Pick<CreateOptions, 'data' | 'json'>;

const DAY_MS = 86_400_000;
const USUAL_DAYS = 90;
const MOST_DAYS = 3_660;

export function tokenCommand(terminal: Terminal): Command {
  const command = new Command('token')
    .summary('make, list and take back access tokens')
    .description(
      'Make, list and take back access tokens. From the first one on, a server of this data directory asks every caller for a token ' +
        'when it starts. Of a token only its hash is kept.',
    );
  command
    .command('create')
    .summary('make a token; it is shown this once')
    .requiredOption('--name <text>', 'for whom or what it is; shown in the list')
    .requiredOption('--role <role>', 'provider, analyst, researcher, auditor or admin; repeat for more', several)
    .option('--provider <id>', "whose cases a provider reads: the `provider` of its events, or the institution's id")
    .option('--source <uri>', 'source whose events a provider writes; repeat for more', several)
    .option('--region <name>', 'region that an analyst sees; repeat for more', several)
    .option('--days <number>', 'how long it holds', wholeNumber(1, MOST_DAYS), USUAL_DAYS)
    .addOption(DATA_OPTION())
    .addOption(JSON_OPTION('the token and what it is for'))
    .addHelpText(
      'after',
      examples(
        'care-ledger token create --name "ECD of A" --role provider --provider agb:12345678 --source urn:nld:agb:12345678',
        'care-ledger token create --name dashboard --role analyst --region "Noord Veluwe" --days 365',
      ),
    )
    .action((options: CreateOptions) => create(options, terminal));
  command
    .command('list')
    .summary('tokens made here, without themselves')
    .addOption(DATA_OPTION())
    .addOption(JSON_OPTION('the tokens'))
    .action((options: ListOptions) => list(options, terminal));
  command
    .command('revoke')
    .summary('take a token back; it holds no more at once, also for a server that runs')
    .argument('<id>', 'as the list shows it')
    .addOption(DATA_OPTION())
    .addOption(new Option('--json', 'for machines: what was done'))
    .action((id: string, options: ListOptions) => revoke(id, options, terminal));
  return command;
}

async function create(options: CreateOptions, terminal: Terminal): Promise<void> {
  const { name, provider, source: sources, region: regions, days } = options;
  const { ROLES } = await import('#libs/access'); // slow to load: not for --help
  const roles = [...new Set(options.role)] as Role[];
  if (!roles.every((role) => ROLES.includes(role))) throw new UsageError(`--role is one of ${ROLES.join(', ')}.`);
  if (provider !== undefined && !/^[A-Za-z0-9._:-]{1,64}$/.test(provider)) throw new UsageError('--provider is no id.');
  if (roles.includes('provider') && !provider && !sources) {
    throw new UsageError('A provider needs --provider to read its cases, --source to write events, or both.');
  }
  if (roles.includes('analyst') && !regions) throw new UsageError('An analyst needs --region.');
  const { made, first } = await withTokens(options, (tokens) => ({
    first: tokens.list().length === 0,
    made: tokens.create({ name, roles, provider, sources, regions }, new Date(Date.now() + days * DAY_MS)),
  }));
  if (options.json) return terminal.out(JSON.stringify({ token: made.token, ...made.listed }, null, 2));
  terminal.out(made.token);
  terminal.err(`It holds until ${made.listed.expiresAt} and cannot be shown again; its id is ${made.listed.id}.`);
  if (first) terminal.err('From its next start on, a server of this data directory asks every caller for a token.');
}

async function list(options: ListOptions, terminal: Terminal): Promise<void> {
  const made = existsSync(filesOf(dataDirOf(options)).tokens);
  const tokens = made ? await withTokens(options, (kept) => kept.list()) : [];
  if (options.json) return terminal.out(JSON.stringify(tokens, null, 2));
  if (tokens.length === 0) return terminal.out('No token was made here.');
  const titles = ['id', 'name', 'roles', 'for', 'expires', 'state'];
  terminal.out(
    renderTable(
      titles.map((title) => ({ title })),
      tokens.map(rowOf),
    ),
  );
}

async function revoke(id: string, options: ListOptions, terminal: Terminal): Promise<void> {
  const made = existsSync(filesOf(dataDirOf(options)).tokens);
  const revoked = made && (await withTokens(options, (tokens) => tokens.revoke(id)));
  if (!revoked) throw new CommandError('No token has this id: care-ledger token list shows them.');
  terminal.out(options.json ? JSON.stringify({ id, revoked }) : 'Revoked.');
}

function rowOf({ id, name, roles, provider, sources = [], regions = [], expiresAt, revokedAt }: ListedToken): string[] {
  const state = revokedAt !== null ? 'revoked' : expiresAt <= new Date().toISOString() ? 'expired' : 'holds';
  const whose = [...(provider ? [provider] : []), ...sources, ...regions].join(', ');
  return [id, name, roles.join(', '), whose, expiresAt.slice(0, 10), state];
}

async function withTokens<T>(options: ListOptions, use: (tokens: LocalTokens) => T): Promise<T> {
  const { LocalTokens } = await import('#libs/access');
  const tokens = new LocalTokens((await openDataDirectory(dataDirOf(options))).tokens);
  try {
    return use(tokens);
  } finally {
    tokens.close();
  }
}

function several(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
