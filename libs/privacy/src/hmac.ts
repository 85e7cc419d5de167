import { hash } from 'node:crypto';

/** Block of SHA-256 in bytes. */
const BLOCK = 64;
const DIGEST = 32;

/** What is hashed first: a block of the key and the message, which every call writes anew. */
let inner = Buffer.alloc(4096);
/** What is hashed last: a block of the key and the first digest. */
const outer = Buffer.alloc(BLOCK + DIGEST);

/**
 * HMAC-SHA-256 (RFC 2104) of the parts one after the other. Two hashes of one call each take less than half the time of
 * `createHmac`, which is called for every event.
 */
export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer {
  const block = key.byteLength > BLOCK ? digestOf(key) : key;
  const end = parts.reduce((bytes, part) => bytes + part.byteLength, BLOCK);
  if (end > inner.byteLength) inner = Buffer.alloc(2 * end);
  for (let i = 0; i < BLOCK; i++) {
    const byte = block[i] ?? 0;
    inner[i] = byte ^ 0x36;
    outer[i] = byte ^ 0x5c;
  }
  let at = BLOCK;
  for (const part of parts) {
    inner.set(part, at);
    at += part.byteLength;
  }
  outer.set(digestOf(inner.subarray(0, end)), BLOCK);
  return digestOf(outer);
}

/** SHA-256; as text of one byte each, which the library gives at half the cost of bytes. */
function digestOf(bytes: Uint8Array): Buffer {
  return Buffer.from(hash('sha256', bytes, 'binary'), 'latin1');
}
