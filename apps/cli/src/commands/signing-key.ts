/** `care-ledger signing-key`: the key that checkpoints are signed with. */
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { formatVerifierKey, isKeyName, parseSigningKey } from '#libs/integrity';
import { newSigningKey, SIGNING_KEY_VARIABLE, writeSigningKey } from '#libs/ledger-tree';
import { openDataDirectory } from '../data/data-directory.js';
import { CommandError, UsageError } from '../errors.js';
import type { Terminal } from '../output/terminal.js';
import { DATA_OPTION, JSON_OPTION, dataDirOf, examples } from './shared.js';

interface SigningKeyOptions {
  readonly origin?: string;
  readonly data?: string;
  readonly json?: boolean;
}

export function signingKeyCommand(terminal: Terminal): Command {
  return new Command('signing-key')
    .summary('make the key that checkpoints are signed with, or show its public half')
    .description(
      'Make the Ed25519 key that the ledger signs its checkpoints with, under the name by which everyone will know the ledger, ' +
        `and show its public half. Without --origin only the latter. ${SIGNING_KEY_VARIABLE} takes the place of the file.`,
    )
    .option('--origin <name>', 'name of the ledger: an address without its scheme, such as ledger.example.nl/2026')
    .addOption(DATA_OPTION())
    .addOption(JSON_OPTION('the verifier key as one object'))
    .addHelpText(
      'after',
      examples('care-ledger signing-key --origin ledger.example.nl/2026', 'care-ledger signing-key'),
    )
    .action((options: SigningKeyOptions) => runSigningKey(options, terminal));
}

async function runSigningKey({ origin, json, ...options }: SigningKeyOptions, terminal: Terminal): Promise<void> {
  const { signingKey: file } = await openDataDirectory(dataDirOf(options));
  if (origin !== undefined) {
    if (!isKeyName(origin)) throw new UsageError('--origin has neither spaces nor plus signs.');
    if (!(await writeSigningKey(newSigningKey(origin), file))) {
      throw new CommandError(
        `${file} is there already. A ledger keeps its key: under another it would be another log.`,
      );
    }
    terminal.err(`Made ${file}, for its owner only. Keep a copy apart from the data.`);
  }
  const text = process.env[SIGNING_KEY_VARIABLE] || (await readFile(file, 'utf8').catch(() => ''));
  const key = parseSigningKey(text.trim());
  if (!key) throw new CommandError('There is no signing key yet: make one with --origin, or start the server once.');
  const verifierKey = formatVerifierKey(key);
  terminal.out(json ? JSON.stringify({ origin: key.name, verifierKey }) : verifierKey);
}
