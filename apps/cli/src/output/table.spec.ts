import { describe, expect, it } from '@jest/globals';
import { renderTable, wrap } from './table.js';

describe('a table', () => {
  it('aligns text to the left and numbers to the right, without trailing blanks', () => {
    const table = renderTable(
      [{ title: 'municipality' }, { title: 'n', align: 'right' }, { title: 'note' }],
      [
        ['GM0243', '1,204', 'ü'],
        ['GM0302', '7', ''],
      ],
    );
    expect(table.split('\n')).toEqual([
      'municipality      n  note',
      '------------  -----  ----',
      'GM0243        1,204  ü',
      'GM0302            7',
    ]);
  });

  it('has its header when there is no row', () => {
    expect(renderTable([{ title: 'id' }], [])).toBe('id\n--');
  });
});

describe('wrapping', () => {
  it('breaks at spaces and keeps a word that is too long whole', () => {
    expect(wrap('one two three', 7)).toBe('one two\nthree');
    expect(wrap('extraordinarily so', 5, '  ')).toBe('  extraordinarily\n  so');
  });
});
