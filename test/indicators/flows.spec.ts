/** Stock and flow (indicators.md section 1), and persons counted once: residential-share. */
import { describe, expect, it } from '@jest/globals';
import { given, type AnyRow } from './support/facts.js';
import { FORM, measure, probation, record } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-06-30' };

describe('flows of spans', () => {
  it.each([
    ['over before the window', '2022-01-01', '2022-12-31', [0, 0, 0, 0, 0]],
    ['ended on the first day', '2022-01-01', '2023-01-01', [1, 0, 1, 0, 1]],
    ['started the day before', '2022-12-31', null, [1, 0, 0, 1, 1]],
    ['started on the first day', '2023-01-01', null, [0, 1, 0, 1, 1]],
    ['within the window', '2023-02-01', '2023-03-01', [0, 1, 1, 0, 1]],
    ['one day long', '2023-02-01', '2023-02-01', [0, 1, 1, 0, 1]],
    ['started on the last day', '2023-06-30', null, [0, 1, 0, 1, 1]],
    ['ended on the last day', '2022-01-01', '2023-06-30', [1, 0, 1, 0, 1]],
    ['ended the day after', '2022-01-01', '2023-07-01', [1, 0, 0, 1, 1]],
    ['started after the window', '2023-07-01', null, [0, 0, 0, 0, 0]],
  ])('given one %s', async (_what, start, end, [opening, into, out, closing, active]) => {
    const asking = await given({
      record: [record('a', 'r1', start, end)],
      measure: [measure('a', 'm1', '11', start, end)],
      probation: [probation('a', 'o1', start, end)],
    });
    const figure = { opening, in: into, out, closing, active };
    const [row] = await asking.flows(W);
    expect(row).toMatchObject({ group: {}, records: figure, persons: figure, measures: figure, probations: figure });
  });
});

describe('flows of persons', () => {
  it('counts each person once: in = not in the opening stock, out = not in the closing stock', async () => {
    const asking = await given({
      record: [
        // a is there all along, with an end and a start in between.
        record('a', 'a1', '2022-01-01', '2023-03-01'),
        record('a', 'a2', '2023-04-01', null),
        // b comes twice and goes.
        record('b', 'b1', '2023-02-01', '2023-03-01'),
        record('b', 'b2', '2023-05-01', '2023-06-30'),
        record('c', 'c1', '2022-01-01', '2023-06-30'),
      ],
    });
    const [row] = await asking.flows(W);
    expect(row!['records']).toEqual({ opening: 2, in: 3, out: 4, closing: 1, active: 5 });
    expect(row!['persons']).toEqual({ opening: 2, in: 1, out: 2, closing: 1, active: 3 });
  });

  it('can stand in several groups of a breakdown', async () => {
    const asking = await given({
      record: [record('a', 'a1', '2022-01-01', null), record('a', 'a2', '2023-02-01', null, FORM['14'])],
      measure: [measure('a', 'm1', '11', '2022-01-01', null)],
    });
    const rows = await asking.flows({ ...W, by: 'careForm' });
    expect(
      rows.map((row) => [row.group, (row['persons'] as AnyRow).active, (row['measures'] as AnyRow).active]),
    ).toEqual([
      [{ careForm: '02' }, 1, 0],
      [{ careForm: '14' }, 1, 0],
      [{ careForm: null }, 0, 1],
    ]);
  });

  it('filters every stock and the transitions', async () => {
    const asking = await given({
      record: [record('a', 'a1', '2022-01-01', '2023-02-01'), record('b', 'b1', '2023-02-01', null, FORM['14'])],
      measure: [measure('a', 'm1', '11', '2022-01-01', null)],
    });
    const [row] = await asking.flows({ ...W, careForm: '02' });
    expect(row).toMatchObject({
      records: { active: 1 },
      persons: { active: 1 },
      measures: { active: 0 },
      transitions: [{ from: '02', to: null, count: 1 }],
    });
  });
});

describe('residential-share', () => {
  it('counts a person with any residential record active in the window once', async () => {
    const asking = await given({
      record: [
        record('a', 'a1', '2022-01-01', null),
        record('a', 'a2', '2023-02-01', null, FORM['14']),
        record('a', 'a3', '2023-03-01', null, FORM['11']),
        record('b', 'b1', '2022-01-01', '2023-01-01'),
        record('c', 'c1', '2022-01-01', '2022-12-31', FORM['14']),
        record('d', 'd1', '2023-07-01', null, FORM['14']),
      ],
    });
    expect(await asking.row('residential-share', W)).toMatchObject({ numerator: 1, denominator: 2, value: 0.5 });
    const rows = await asking.rows('residential-share', { ...W, by: 'careForm' });
    expect(rows.map((row) => [row.group.careForm, row.numerator, row.denominator])).toEqual([
      ['02', 0, 2],
      ['11', 1, 1],
      ['14', 1, 1],
    ]);
  });
});

describe('throughput-time', () => {
  it('has R type 7 quantiles, n - 1 in the sd, and the classes of CBS by months that clip', async () => {
    const asking = await given({
      record: [
        record('a', 'r1', '2023-01-31', '2023-04-29'),
        record('b', 'r2', '2023-01-31', '2023-04-30'),
        record('c', 'r3', '2022-06-30', '2023-06-29'),
        record('d', 'r4', '2019-06-30', '2023-06-30'),
      ],
    });
    const row = await asking.row('throughput-time', W);
    // quantile(c(88, 89, 364, 1461), c(.5, .9)) and sd() in R
    expect(row).toMatchObject({ n: 4, mean: 500.5, median: 226.5, p90: expect.closeTo(1131.9, 9) });
    expect(row.sd).toBeCloseTo(653.3710023154, 9);
    expect(Object.entries<AnyRow>(row.classes).map(([name, one]) => [name, one.numerator])).toEqual([
      ['0-3m', 1],
      ['3-6m', 1],
      ['6-12m', 1],
      ['1-2y', 0],
      ['2-3y', 0],
      ['3-4y', 0],
      ['4y+', 1],
    ]);
  });

  it('has no sd of one number, and nothing of none', async () => {
    const asking = await given({ record: [record('a', 'r1', '2023-01-01', '2023-01-01')] });
    expect(await asking.row('throughput-time', W)).toMatchObject({ n: 1, mean: 0, sd: null, median: 0, p90: 0 });
    expect(await asking.row('throughput-time', { from: '2020-01-01', to: '2020-01-01' })).toMatchObject({
      n: 0,
      mean: null,
      median: null,
      reason: 'no-cases',
    });
  });
});
