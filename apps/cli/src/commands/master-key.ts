/** `care-ledger master-key`: the key that the key vault is locked with. */
import { Command } from 'commander';
import { openLedgerDirectory } from '../data/data-directory.js';
import { openFacts } from '../data/open-facts.js';
import { openVault } from '../data/open-vault.js';
import { newKeyFrom } from '../data/new-key.js';
import { count } from '../output/numbers.js';
import type { Terminal } from '../output/terminal.js';
import { DATA_OPTION, JSON_OPTION, dataDirOf, examples } from './shared.js';

interface RotateOptions {
  readonly newKeyFile: string;
  readonly data?: string;
  readonly json?: boolean;
}

const KEY_BYTES = 32;

export function masterKeyCommand(terminal: Terminal): Command {
  const command = new Command('master-key').summary('change the key that the key vault is locked with');
  command
    .command('rotate')
    .summary('lock every key in the vault under a new master key')
    .description(
      'Lock every key in the vault under a new master key, in one transaction; the former one opens nothing afterwards. The events stay ' +
        'as they are. Stop every service of the ledger first; start them with the new key.',
    )
    .requiredOption('--new-key-file <file>', `a file with ${KEY_BYTES} random bytes in base64 or hex`)
    .addOption(DATA_OPTION())
    .addOption(JSON_OPTION('what was done'))
    .addHelpText('after', examples('care-ledger master-key rotate --new-key-file new.key --data ./data'))
    .action((options: RotateOptions) => rotate(options, terminal));
  return command;
}

async function rotate(options: RotateOptions, terminal: Terminal): Promise<void> {
  const fresh = await newKeyFrom(options.newKeyFile, KEY_BYTES, KEY_BYTES);
  const files = await openLedgerDirectory(dataDirOf(options));
  const { sealedCodec } = await import('#libs/codec'); // slow to load: not for --help
  const vault = await openVault(files, { notice: terminal.err });
  try {
    // For its lock only: a server would go on with the former key.
    const facts = await openFacts(files, sealedCodec(vault));
    try {
      const keys = vault.changeMaster(fresh);
      if (options.json) return terminal.out(JSON.stringify({ keys }));
      terminal.out(`${count(keys)} keys are locked under the new master key: put it where the former one was.`);
    } finally {
      await facts.close();
    }
  } finally {
    vault.close();
  }
}
