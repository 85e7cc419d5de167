import { createHash, createHmac } from 'node:crypto';

/** What the first entry follows on. */
export const BEGINNING: Uint8Array = new Uint8Array(32);

/** The hash of an entry: over that of the entry before, its number and its text. */
export function chained(before: Uint8Array, number: number, text: string): Buffer {
  return createHash('sha256').update(before).update(`${number}\n${text}`).digest();
}

/** 132 bits: no two clients of one ledger share a reference. */
const REFERENCE_CHARACTERS = 22;

/** A keyed reference: who has the key finds the entries of an id; nobody finds the id in an entry. */
export function referenceOf(key: Uint8Array, kind: string, id: string): string {
  return createHmac('sha256', key).update(`${kind}\n${id}`).digest('base64url').slice(0, REFERENCE_CHARACTERS);
}
