import { join } from 'node:path';
import { KeyVaultError, openKeyVault, readMasterKey, type SqliteKeyVault } from '#libs/key-vault';
import { SettingsError } from './settings/read-settings.js';
import type { ServiceSettings } from './settings/service-settings.js';

/**
 * Opens the key vault that the settings name.
 * @throws SettingsError when it is none, or its master key is missing or another.
 */
export function openVaultOf({
  keysFile,
  masterKey,
  dataDir,
  bsnVault,
}: Pick<ServiceSettings, 'keysFile' | 'masterKey' | 'dataDir'> & { readonly bsnVault?: string }): SqliteKeyVault {
  const file = keysFile ?? join(dataDir, 'keys.sqlite');
  try {
    return openKeyVault(file, masterKey ?? readMasterKey({}, file), { bsnVault });
  } catch (error) {
    if (!(error instanceof KeyVaultError)) throw error;
    const fault = { variable: 'CARE_LEDGER_MASTER_KEY', message: `does not open the key vault. ${error.message}` };
    throw new SettingsError([fault], { cause: error });
  }
}
