import { describe, expect, it } from '@jest/globals';
import type { Measurement } from './measure.js';
import { withSections } from './page.js';
import { sections, table, type Results } from './report.js';

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

  it('stands under its heading with the run it is of, and not when its part did not begin', () => {
    const results: Results = {
      command: 'npm run bench -- --only ingest',
      at: '2026-11-22T10:00Z',
      version: '0.1.0',
      commit: 'abc1234',
      peers: 'emmett-sqlite 1.0.0',
      machine: { cores: 2, processor: 'any', memoryMB: 1_024, system: 'Linux 6', node: 'v20' },
      seconds: 60,
      parts: [
        { name: 'Ingest', seconds: 12.4, loads: [0.1, 2], measurements: [ROW] },
        { name: 'Replay', seconds: 3, loads: [2, 2], measurements: [], failure: 'no events' },
        { name: 'Scale', seconds: 0, loads: [2, 2], measurements: [] },
      ],
    };
    const [ingest, replay, ...others] = sections(results);
    expect(others).toEqual([]);
    expect(ingest!.text.split('\n').slice(0, 4)).toEqual([
      '### Ingest',
      '',
      '`npm run bench -- --only ingest`, 2026-11-22T10:00Z; 12 s, load 0.1 before and 2.0 after.',
      'Care Ledger 0.1.0 at `abc1234`, emmett-sqlite 1.0.0; Node v20, Linux 6, 2 cores (any), 1,024 MB.',
    ]);
    expect(ingest!.text).toContain(table([ROW]));
    expect(replay!.text).toContain('It did not get to its end: no events');
  });

  it('goes between the markers of a page, where the sections that were not measured again stay', () => {
    const around = (results: string) =>
      `before\n<!-- results: written by npm run bench -->\n\n${results}\n\n<!-- end of results -->\nafter\n`;
    const section = (title: string, run: string) => ({ title, text: `### ${title}\n\n${run}\n\n| a |` });
    const page = around(['A', 'B', 'Gone'].map((title) => section(title, 'old').text).join('\n\n'));
    const next = withSections(page, [section('C', 'new'), section('B', 'new')], ['A', 'B', 'C']);
    const all = [section('A', 'old'), section('B', 'new'), section('C', 'new')];
    expect(next).toBe(around(all.map(({ text }) => text).join('\n\n')));
    expect(withSections(next, [], ['A', 'B', 'C'])).toBe(next);
    expect(() => withSections('no markers', [], [])).toThrow('the page has no');
  });
});
