/** severity-reduction and problem-reduction. The record of each person runs from 2022-06-01 to 2023-03-10. */
import { describe, expect, it } from '@jest/globals';
import { given, type Facts } from './support/facts.js';
import { assessment, record } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-06-30' };
const START = '2022-06-01';
const END = '2023-03-10';
const records = (...persons: string[]) => persons.map((p) => record(p, `r-${p}`, START, END));
const scored = (
  p: string,
  rank: number,
  on: string,
  moment: 'start' | 'interim' | 'end',
  scores: Record<string, number | null>,
  more: object = {},
) => assessment(p, `r-${p}`, rank, on, moment, scores, more);
const ask = async (facts: Facts, query: object = {}, id = 'severity-reduction') =>
  (await given(facts)).row(id, { ...W, ...query });

/** One person's start and end score on FJ and KO. */
const pair = (p: string, start: [number | null, number | null], end: [number | null, number | null]) => [
  ...scored(p, 1, START, 'start', { FJ: start[0], KO: start[1] }),
  ...scored(p, 9, END, 'end', { FJ: end[0], KO: end[1] }),
];

describe('severity-reduction', () => {
  it.each([
    ['improves by exactly the threshold', [4, 3], [3.5, 2.5], 'improved'],
    ['improves by less', [4, 3], [3.6, 2.5], 'same'],
    ['stays', [4, 3], [4, 3], 'same'],
    ['worsens by less', [3, 3], [3.4, 3.4], 'same'],
    ['worsens by exactly the threshold', [3, 3], [3, 4], 'worse'],
    ['gains on one scale what it loses on the other', [3, 3], [2, 4], 'same'],
  ] as const)('a record that %s', async (_what, start, end, name) => {
    const row = await ask({ record: records('a'), assessment: pair('a', [...start], [...end]) });
    expect(row).toMatchObject({ denominator: 1, missing: 0, value: name === 'improved' ? 1 : 0 });
    const counts = Object.entries(row.classes as Record<string, { numerator: number }>);
    expect(counts.map(([one, { numerator }]) => [one, numerator])).toEqual([
      ['improved', name === 'improved' ? 1 : 0],
      ['worse', name === 'worse' ? 1 : 0],
      ['same', name === 'same' ? 1 : 0],
    ]);
  });

  it('rounds the change to nine decimals before it compares', async () => {
    // 0.1 + 0.2 is not 0.3: without rounding the change of 0.3 would miss the threshold.
    const facts = { record: records('a'), assessment: pair('a', [1.3, 1.3], [1, 1]) };
    expect(await ask(facts, { minChange: '0.3' })).toMatchObject({ numerator: 1, meanChange: 0.3 });
    expect(await ask(facts, { minChange: '0.300000001' })).toMatchObject({ numerator: 0 });
  });

  it('has no effect size where all start scores are the same, however they were added up', async () => {
    // In doubles 1.2 + 2.2 is not 1.4 + 2, and so on: all of these have a mean of 1.3, 1.7 or 1.8.
    for (const scores of [
      [
        [1, 1.6],
        [1.2, 1.4],
      ],
      [
        [1, 2.4],
        [1.2, 2.2],
        [1.4, 2],
        [1.6, 1.8],
      ],
      [
        [1, 2.6],
        [1.2, 2.4],
        [1.4, 2.2],
        [1.6, 2],
        [1.8, 1.8],
      ],
    ] as [number, number][][]) {
      const persons = scores.map((_, i) => `p${i}`);
      const assessments = scores.flatMap((start, i) => pair(persons[i]!, start, [1, 1]));
      const row = await ask({ record: records(...persons), assessment: assessments });
      expect([row.denominator, row.effectSize]).toEqual([scores.length, null]);
    }
  });

  it('tells the mean change and the effect size over the cases counted', async () => {
    const facts = {
      record: records('a', 'b', 'c', 'd'),
      assessment: [
        ...pair('a', [4, 4], [2, 2]),
        ...pair('b', [3, 3], [3, 3]),
        ...pair('c', [2, 2], [1, 1]),
        ...pair('d', [5, 5], [null, null]),
      ],
    };
    const row = await ask(facts);
    expect(row).toMatchObject({ numerator: 2, denominator: 3, missing: 1, meanChange: 1 });
    expect(row.effectSize).toBeCloseTo(1, 12); // sd of 4, 3, 2 is 1
  });

  it('has no effect size for one case, or where all start alike', async () => {
    const one = { record: records('a'), assessment: pair('a', [4, 4], [2, 2]) };
    expect(await ask(one)).toMatchObject({ meanChange: 2, effectSize: null });
    const alike = {
      record: records('a', 'b'),
      assessment: [...pair('a', [4, 4], [2, 2]), ...pair('b', [4, 4], [3, 3])],
    };
    expect(await ask(alike)).toMatchObject({ meanChange: 1.5, effectSize: null });
    expect(await ask({})).toMatchObject({ value: null, meanChange: null, effectSize: null, reason: 'no-cases' });
  });

  it('takes the scales known at both moments', async () => {
    const facts = { record: records('a'), assessment: pair('a', [4, 5], [3, null]) };
    expect(await ask(facts)).toMatchObject({ denominator: 1, meanChange: 1 });
    expect(await ask({ record: records('a'), assessment: pair('a', [4, null], [null, 3]) })).toMatchObject({
      denominator: 0,
      missing: 1,
    });
  });

  it('takes the scales asked for', async () => {
    const facts = {
      record: records('a'),
      assessment: [
        ...scored('a', 1, START, 'start', { FJ: 4, KO: 4, ZZ: 5 }),
        ...scored('a', 9, END, 'end', { FJ: 4, KO: 3, ZZ: 1 }),
      ],
    };
    expect(await ask(facts)).toMatchObject({ meanChange: 0.5 });
    expect(await ask(facts, { scales: 'KO' })).toMatchObject({ meanChange: 1 });
    expect(await ask(facts, { scales: 'ZZ,XX' })).toMatchObject({ meanChange: 4 });
    expect(await ask(facts, {}, 'problem-reduction')).toMatchObject({ meanChange: 1.666666667 });
  });

  describe('the end assessment', () => {
    it.each([
      ['42 days before the end', '2023-01-27', 1],
      ['43 days before the end', '2023-01-26', 0],
      ['42 days after the end', '2023-04-21', 1],
      ['43 days after the end', '2023-04-22', 0],
    ])('%s', async (_when, on, denominator) => {
      const facts = {
        record: records('a'),
        assessment: [...scored('a', 1, START, 'start', { FJ: 4 }), ...scored('a', 2, on, 'end', { FJ: 2 })],
      };
      expect(await ask(facts)).toMatchObject({ denominator, missing: 1 - denominator });
    });

    it('is the last one, of two on one day the later in the order of the ledger', async () => {
      const facts = {
        record: records('a'),
        assessment: [
          ...scored('a', 1, START, 'start', { FJ: 4 }),
          ...scored('a', 7, END, 'end', { FJ: 3 }),
          ...scored('a', 8, END, 'end', { FJ: 2 }),
          ...scored('a', 9, '2023-03-11', 'interim', { FJ: 1 }),
        ],
      };
      expect(await ask(facts)).toMatchObject({ meanChange: 2 });
    });

    it('is of this record', async () => {
      const facts = {
        record: records('a'),
        assessment: [
          ...scored('a', 1, START, 'start', { FJ: 4 }),
          ...assessment('a', 'r-other', 2, END, 'end', { FJ: 2 }),
        ],
      };
      expect(await ask(facts)).toMatchObject({ missing: 1 });
    });
  });

  describe('the start assessment', () => {
    const after = (...starts: ReturnType<typeof scored>[]) =>
      ask({ record: records('a'), assessment: [...starts.flat(), ...scored('a', 9, END, 'end', { FJ: 1 })] });

    it.each([
      ['90 days before the start is near it', '2022-03-03', 3],
      ['91 days before the start is not: the first of the record then counts', '2022-03-02', 2],
      ['42 days after the start is near it', '2022-07-13', 3],
      ['43 days after the start is not: the first of the record then counts', '2022-07-14', 2],
    ])('%s', async (_when, on, meanChange) => {
      // The other one is far from the start too, and earlier in the order.
      const other = scored('a', 0, '2022-01-01', 'start', { FJ: 3 });
      expect(await after(other, scored('a', 1, on, 'start', { FJ: 4 }))).toMatchObject({ meanChange });
    });

    it('is the last near the start', async () => {
      const row = await after(
        scored('a', 1, '2022-05-01', 'start', { FJ: 2 }),
        scored('a', 2, '2022-06-20', 'start', { FJ: 5 }),
        scored('a', 3, '2022-12-01', 'start', { FJ: 3 }),
      );
      expect(row).toMatchObject({ meanChange: 4 });
    });

    it('is of the same instrument and version as the end one', async () => {
      const other = scored('a', 2, START, 'start', { FJ: 5 }, { version: '2' });
      expect(await after(scored('a', 1, '2022-05-01', 'start', { FJ: 2 }), other)).toMatchObject({ meanChange: 1 });
      expect(await after(other)).toMatchObject({ missing: 1 });
      expect(await after(scored('a', 2, START, 'start', { FJ: 5 }, { instrument: 'SDQ' }))).toMatchObject({
        missing: 1,
      });
    });
  });

  it('is of the instrument asked for; problem-reduction is of any', async () => {
    const facts = {
      record: records('a', 'b'),
      assessment: [
        ...pair('a', [4, 4], [3, 3]),
        ...scored('b', 1, START, 'start', { total: 20 }, { instrument: 'SDQ' }),
        ...scored('b', 9, END, 'end', { total: 10 }, { instrument: 'SDQ' }),
      ],
    };
    expect(await ask(facts)).toMatchObject({ numerator: 1, denominator: 1, missing: 1 });
    expect(await ask(facts, { instrument: 'SDQ', scales: 'total' })).toMatchObject({ denominator: 1, meanChange: 10 });
    expect(await ask(facts, {}, 'problem-reduction')).toMatchObject({ numerator: 2, denominator: 2, meanChange: 5.5 });
  });

  it('does not trip over assessments whose scales are not known', async () => {
    const facts = {
      record: records('a'),
      assessment: [
        { ...scored('a', 1, START, 'start', { x: 1 })[0], scale: null, score: null },
        { ...scored('a', 9, END, 'end', { x: 1 })[0], scale: null, score: null },
      ],
    };
    expect(await ask(facts)).toMatchObject({ denominator: 0, missing: 1 });
    expect(await ask(facts, {}, 'problem-reduction')).toMatchObject({ denominator: 0, missing: 1 });
  });
});
