import { describe, expect, it } from '@jest/globals';
import { isBsn } from './bsn.js';

/** The elfproef written out another way: the check digit is the weighted sum of the first eight modulo 11. */
function checkDigit(eight: string): number {
  let sum = 0;
  for (let place = 0; place < 8; place += 1) sum += Number(eight[place]) * (9 - place);
  return sum % 11;
}

describe('elfproef', () => {
  it('takes exactly the numbers of the test range that pass it', () => {
    let taken = 0;
    for (let number = 999_900_006; number <= 999_999_990; number += 1) {
      const text = String(number);
      const passes = checkDigit(text.slice(0, 8)) === Number(text[8]);
      if (isBsn(text) !== passes) throw new Error(`${text} should ${passes ? '' : 'not '}be taken`);
      if (passes) taken += 1;
    }
    expect(taken).toBe(9_091);
  });

  it.each(['999990019', '999900006', '999999990', '111222333', '123456782', '010464554'])('takes %s', (text) => {
    expect(isBsn(text)).toBe(true);
  });

  it.each([
    ['never issued', '000000000'],
    ['never issued', '999999999'],
    ['a digit off', '999990018'],
    ['two digits swapped', '999990091'],
    ['too short', '99999001'],
    ['no leading zero', '10464554'],
    ['too long', '9999900190'],
    ['with dots', '999.990.019'],
    ['with a space', '999990019 '],
    ['with a line end', '999990019\n'],
    ['other digits', '٩٩٩٩٩٠٠١٩'],
    ['letters', 'abcdefghi'],
    ['nothing', ''],
  ])('refuses %s (%p)', (_why, text) => {
    expect(isBsn(text)).toBe(false);
  });
});
