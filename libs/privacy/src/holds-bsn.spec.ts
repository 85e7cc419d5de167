import { describe, expect, it } from '@jest/globals';
import { holdsBsn } from './holds-bsn.js';

describe('holdsBsn', () => {
  it.each([
    '999990019',
    'over 999990019.',
    'BSN999990019',
    'bsn: 9999.90.019',
    '(999 990 019)',
    '999-990-019 en meer',
    'in 2024 999990019',
  ])('finds the one in %p', (text) => expect(holdsBsn(text)).toBe(true));

  it.each(['', '999990018', 'T999990019', '1999990019', '999 990.019', '99999001', 'van 2024-01-10 tot 2024-06-30'])(
    'finds none in %p',
    (text) => expect(holdsBsn(text)).toBe(false),
  );
});
