import { describe, expect, it } from '@jest/globals';
import { toCsv } from './csv.js';
import { flatten } from './table.js';

const write = (...lines: Record<string, unknown>[]) =>
  toCsv({ columns: Object.keys(lines[0]!), textColumns: [], lines });

describe('toCsv', () => {
  it('writes a header and CRLF line ends, and keeps codes as text', () => {
    expect(write({ careForm: '02', value: 0.5, suppressed: false })).toBe(
      'careForm,value,suppressed\r\n02,0.5,false\r\n',
    );
  });

  it('quotes only what must be quoted', () => {
    expect(write({ a: 'x,y', b: 'say "yes"', c: 'two\nlines', d: 'plain' })).toBe(
      'a,b,c,d\r\n"x,y","say ""yes""","two\nlines",plain\r\n',
    );
  });

  it('leaves absent and null cells empty, and puts spaces between the members of a list', () => {
    expect(write({ a: 1, b: null, c: ['p', 'q'] }, { b: 2 })).toBe('a,b,c\r\n1,,p q\r\n,2,\r\n');
  });

  it('has a header without any line', () => {
    expect(toCsv({ columns: ['municipality'], textColumns: [], lines: [] })).toBe('municipality\r\n');
  });
});

describe('flatten', () => {
  it('joins names with a point and leaves lists alone', () => {
    expect(flatten({ n: 1, interval: { lower: 0.1, upper: 1 }, classes: { '0-3m': { n: 2 } }, list: ['a'] })).toEqual({
      n: 1,
      'interval.lower': 0.1,
      'interval.upper': 1,
      'classes.0-3m.n': 2,
      list: ['a'],
    });
  });

  it('gives a missing interval the columns of one', () => {
    expect(flatten({ median: null, interval: null })).toEqual({
      median: null,
      'interval.level': null,
      'interval.lower': null,
      'interval.upper': null,
      'interval.method': null,
    });
  });
});
