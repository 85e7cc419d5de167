import { describe, expect, it } from '@jest/globals';
import type { Measurement } from './measure.js';
import { withResults } from './page.js';
import { table } from './report.js';

const ROW: Measurement = {
  id: 'append',
  what: 'append',
  unit: 'events/s',
  values: [10_000, 30_000.4, 20_000],
  processor: [40, 41.26, 60],
  peer: { name: 'other', unit: 'events/s', values: [4_000], processor: [200] },
  target: { of: 'ratio', atLeast: 10 },
};

const cellsOf = (line: string) => line.split('|').map((cell) => cell.trim());

describe('the table of the bench', () => {
  it('has a row with its units, its range, its peer and what was asked', () => {
    const lines = table([ROW]).split('\n');
    expect(lines).toHaveLength(3);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(cellsOf(lines[2]!)).toEqual([
      '', 'append', '20,000 events/s', '10,000 - 30,000', '41.3 µs/event', 'other', '4,000 events/s', '', '200 µs/event', '5 x', '≥ 10 x', 'no', '',
    ]); // prettier-ignore
  });

  it('says why a peer was not measured', () => {
    const peer = { name: 'other', unit: 'events/s', values: [], missing: 'not measured: no --peers' } as const;
    const line = table([{ ...ROW, peer }]).split('\n')[2]!;
    expect(cellsOf(line).slice(5)).toEqual([
      'other',
      'not measured: no --peers',
      '',
      '',
      '',
      '≥ 10 x',
      'not measured',
      '',
    ]);
  });

  it('goes between the markers of a page, as often as one likes', () => {
    const page = 'before\n<!-- results: written by npm run bench -->\nold\n<!-- end of results -->\nafter\n';
    const once = withResults(page, 'new');
    expect(once).toBe('before\n<!-- results: written by npm run bench -->\n\nnew\n\n<!-- end of results -->\nafter\n');
    expect(withResults(once, 'new')).toBe(once);
    expect(() => withResults('no markers', 'new')).toThrow('the page has no');
  });
});
