/** Persons per 1,000 inhabitants. */
import { describe, expect, it } from '@jest/globals';
import { validateDefinition } from '#libs/indicators';
import { shareWith } from './support/definitions.js';
import { given, type Facts } from './support/facts.js';
import { person, record } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-06-30' };
const lives = (who: string, municipality: string) => ({ person: who, municipality });
const people = (municipality: string, count: number, more: object = {}) => ({
  municipality,
  on: '2023-01-01',
  count,
  ...more,
});

/** Three persons in GM0001 (two of 10 years, one of 25), one in GM0002 and one elsewhere. */
const FACTS: Facts = {
  person: [
    person('a', { bornOn: '2013-01-01', sex: 'V' }),
    person('b', { bornOn: '2012-06-01', sex: 'M' }),
    person('c', { bornOn: '1998-01-01', sex: 'V' }),
    person('d', { bornOn: '2013-01-01', sex: 'O' }),
    person('e', { bornOn: '2013-01-01', sex: 'V' }),
  ],
  record: ['a', 'b', 'c', 'd', 'e'].map((p) => record(p, p, '2022-01-01', null)),
  residence: [
    lives('a', 'GM0001'),
    lives('b', 'GM0001'),
    lives('c', 'GM0001'),
    lives('d', 'GM0002'),
    lives('e', 'GM0003'),
  ],
  region: [
    { municipality: 'GM0001', fromOn: null, untilOn: null, region: 'North' },
    { municipality: 'GM0002', fromOn: null, untilOn: null, region: 'North' },
    { municipality: 'GM0003', fromOn: null, untilOn: null, region: 'South' },
  ],
};
const withPeople = (...population: NonNullable<Facts['population']>): Facts => ({ ...FACTS, population });
const reach = async (facts: Facts, query: object = {}) => (await given(facts)).rows('reach', { ...W, ...query });
const rates = async (facts: Facts, query: object) =>
  (await reach(facts, query)).map(({ group, n, perThousand }) => [
    ...Object.values(group),
    n,
    perThousand.numerator,
    perThousand.denominator,
    perThousand.value,
    perThousand.reason,
  ]);

