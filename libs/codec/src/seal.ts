/** The sealed form of an event's bytes: AES-256-GCM under the key of its stream. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { hmacSha256, type StreamKey } from '#libs/privacy';

/** Begins every sealed text: a number no JSON begins with. */
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const START = 1 + NONCE_BYTES;

/**
 * Seals: format, nonce, ciphertext, tag. The nonce is computed from the text and what it is bound to, so that the same
 * event always gives the same bytes and two texts of one stream share a nonce only by a collision of 96 bits.
 * @param bound what the sealed text belongs to: nothing of it can be exchanged without being noticed
 */
export function seal({ secret, nonceSecret }: StreamKey, bound: Uint8Array, plain: Uint8Array): Uint8Array {
  const nonce = hmacSha256(nonceSecret, lengthOf(bound), bound, plain);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce.subarray(0, NONCE_BYTES)).setAAD(bound);
  const sealed = Buffer.allocUnsafe(START + plain.byteLength + TAG_BYTES);
  sealed[0] = FORMAT;
  nonce.copy(sealed, 1, 0, NONCE_BYTES);
  cipher.update(plain).copy(sealed, START);
  cipher.final();
  cipher.getAuthTag().copy(sealed, START + plain.byteLength);
  return sealed;
}

/** The text that was sealed; null when the bytes are no sealed text of this key, bound to this. */
export function unseal({ secret }: StreamKey, bound: Uint8Array, sealed: Uint8Array): Buffer | null {
  if (sealed.byteLength < START + TAG_BYTES || sealed[0] !== FORMAT) return null;
  const options = { authTagLength: TAG_BYTES };
  const decipher = createDecipheriv('aes-256-gcm', secret, sealed.subarray(1, START), options).setAAD(bound);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = decipher.update(sealed.subarray(START, -TAG_BYTES));
  try {
    decipher.final();
    return plain;
  } catch {
    return null;
  }
}

function lengthOf(bytes: Uint8Array): Buffer {
  const length = Buffer.allocUnsafe(4);
  length.writeUInt32BE(bytes.byteLength);
  return length;
}
