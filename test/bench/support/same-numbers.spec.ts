import { describe, expect, it } from '@jest/globals';
import { mustBeSame } from './same-numbers.js';

const QUERY = { id: 'some-figure', by: 'careForm' };
const row = (careForm: string | null, numbers: object) => ({ group: { careForm }, ...numbers });

describe('comparing a figure with a query', () => {
  const own = [
    row('01', { n: 3, mean: 0.1 + 0.2, within: { 28: { numerator: 2 } }, missing: 1, excluded: { deceased: 2 } }),
    row(null, { n: 0, mean: null, within: { 28: { numerator: 0 } }, missing: 0, excluded: { deceased: 0 } }),
  ];
  const other = [{ group: '01', n: 3n, mean: 0.3, 'within.28.numerator': 2, leftOut: 3 }];

  it('takes the same numbers, up to the last digits of a sum, and groups without any', () => {
    expect(() => mustBeSame(QUERY, own, other)).not.toThrow();
  });

  it.each([
    ['another number', [{ ...other[0]!, n: 4 }], 'some-figure, 01, n: the figure is 3, the hand-written query says 4'],
    ['other cases left out', [{ ...other[0]!, leftOut: 2 }], 'leftOut: the figure is 3'],
    ['a group more', [...other, { ...other[0]!, group: '02' }], 'some-figure, 02, n'],
    ['a group less', [{ ...other[0]!, group: null, n: 0, mean: 0, leftOut: 0, 'within.28.numerator': 0 }], '01, n'],
    ['no group at all', [], 'there are no groups'],
  ])('refuses %s', (_, rows, message) => {
    expect(() => mustBeSame(QUERY, own, rows)).toThrow(message);
  });
});
