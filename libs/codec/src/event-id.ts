import { createHash } from 'node:crypto';

/** Namespace of the event ids (RFC 9562 section 5.5), chosen once at random; another one would make other ids. */
const NAMESPACE = Buffer.from('5b6c3a0e9d1f4c7b8a5221d4e0f7c936', 'hex');

/**
 * A UUIDv5 of an idempotency key: the same event always has the same one. `source` and `id` are hashed as a JSON list,
 * which no two pairs share. Whoever knows the key can compute it; ids of sealed events are made under the vault's key.
 */
export function eventIdOf(key: { readonly source: string; readonly id: string }): string {
  const text = JSON.stringify([key.source, key.id]);
  return uuidOf(createHash('sha1').update(NAMESPACE).update(text).digest(), 5);
}

/** A UUID of a version (RFC 9562: 5 by name with SHA-1, 8 by a rule of one's own) from at least 16 bytes, which change. */
export function uuidOf(hash: Buffer, version: 5 | 8): string {
  hash[6] = (hash[6]! & 0x0f) | (version << 4);
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
