import { describe, expect, it } from '@jest/globals';
import { flatten, toCsv } from './csv.js';

describe('toCsv', () => {
  it('writes a header and CRLF line ends, and keeps codes as text', () => {
    expect(toCsv([{ careForm: '02', value: 0.5, suppressed: false }])).toBe(
      'careForm,value,suppressed\r\n02,0.5,false\r\n',
    );
  });

  it('quotes only what must be quoted', () => {
    expect(toCsv([{ a: 'x,y', b: 'say "yes"', c: 'two\nlines', d: 'plain' }])).toBe(
      'a,b,c,d\r\n"x,y","say ""yes""","two\nlines",plain\r\n',
    );
  });

  it('takes the columns of all rows and leaves absent and null cells empty', () => {
    expect(toCsv([{ a: 1 }, { b: null, c: ['p', 'q'] }])).toBe('a,b,c\r\n1,,\r\n,,p q\r\n');
  });

  it('has its leading columns without any row', () => {
    expect(toCsv([], ['municipality'])).toBe('municipality\r\n');
  });
});

describe('flatten', () => {
  it('joins names with a point and leaves lists alone', () => {
    expect(
      flatten({ n: 1, interval: { lower: 0.1, upper: null }, classes: { '0-3m': { n: 2 } }, list: ['a'] }),
    ).toEqual({
      n: 1,
      'interval.lower': 0.1,
      'interval.upper': null,
      'classes.0-3m.n': 2,
      list: ['a'],
    });
  });
});
