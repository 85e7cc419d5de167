import { describe, expect, it } from '@jest/globals';
import { BUILT_IN, parseQuestion, periodsOf, series, settle } from '#libs/indicators';
import { given, type AnyRow } from './support/facts.js';
import { record } from './support/rows.js';

describe('periods', () => {
  it('count from the first day, and the last one stops at the last day', () => {
    expect(periodsOf({ from: '2023-01-15', to: '2023-03-31' }, 'P1M')).toEqual([
      { from: '2023-01-15', to: '2023-02-14' },
      { from: '2023-02-15', to: '2023-03-14' },
      { from: '2023-03-15', to: '2023-03-31' },
    ]);
  });

  it('clip to the end of a month without drifting', () => {
    expect(periodsOf({ from: '2023-01-31', to: '2023-04-30' }, 'P1M')).toEqual([
      { from: '2023-01-31', to: '2023-02-27' },
      { from: '2023-02-28', to: '2023-03-30' },
      { from: '2023-03-31', to: '2023-04-29' },
      { from: '2023-04-30', to: '2023-04-30' },
    ]);
  });

  it.each([
    ['P3M', ['2024-01-01', '2024-04-01', '2024-07-01', '2024-10-01']],
    ['P6M', ['2024-01-01', '2024-07-01']],
    ['P1Y', ['2024-01-01']],
  ] as const)('of %s', (interval, starts) => {
    const periods = periodsOf({ from: '2024-01-01', to: '2024-12-31' }, interval);
    expect(periods.map((period) => period.from)).toEqual(starts);
    expect(periods.at(-1)!.to).toBe('2024-12-31');
  });

  it('are one for a window of a day', () => {
    expect(periodsOf({ from: '2024-02-29', to: '2024-02-29' }, 'P1Y')).toEqual([
      { from: '2024-02-29', to: '2024-02-29' },
    ]);
  });
});

it('a series gives the figure of each period, over nothing too', async () => {
  const asking = await given({
    record: [
      record('a', 'r1', '2022-01-01', '2023-01-31'),
      record('b', 'r2', '2022-01-01', '2023-03-01', { endReason: '03' }),
    ],
  });
  const dropout = BUILT_IN.find((one) => one.id === 'dropout')!;
  const { question } = parseQuestion(dropout, { from: '2023-01-01', to: '2023-03-31', interval: 'P1M' }, 'series');
  const periods = await series(asking.view, dropout, settle(question!, '2025-12-31'));
  expect(
    periods.map(({ window, rows }) => [window.from, rows.map((row: AnyRow) => [row.numerator, row.denominator])]),
  ).toEqual([
    ['2023-01-01', [[0, 1]]],
    ['2023-02-01', [[0, 0]]],
    ['2023-03-01', [[1, 1]]],
  ]);
});
