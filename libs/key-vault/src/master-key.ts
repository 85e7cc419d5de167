import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPseudonymKey } from '#libs/privacy';
import { KeyVaultError } from './errors.js';
import { MASTER_KEY_BYTES } from './wrapping.js';

/** Name of the environment variable that holds the master key, base64 or hex. */
export const MASTER_KEY_VARIABLE = 'CARE_LEDGER_MASTER_KEY';

/**
 * The master key for services that never make one: from the environment, else from `master.key` beside the vault.
 * @param vaultFile path of the vault
 * @throws KeyVaultError when there is none, or it is no key; the key itself is never shown
 */
export function readMasterKey(env: Readonly<Record<string, string | undefined>>, vaultFile: string): Uint8Array {
  const file = join(dirname(vaultFile), 'master.key');
  const [text, from] = env[MASTER_KEY_VARIABLE] ? [env[MASTER_KEY_VARIABLE], MASTER_KEY_VARIABLE] : [read(file), file];
  if (text === null) {
    throw new KeyVaultError(
      `The master key is missing: set ${MASTER_KEY_VARIABLE} to the ${MASTER_KEY_BYTES} bytes in base64 or hex that ` +
        `lock the key vault, or put them into ${file} (openssl rand -base64 32 makes them for a new ledger).`,
    );
  }
  const key = readPseudonymKey(text);
  if (key?.byteLength === MASTER_KEY_BYTES) return key;
  throw new KeyVaultError(`${from} does not hold ${MASTER_KEY_BYTES} bytes in base64 or hex.`);
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
