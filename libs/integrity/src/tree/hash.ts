/** Hashes of RFC 9162 section 2.1.1: a leaf and a node can never be taken for each other. */
import { createHash, hash } from 'node:crypto';

/** Bytes of a hash. */
export const HASH_BYTES = 32;

const LEAF = Buffer.of(0x00);
const NODE = Buffer.of(0x01);

/** Root of the tree without leaves: the hash of nothing. */
export const EMPTY_ROOT: Uint8Array = sha256();

/** SHA-256 of the parts one after the other. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** SHA-256 in hexadecimal. One call for the whole: several times as quick as a hash that is fed. */
export function sha256Hex(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'hex');
}

/** Hash of a leaf with this content. */
export function hashLeaf(content: Uint8Array): Uint8Array {
  return sha256(LEAF, content);
}

/** Hash of a leaf whose content is this text in UTF-8. */
export function hashLeafText(content: string): Uint8Array {
  return digestOf(`\0${content}`);
}

/** The same in base 64, without bytes in between. */
export function hashLeafTextBase64(content: string): string {
  return hash('sha256', `\0${content}`, 'base64');
}

/** What is hashed for a node: its mark and the hashes below it; every call fills it anew. */
const node = Buffer.alloc(1 + 2 * HASH_BYTES, NODE);

/** Hash of the node above two others. */
export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.byteLength !== HASH_BYTES || right.byteLength !== HASH_BYTES) return sha256(NODE, left, right);
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return digestOf(node);
}

/** A hash as text of one byte each costs half of what it costs as bytes from the library. */
function digestOf(content: Uint8Array | string): Uint8Array {
  return Buffer.from(hash('sha256', content, 'binary'), 'latin1');
}

/** Whether two hashes are the same and as long as a hash is. */
export function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === HASH_BYTES && Buffer.compare(a, b) === 0;
}
