export { KeyVaultError } from './errors.js';
export { MASTER_KEY_VARIABLE, readMasterKey } from './master-key.js';
export { openKeyVault, temporaryKeyVault, type KeyVaultOptions } from './open.js';
export type { SqliteKeyVault, VaultPlace } from './sqlite-key-vault.js';
export { MASTER_KEY_BYTES } from './wrapping.js';
