import { describe, expect, it } from '@jest/globals';
import { joined } from '../../testing/persons.js';
import { csvLine, csvOf } from './csv.js';

describe('CSV', () => {
  it('quotes what must be quoted, keeps codes, and leaves cells without a value empty', () => {
    const cells = ['01', 'a,b', 'say "x"', 'two\nlines', null, undefined, 0.1, -3, false];
    expect(csvLine(cells)).toBe('01,"a,b","say ""x""","two\nlines",,,0.1,-3,false\r\n');
  });

  it('has a header, also when there is no row', async () => {
    async function* rows() {
      yield [{ b: 2, a: '1' }];
      yield [{ a: '3' }];
      await Promise.resolve();
    }
    async function* nothing() {}
    expect(await joined(csvOf(['a', 'b'], rows()))).toBe('a,b\r\n1,2\r\n3,\r\n');
    expect(await joined(csvOf(['a', 'b'], nothing()))).toBe('a,b\r\n');
  });
});
