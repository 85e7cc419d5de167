import { describe, expect, it } from '@jest/globals';
import { readPseudonymKey } from './pseudonym-key.js';

describe('a pseudonym key as text', () => {
  const key = Buffer.from(Array.from({ length: 33 }, (_, i) => 255 - 7 * i));

  it.each(['base64', 'base64url', 'hex'] as const)('is read from %s', (encoding) => {
    expect(readPseudonymKey(` ${key.toString(encoding)}\n`)).toEqual(key);
    expect(readPseudonymKey(key.toString('hex').toUpperCase())).toEqual(key);
  });

  it('is taken for base64 where it is too short to be a key in hexadecimal', () => {
    expect(readPseudonymKey('abcdef12')).toHaveLength(6);
  });

  it.each(['', 'not a key!', 'a=b', 'ab\ncd'])('is none in %j', (text) => {
    expect(readPseudonymKey(text)).toBeNull();
  });
});
