import { PSEUDONYM_KEY_BYTES } from './pseudonymiser.js';

/**
 * Reads a key from text, as it stands in a file or a setting: base64 (either alphabet), or hexadecimal where the text is
 * long enough to be a key in it. White space around it does not count.
 * @returns the bytes, however few; null when it is neither.
 */
export function readPseudonymKey(text: string): Uint8Array | null {
  const trimmed = text.trim();
  const isHex = /^([0-9a-f]{2})+$/i.test(trimmed) && trimmed.length >= 2 * PSEUDONYM_KEY_BYTES;
  if (isHex) return Buffer.from(trimmed, 'hex');
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(trimmed) ? Buffer.from(trimmed, 'base64') : null;
}
