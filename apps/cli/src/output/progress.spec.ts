import { describe, expect, it } from '@jest/globals';
import { startProgress } from './progress.js';

describe('progress off a terminal', () => {
  const watched = (total: number | null, quiet = false) => {
    let time = 0;
    const lines: string[] = [];
    const stream = { isTTY: false, write: (text: string) => lines.push(text) > 0 } as unknown as NodeJS.WriteStream;
    const progress = startProgress({ label: 'Loading', total, quiet, stream, everyMs: 3000, now: () => time });
    return { lines, at: (ms: number, done: number, note?: string) => ((time = ms), progress.update(done, note)) };
  };

  it('says nothing of short work, and a plain line every few seconds of long work', () => {
    const { lines, at } = watched(200);
    at(2900, 10, '5 events');
    at(3100, 100, '50 events');
    at(3200, 110, '55 events');
    at(6200, 300, '99 events');
    expect(lines).toEqual(['Loading  50 %  50 events\n', 'Loading  100 %  99 events\n']);
  });

  it('leaves out a share when it is not known how much there is', () => {
    const { lines, at } = watched(null);
    at(4000, 1, '7 events');
    expect(lines).toEqual(['Loading  7 events\n']);
  });

  it('is silent when asked', () => {
    const { lines, at } = watched(10, true);
    at(60_000, 5);
    expect(lines).toEqual([]);
  });
});
