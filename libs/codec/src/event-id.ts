import { createHash } from 'node:crypto';

/** Namespace of the event ids (RFC 9562 section 5.5), chosen once at random; another one would make other ids. */
const NAMESPACE = Buffer.from('5b6c3a0e9d1f4c7b8a5221d4e0f7c936', 'hex');

/**
 * The id under which the store keeps an event: a UUIDv5 of its idempotency key, so that the same event sent twice has
 * the same one. `source` and `id` are hashed as a JSON list, which no two pairs share.
 */
export function eventIdOf(key: { readonly source: string; readonly id: string }): string {
  const hash = createHash('sha1')
    .update(NAMESPACE)
    .update(JSON.stringify([key.source, key.id]))
    .digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