describe('reach per 1,000 inhabitants', () => {
  it('is null without a file, and says why', async () => {
    const [row] = await reach(FACTS);
    expect(row.n).toBe(5);
    expect(row.perThousand).toEqual({
      numerator: 0,
      denominator: 0,
      value: null,
      interval: null,
      reason: 'no-population-file',
    });
  });

  it('counts those of the municipalities that the file has, with the interval of their share', async () => {
    const [row] = await reach(withPeople(people('GM0001', 60), people('GM0002', 40)));
    expect(row.n).toBe(5);
    expect(row.perThousand).toEqual({
      numerator: 4,
      denominator: 100,
      value: 40,
      // prop.test(4, 100, correct = FALSE) of R, times 1,000
      interval: {
        level: 0.95,
        lower: expect.closeTo(15.6633039915, 6),
        upper: expect.closeTo(98.3707143589, 6),
        method: 'wilson',
      },
    });
  });

  it('by municipality and region', async () => {
    const facts = withPeople(people('GM0001', 60), people('GM0002', 40));
    expect(await rates(facts, { by: 'municipality' })).toEqual([
      ['GM0001', 3, 3, 60, 50, undefined],
      ['GM0002', 1, 1, 40, 25, undefined],
      ['GM0003', 1, 0, 0, null, 'no-population'],
    ]);
    expect(await rates(facts, { by: 'region' })).toEqual([
      ['North', 4, 4, 100, 40, undefined],
      ['South', 1, 0, 0, null, 'no-population'],
    ]);
    expect(await rates(facts, { region: 'North', municipality: 'GM0002' })).toEqual([[1, 1, 40, 25, undefined]]);
  });

  it('limits persons to the ages that the file has; by age on the first day', async () => {
    const facts = withPeople(
      people('GM0001', 20, { ageBand: '4-11' }),
      people('GM0001', 30, { ageBand: '0-3' }),
      people('GM0002', 50, { ageBand: '4-11' }),
    );
    expect(await rates(facts, {})).toEqual([[5, 3, 100, 30, undefined]]);
    expect(await rates(facts, { by: 'ageBand' })).toEqual([
      ['23+', 1, 0, 0, null, 'no-population'],
      ['4-11', 4, 3, 70, expect.closeTo(3000 / 70, 9), undefined],
    ]);
    expect(await rates(facts, { ageBand: '4-11', by: 'municipality' })).toEqual([
      ['GM0001', 2, 2, 20, 100, undefined],
      ['GM0002', 1, 1, 50, 20, undefined],
      ['GM0003', 1, 0, 0, null, 'no-population'],
    ]);
  });

  it('by sex, where the file tells sexes apart; all persons count where it is not asked', async () => {
    const facts = withPeople(
      people('GM0001', 20, { sex: 'V' }),
      people('GM0001', 30, { sex: 'M' }),
      people('GM0002', 25, { sex: 'V' }),
      people('GM0002', 25, { sex: 'M' }),
    );
    expect(await rates(facts, {})).toEqual([[5, 4, 100, 40, undefined]]);
    expect(await rates(facts, { by: 'sex' })).toEqual([
      ['M', 1, 1, 55, expect.closeTo(1000 / 55, 9), undefined],
      ['O', 1, 1, 0, null, 'no-population'],
      ['V', 3, 2, 45, expect.closeTo(2000 / 45, 9), undefined],
    ]);
  });

  it('says where the file does not tell apart what is asked', async () => {
    const facts = withPeople(people('GM0001', 60));
    expect((await rates(facts, { by: 'ageBand' })).map((row) => row.at(-1))).toEqual([
      'population-not-by-age',
      'population-not-by-age',
    ]);
    expect((await rates(facts, { sex: 'V' })).map((row) => row.at(-1))).toEqual(['population-not-by-sex']);
    expect((await rates(withPeople(people('GM0001', 2)), { municipality: 'GM0001' })).map((row) => row.at(-1))).toEqual(
      ['population-too-small'],
    );
  });

  it('takes the numbers of all inhabitants by what inhabitants do not have', async () => {
    const facts = withPeople(people('GM0001', 60), people('GM0002', 40));
    expect(await rates(facts, { by: 'careForm' })).toEqual([['02', 5, 4, 100, 40, undefined]]);
    expect(await rates(facts, { by: 'municipality,sex' })).toHaveLength(4);
  });

  it('takes the newest numbers of at most a year before the first day', async () => {
    const on = (day: string, count: number) => ({ municipality: 'GM0001', on: day, count });
    const facts = withPeople(on('2022-01-01', 10), on('2023-01-01', 20), on('2023-06-01', 30), on('2024-01-01', 40));
    const at = async (from: string) => (await rates(facts, { from, to: from }))[0]![2];
    expect(await at('2022-12-31')).toBe(10);
    expect(await at('2023-01-01')).toBe(20);
    expect(await at('2023-05-31')).toBe(20);
    expect(await at('2023-06-01')).toBe(30);
    expect(await at('2024-12-31')).toBe(40);
    expect(await at('2025-01-01')).toBe(0);
  });
});

it('is of persons: a measure of cases is refused', () => {
  const figure = (cases: object) =>
    validateDefinition(
      shareWith(true, {
        figure: {
          shape: 'measure',
          cases: { unit: 'record', index: { field: 'endOn' }, ...cases },
          population: { on: 'to' },
        } as never,
      }),
    );
  expect(figure({ distinct: 'person' })).toEqual([]);
  expect(figure({}).map(({ pointer, code }) => [pointer, code])).toEqual([['/figure/population', 'malformed']]);
});
