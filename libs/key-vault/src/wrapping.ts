/** Keys under a master key: AES-256-GCM with a random nonce, bound to what they are for. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { randomBytes } from './random.js';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Length of a master key in bytes. */
export const MASTER_KEY_BYTES = 32;

/** Wraps: nonce, ciphertext, tag. */
export function wrap(master: Uint8Array, purpose: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', master, nonce).setAAD(Buffer.from(purpose));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Unwraps; null when it was wrapped under another key, for another purpose, or was changed. */
export function unwrap(master: Uint8Array, purpose: string, wrapped: Uint8Array): Buffer | null {
  if (wrapped.byteLength < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', master, wrapped.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(wrapped.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}
