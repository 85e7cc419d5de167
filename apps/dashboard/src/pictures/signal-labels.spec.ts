import { describe, expect, it } from '@jest/globals';
import { signalLabels, stretchEnds } from './signal-labels.js';

const NAMES = {
  'beyond-limits': 'beyond limits',
  'two-of-three': '2 of 3',
  'run-of-eight': '8 in a row',
  'trend-of-six': '6 one way',
};

describe('names of run rules in a trend', () => {
  it('stand at the end of each stretch', () => {
    const run = ['run-of-eight'] as const;
    expect(stretchEnds([run, run, [], ['run-of-eight', 'beyond-limits']])).toEqual([
      { rule: 'run-of-eight', index: 1 },
      { rule: 'run-of-eight', index: 3 },
      { rule: 'beyond-limits', index: 3 },
    ]);
  });

  it('do not lie over each other, and stay inside', () => {
    const labels = signalLabels(
      [['two-of-three'], ['run-of-eight', 'beyond-limits']],
      NAMES,
      (index) => ({ x: index * 10, y: 100 }),
      [0, 200],
    );
    expect(labels.map(({ y }) => y)).toEqual([88, 74, 60]);
    expect(labels.every(({ x }) => x > 20)).toBe(true);
  });
});
