import { describe, expect, it } from '@jest/globals';
import { base32 } from './base32.js';
import { createPseudonymiser, InvalidBsnError } from './pseudonymiser.js';

const key = Buffer.alloc(32, 1);

describe('pseudonyms', () => {
  it('stay the same for ever under the same key', () => {
    expect(createPseudonymiser(key).of('999990019')).toBe('p-zmz2ij3y7ybql6lj4ubry4qyyjlzl5d6');
    expect(createPseudonymiser(Buffer.from(key)).of('999990019')).toBe(createPseudonymiser(key).of('999990019'));
  });

  it('differ by number and by key, and hold no trace of the number', () => {
    const ofOne = createPseudonymiser(key);
    const ofOther = createPseudonymiser(Buffer.alloc(32, 2));
    const all = [ofOne.of('999990019'), ofOne.of('999900006'), ofOther.of('999990019'), ofOther.of('999900006')];
    expect(new Set(all).size).toBe(4);
    for (const pseudonym of all) expect(pseudonym).toMatch(/^p-[a-z2-7]{32}$/);
  });

  it('do not follow a key that is changed afterwards', () => {
    const mutable = Buffer.from(key);
    const pseudonymiser = createPseudonymiser(mutable);
    mutable.fill(9);
    expect(pseudonymiser.of('999990019')).toBe(createPseudonymiser(key).of('999990019'));
  });

  it('are made of a BSN only; the error does not repeat what was given', () => {
    const pseudonymiser = createPseudonymiser(key);
    for (const text of ['999990018', '99999001', 'Jan']) {
      expect(() => pseudonymiser.of(text)).toThrow(InvalidBsnError);
      expect(() => pseudonymiser.of(text)).not.toThrow(text);
    }
  });

  it('need a key of 32 bytes', () => {
    expect(() => createPseudonymiser(Buffer.alloc(31))).toThrow(RangeError);
    expect(createPseudonymiser(Buffer.alloc(64)).of('999990019')).toMatch(/^p-/);
  });
});

describe('base 32', () => {
  it.each([
    ['', ''],
    ['f', 'my'],
    ['fo', 'mzxq'],
    ['foo', 'mzxw6'],
    ['foob', 'mzxw6yq'],
    ['fooba', 'mzxw6ytb'],
    ['foobar', 'mzxw6ytboi'],
  ])('of %p is %p (RFC 4648 section 10, lower case, no padding)', (text, encoded) => {
    expect(base32(Buffer.from(text))).toBe(encoded);
  });
});
