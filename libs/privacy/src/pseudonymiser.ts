import { base32 } from './base32.js';
import { isBsn } from './bsn.js';
import { hmacSha256 } from './hmac.js';

/** Shortest key accepted, in bytes: as long as the digest, so that guessing the key is no shortcut. */
export const PSEUDONYM_KEY_BYTES = 32;

/** What the key signs besides the number, so that the same key used elsewhere never gives the same value. */
const PURPOSE = 'care-ledger pseudonym 1\n';

/** 160 bits: no two people of any country share one by accident. */
const PSEUDONYM_BYTES = 20;

/** Replaces a BSN by a name that only the holder of the key can compute. */
export interface Pseudonymiser {
  /**
   * The pseudonym of a BSN: `p-` and 32 characters of `a-z 2-7`. The same number under the same key always gives
   * the same one.
   * @throws InvalidBsnError when the text is no BSN; the error never holds the text.
   */
  of(bsn: string): string;
}

/** A text given as a BSN is none. */
export class InvalidBsnError extends Error {
  override readonly name = 'InvalidBsnError';
  constructor() {
    super('This is no BSN: nine digits that pass the elfproef are needed (000000000 and 999999999 are refused).');
  }
}

/**
 * Makes a pseudonymiser: HMAC-SHA-256 of the BSN under a secret key.
 * @param key at least 32 bytes from a random source. Whoever has it can find the BSN of a pseudonym by trying all of
 *   them; whoever loses it can no longer recognise a client.
 * @throws RangeError when the key is too short.
 */
export function createPseudonymiser(key: Uint8Array): Pseudonymiser {
  if (key.byteLength < PSEUDONYM_KEY_BYTES) {
    throw new RangeError(`The pseudonym key needs at least ${PSEUDONYM_KEY_BYTES} bytes; it has ${key.byteLength}.`);
  }
  const secret = Buffer.from(key);
  return {
    of(bsn) {
      if (!isBsn(bsn)) throw new InvalidBsnError();
      const digest = hmacSha256(secret, PURPOSE, bsn);
      return `p-${base32(digest.subarray(0, PSEUDONYM_BYTES))}`;
    },
  };
}
