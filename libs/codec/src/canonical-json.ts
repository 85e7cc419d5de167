import canonicalize from 'canonicalize';
import { written } from './written.js';

/** An escaped surrogate in JSON text, not counting an escaped backslash before a `u`. */
const LONE_SURROGATE = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

/**
 * The RFC 8785 form of a JSON value: one text for one value, whatever the order of members or the writing of numbers.
 * @throws TypeError for what has no such form: `undefined`, NaN, an infinity, a bigint, a lone surrogate.
 */
export function canonicalJson(value: unknown): string {
  let text: string | undefined;
  try {
    text = written(value) ?? canonicalize(value);
  } catch {
    // The library's message can repeat part of the value.
    text = undefined;
  }
  if (text === undefined) throw new TypeError('The value has no canonical JSON form.');
  if (text.includes('\\ud') && LONE_SURROGATE.test(text)) {
    throw new TypeError('A text with half a surrogate pair has no canonical JSON form.');
  }
  return text;
}

/** The UTF-8 bytes of the RFC 8785 form: what is stored, compared and hashed. Errors as `canonicalJson`. */
export function canonicalBytes(value: unknown): Uint8Array {
  return Buffer.from(canonicalJson(value), 'utf8');
}
