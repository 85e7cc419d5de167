/** `care-ledger pseudonyms`: the key that turns a BSN into a pseudonym. */
import { Command } from 'commander';
import { PSEUDONYM_KEY_BYTES } from '#libs/privacy';
import { newKeyFrom } from '../data/new-key.js';
import { count } from '../output/numbers.js';
import type { Terminal } from '../output/terminal.js';
import { BSN_VAULT_OPTION, DATA_OPTION, JSON_OPTION, examples, placeOf, type PlaceOptions } from './shared.js';

interface RotateOptions extends PlaceOptions {
  readonly newKeyFile: string;
  readonly leaveUnknown?: boolean;
  readonly json?: boolean;
}

export function pseudonymsCommand(terminal: Terminal): Command {
  const command = new Command('pseudonyms').summary('change the key that turns a BSN into a pseudonym');
  command
    .command('rotate')
    .summary('go on under a new pseudonym key')
    .description(
      'Record for every client in the BSN vault that its present pseudonym and that under the new key are one person (clients-linked), then ' +
        'make the new key the one that this ledger asks for. Stop every service of the ledger first; start them with the new key. What was ' +
        'interrupted goes on when the command is given again.',
    )
    .requiredOption(
      '--new-key-file <file>',
      `a file with at least ${PSEUDONYM_KEY_BYTES} random bytes in base64 or hex`,
    )
    .option('--leave-unknown', 'go on where the BSN vault lacks clients: sent again, they become others')
    .addOption(BSN_VAULT_OPTION())
    .addOption(DATA_OPTION())
    .addOption(JSON_OPTION('what was done'))
    .addHelpText('after', examples('care-ledger pseudonyms rotate --new-key-file new.key --bsn-vault /safe/bsn.sqlite'))
    .action((options: RotateOptions) => rotate(options, terminal));
  return command;
}

async function rotate(options: RotateOptions, terminal: Terminal): Promise<void> {
  const fresh = await newKeyFrom(options.newKeyFile, PSEUDONYM_KEY_BYTES);
  const { openExistingLedger } = await import('../data/open-ledger.js'); // slow to load: not for --help
  const { rotatePseudonyms } = await import('../persons/rotate-pseudonyms.js');
  const ledger = await openExistingLedger(placeOf(options), terminal.err);
  try {
    const { linked, before } = await rotatePseudonyms(ledger, fresh, options.leaveUnknown);
    if (options.json) return terminal.out(JSON.stringify({ linked, before }));
    const earlier = before > 0 ? ` (${count(before)} were before)` : '';
    terminal.out(
      `${count(linked)} pseudonyms are linked to new ones${earlier}: put the new key where the former one was.`,
    );
  } finally {
    await ledger.close();
  }
}
