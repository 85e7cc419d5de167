export { isBsn } from './bsn.js';
export { hmacSha256 } from './hmac.js';
export { holdsBsn } from './holds-bsn.js';
export { readPseudonymKey } from './pseudonym-key.js';
export { createPseudonymiser, InvalidBsnError, PSEUDONYM_KEY_BYTES, type Pseudonymiser } from './pseudonymiser.js';
export { REMOVED, replaceBsns } from './replace-bsns.js';
export {
  ERASED,
  KeysUnavailableError,
  type BsnVault,
  type DestroyedKey,
  type KeyVault,
  type StreamKey,
} from './key-vault.js';
export { base32 } from './base32.js';
export * from './disclosure/index.js';
