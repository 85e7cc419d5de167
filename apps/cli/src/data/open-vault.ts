/** Opens the key vault of a data directory with its master key. */
import { access } from 'node:fs/promises';
import {
  KeyVaultError,
  MASTER_KEY_BYTES,
  MASTER_KEY_VARIABLE,
  openKeyVault,
  type SqliteKeyVault,
} from '#libs/key-vault';
import { UsageError } from '../errors.js';
import type { DataFiles, OpenedDirectory } from './data-directory.js';
import { secretKey } from './secret-key.js';

export interface VaultOptions {
  /** Goes before the environment and the key file. */
  readonly masterKey?: Uint8Array;
  /** Told once, when a key file is made. */
  readonly notice?: (text: string) => void;
}

/**
 * Opens the vault; for a directory without events it is made, with a master key in development.
 * @throws UsageError when the vault or its master key is missing or does not fit.
 */
export async function openVault(
  files: Pick<DataFiles, 'events' | 'keys' | 'masterKey'> & Partial<Pick<OpenedDirectory, 'store' | 'bsnVault'>>,
  { masterKey, notice }: VaultOptions = {},
): Promise<SqliteKeyVault> {
  const made = await exists(files.keys);
  const events = files.store?.kind === 'sqlite' ? files.store.path : files.events;
  if (!made && (await exists(events))) {
    throw new UsageError(
      `The key vault ${files.keys} is missing, and without it no event of this ledger can be read: put it back. (A ` +
        'ledger from before there were key vaults cannot be gone on with: import its events into a new directory.)',
    );
  }
  const key = await secretKey({
    what: 'The master key',
    option: masterKey,
    env: process.env,
    variable: MASTER_KEY_VARIABLE,
    file: files.masterKey,
    needed: made ? 'The key vault is locked with a master key that is not here.' : null,
    made:
      'the master key that locks the keys of all events. Keep a copy in a safe place, apart from the data: without it ' +
      'nothing in the ledger can be read.',
    notice,
  });
  if (key.byteLength !== MASTER_KEY_BYTES) {
    throw new UsageError(`The master key has ${key.byteLength} bytes; ${MASTER_KEY_BYTES} are needed.`);
  }
  try {
    return openKeyVault(files.keys, key, { bsnVault: files.bsnVault });
  } catch (error) {
    if (error instanceof KeyVaultError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
