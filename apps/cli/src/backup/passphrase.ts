import { readFile } from 'node:fs/promises';
import { UsageError } from '../errors.js';

/** Name of the environment variable with the passphrase of backups. */
export const PASSPHRASE_VARIABLE = 'CARE_LEDGER_BACKUP_PASSPHRASE';

const LEAST_CHARACTERS = 12;

/**
 * The passphrase: the first line of a file, or the environment's; never an argument, which everyone on the machine can see.
 * @throws UsageError when there is none, or it is too short
 */
export async function readPassphrase(file: string | undefined): Promise<string> {
  const text = file === undefined ? process.env[PASSPHRASE_VARIABLE] : await firstLine(file);
  if (!text) throw new UsageError(`Give a passphrase: in a file (--passphrase-file) or as ${PASSPHRASE_VARIABLE}.`);
  if (text.length >= LEAST_CHARACTERS) return text;
  throw new UsageError(`The passphrase is too short: give at least ${LEAST_CHARACTERS} characters.`);
}

async function firstLine(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read ${file}: ${error.code ?? error.message}.`);
  });
  return text.split(/\r?\n/, 1)[0]!;
}
