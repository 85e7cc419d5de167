/** `care-ledger backup` and `care-ledger restore`. */
import { Command } from 'commander';
import { PASSPHRASE_VARIABLE, readPassphrase } from '../backup/passphrase.js';
import { UsageError } from '../errors.js';
import { count } from '../output/numbers.js';
import { events } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import { readVerifierKey } from '../verify/read-proofs.js';
import { DATA_OPTION, JSON_OPTION, dataDirOf, examples } from './shared.js';

interface BackupOptions {
  readonly to: string;
  readonly encrypt?: boolean;
  readonly passphraseFile?: string;
  readonly withKeys?: boolean;
  readonly data?: string;
  readonly json?: boolean;
}

interface RestoreOptions {
  readonly from: string;
  readonly passphraseFile?: string;
  /** False for `--no-erasures`. */
  readonly erasures?: string | false;
  readonly keys?: string;
  readonly key?: string;
  readonly data?: string;
  readonly json?: boolean;
}

const PASSPHRASE = `file with the passphrase on its first line (or ${PASSPHRASE_VARIABLE})`;

export function backupCommand(terminal: Terminal): Command {
  return new Command('backup')
    .summary('copy a ledger while it runs')
    .description(
      'Copy the ledger of a data directory into a new directory, consistent, also while a server writes to it, and verify the copy. ' +
        'The fact tables are left out: they are made again from the events. The key files are left out too: keep them apart. It says what it left out.',
    )
    .requiredOption('--to <directory>', 'where the backup goes: a directory that is not there yet')
    .option('--encrypt', 'encrypt every file under a passphrase')
    .option('--passphrase-file <file>', PASSPHRASE)
    .option('--with-keys', 'take the key files along; only with --encrypt')
    .addOption(DATA_OPTION())
    .addOption(JSON_OPTION('the manifest'))
    .addHelpText(
      'after',
      examples(
        'care-ledger backup --to /backups/2026-11-22',
        'care-ledger backup --to /backups/2026-11-22 --encrypt --passphrase-file /run/secrets/backup',
      ),
    )
    .action((options: BackupOptions) => runBackup(options, terminal));
}

export function restoreCommand(terminal: Terminal): Command {
  return new Command('restore')
    .summary('put a ledger back from a backup')
    .description(
      'Check a backup (digests, the tree, what was signed) and put it into an empty data directory, whole or not at all. Persons ' +
        'erased since the backup are erased again: give the register of decisions as it is now, erasures.ndjson of the lost directory or the ' +
        'copy that is kept apart, or say that there are none.',
    )
    .requiredOption('--from <directory>', 'the backup')
    .option('--passphrase-file <file>', PASSPHRASE)
    .option('--erasures <file>', 'the register of decisions about erasures as it is now')
    .option('--no-erasures', 'nobody was erased since the backup')
    .option('--keys <directory>', 'where master.key, pseudonym.key and signing.key are, when the backup has none')
    .option(
      '--key <verifier key>',
      'the public key of the ledger, kept from an earlier day (default: what the backup says)',
    )
    .addOption(DATA_OPTION())
    .addOption(JSON_OPTION('what was restored'))
    .addHelpText(
      'after',
      examples('care-ledger restore --from /backups/2026-11-22 --erasures erasures.ndjson --keys /safe --data ./data'),
    )
    .action((options: RestoreOptions) => runRestore(options, terminal));
}

async function runBackup({ to, json, ...options }: BackupOptions, terminal: Terminal): Promise<void> {
  if (options.passphraseFile !== undefined && !options.encrypt)
    throw new UsageError('--passphrase-file goes with --encrypt.');
  const passphrase = options.encrypt ? await readPassphrase(options.passphraseFile) : undefined;
  const { makeBackup } = await import('../backup/make-backup.js'); // slow to load: not for --help
  const step = json ? undefined : (what: string) => terminal.err(`${what} ...`);
  const manifest = await makeBackup({ dataDir: dataDirOf(options), to, passphrase, withKeys: options.withKeys, step });
  if (json) return terminal.out(JSON.stringify(manifest, null, 2));
  terminal.out(
    `${to}: ${events(manifest.events)} up to position ${manifest.position ?? '-'}, verified; root ${manifest.root}.`,
  );
  for (const { path, why } of manifest.leftOut) terminal.out(`Left out: ${path} (${why}).`);
  if (!options.withKeys)
    terminal.out('The key files are not in it: keep copies of them apart, or nothing in it can be read.');
}

async function runRestore({ from, json, erasures, ...options }: RestoreOptions, terminal: Terminal): Promise<void> {
  if (erasures === undefined || (erasures as unknown) === true) {
    throw new UsageError(
      'Give the register of erasures as it is now (--erasures), or say that there are none (--no-erasures).',
    );
  }
  const { restoreBackup } = await import('../backup/restore-backup.js'); // slow to load: not for --help
  const dataDir = dataDirOf(options);
  const { manifest, erased, rejectionsLeftOut, tokens } = await restoreBackup({
    from,
    dataDir,
    erasures: erasures === false ? null : erasures,
    passphrase: () => readPassphrase(options.passphraseFile),
    keys: options.keys,
    key: options.key === undefined ? undefined : readVerifierKey(options.key),
    step: json ? undefined : (what) => terminal.err(`${what} ...`),
  });
  if (json) return terminal.out(JSON.stringify({ ...manifest, erased, rejectionsLeftOut }, null, 2));
  terminal.out(
    `${dataDir}: ${events(manifest.events)} as of ${manifest.madeAt}, verified; the figures are made when it is next used.`,
  );
  if (erased.decisions > 0 || erased.keys > 0) {
    terminal.out(`Erased again: ${count(erased.keys)} keys; ${count(erased.decisions)} decisions recorded again.`);
  }
  if (rejectionsLeftOut > 0) {
    terminal.out(
      `Refused events left out: ${count(rejectionsLeftOut)}, as they are or may be of persons who are erased. Ask senders for them again.`,
    );
  }
  if (tokens) terminal.out('Access tokens are as they were: revoke again those that were revoked since.');
}
