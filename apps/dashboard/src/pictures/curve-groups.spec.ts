import { describe, expect, it } from '@jest/globals';
import { atRiskOn, chooseCurves, pointOn, spread } from './curve-groups.js';

const point = (day: number, atRisk: number, events = 1) => ({
  day,
  value: 0.1,
  interval: null,
  atRisk,
  events,
  competing: 0,
  censored: 0,
});
const curve = (label: string, atRisk: number) => ({
  label,
  row: { group: {}, median: null, points: [point(3, atRisk)] },
});
const none = (label: string, suppressed = false) => ({
  label,
  row: { group: {}, median: null, points: [], suppressed },
});

describe('curves of groups', () => {
  it('are those with most cases, in the order of the answer, and say what is left out and why', () => {
    const rows = [
      curve('a', 5),
      curve('b', 50),
      none('c'),
      curve('d', 20),
      curve('e', 7),
      curve('f', 90),
      none('g', true),
    ];
    const choice = chooseCurves(rows);
    expect(choice.drawn.map(({ label }) => label)).toEqual(['b', 'd', 'e', 'f']);
    expect(choice).toMatchObject({ smaller: ['a'], without: ['c'], hidden: ['g'] });
  });

  it('are steps: a value holds until the next, and who is left is followed on', () => {
    const points = [point(10, 8), point(20, 6, 2)];
    expect([pointOn(points, 9), pointOn(points, 19)?.day]).toEqual([null, 10]);
    expect([0, 10, 11, 20, 21].map((day) => atRiskOn(points, day))).toEqual([8, 8, 6, 6, 4]);
  });

  it('have names that do not lie over each other', () => {
    expect(spread([50, 52, 10], 14, [0, 100])).toEqual([50, 64, 10]);
    expect(spread([99, 98, 97], 10, [0, 100])).toEqual([100, 90, 80]);
  });
});
