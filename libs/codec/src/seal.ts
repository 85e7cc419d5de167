/** The sealed form of an event's bytes: AES-256-GCM under the key of its stream. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { hmacSha256, type StreamKey } from '#libs/privacy';

/** Begins every sealed text: a number no JSON begins with. */
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const START = 1 + NONCE_BYTES;

/** Bytes in which the length of the bound part is written. */
const LENGTH = 4;

/** What the nonce is computed from: the length of the bound part, that part and the text. Every call writes it anew. */
let work = Buffer.alloc(8192);

/**
 * Seals: format, nonce, ciphertext, tag. The nonce is computed from the text and what it is bound to, so that the same
 * event always gives the same bytes and two texts of one stream share a nonce only by a collision of 96 bits. Texts are
 * taken in UTF-8.
 * @param bound what the sealed text belongs to: nothing of it can be exchanged without being noticed
 */
export function seal({ secret, nonceSecret }: StreamKey, bound: string, plain: string): Uint8Array {
  const most = LENGTH + 3 * (bound.length + plain.length);
  if (most > work.byteLength) work = Buffer.alloc(2 * most);
  const from = LENGTH + work.write(bound, LENGTH, 'utf8');
  const end = from + work.write(plain, from, 'utf8');
  work.writeUInt32BE(from - LENGTH);
  const sealed = Buffer.allocUnsafe(START + end - from + TAG_BYTES);
  sealed[0] = FORMAT;
  hmacSha256(nonceSecret, work.subarray(0, end)).copy(sealed, 1, 0, NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', secret, sealed.subarray(1, START));
  cipher.setAAD(work.subarray(LENGTH, from));
  sealed.set(cipher.update(work.subarray(from, end)), START);
  cipher.final();
  sealed.set(cipher.getAuthTag(), START + end - from);
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
