/** Hashes of RFC 9162 section 2.1.1: a leaf and a node can never be taken for each other. */
import { createHash } from 'node:crypto';

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

/** Hash of a leaf with this content. */
export function hashLeaf(content: Uint8Array): Uint8Array {
  return sha256(LEAF, content);
}

/** Hash of the node above two others. */
export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE, left, right);
}

/** Whether two hashes are the same and as long as a hash is. */
export function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === HASH_BYTES && Buffer.compare(a, b) === 0;
}
