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

/** Bytes of a block that texts are written to one after the other; one that is held keeps the whole block. */
const BLOCK_BYTES = 64 * 1024;

let block = Buffer.alloc(0);
let used = 0;

/** What a text is sealed with. */
export type SealingKey = Pick<StreamKey, 'secret' | 'nonceSecret'>;

/**
 * A text in UTF-8 as it is sealed: behind what it belongs to, and that behind its length. The nonce is computed from all of it.
 * @param bound what the sealed text belongs to: nothing of it can be exchanged without being noticed
 */
export function boundText(bound: string, plain: string): Uint8Array {
  const most = LENGTH + 3 * (bound.length + plain.length);
  if (most > block.byteLength - used) [block, used] = [Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, most)), 0];
  const start = used;
  const from = start + LENGTH + block.write(bound, start + LENGTH, 'utf8');
  used = from + block.write(plain, from, 'utf8');
  block.writeUInt32BE(from - LENGTH - start, start);
  return block.subarray(start, used);
}

/** How many bytes a bound text has when it is sealed. */
export function sealedLength(text: Uint8Array): number {
  return START + text.byteLength - plainStart(text) + TAG_BYTES;
}

/**
 * Seals a bound text: format, nonce, ciphertext, tag. The same event always gives the same bytes, and two texts of one stream
 * share a nonce only by a collision of 96 bits.
 * @param target where as many bytes as it has sealed are written
 */
export function sealInto(target: Uint8Array, { secret, nonceSecret }: SealingKey, text: Uint8Array): void {
  const from = plainStart(text);
  target[0] = FORMAT;
  target.set(hmacSha256(nonceSecret, text).subarray(0, NONCE_BYTES), 1);
  const cipher = createCipheriv('aes-256-gcm', secret, target.subarray(1, START));
  cipher.setAAD(text.subarray(LENGTH, from));
  target.set(cipher.update(text.subarray(from)), START);
  cipher.final();
  target.set(cipher.getAuthTag(), START + text.byteLength - from);
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

/** Where in a bound text the text itself begins. */
function plainStart(text: Uint8Array): number {
  return LENGTH + ((text[0]! << 24) | (text[1]! << 16) | (text[2]! << 8) | text[3]!);
}
