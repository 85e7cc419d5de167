/** reach and costs. */
import { describe, expect, it } from '@jest/globals';
import { given, type Facts } from './support/facts.js';
import { cost, goal, person, record } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-06-30' };

describe('reach', () => {
  const reach = async (facts: Facts, query: object = {}) => (await given(facts)).row('reach', { ...W, ...query });

  it('counts every person with a record active in the window once', async () => {
    const record_ = [
      record('over', 'r1', '2020-01-01', '2022-12-31'),
      record('until the first day', 'r2', '2020-01-01', '2023-01-01'),
      record('from the last day', 'r3', '2023-06-30', null),
      record('later', 'r4', '2023-07-01', null),
      record('twice', 'r5', '2022-01-01', '2023-02-01'),
      record('twice', 'r6', '2023-03-01', null),
    ];
    expect(await reach({ record: record_ })).toMatchObject({ n: 3, mean: null, missing: 0 });
    expect(await reach({})).toMatchObject({ n: 0, reason: 'no-cases' });
  });

  it('tells ages on the first day of the window, also of those who start later', async () => {
    const facts = {
      person: [
        person('a', { bornOn: '2019-01-01' }),
        person('b', { bornOn: '2019-01-02' }),
        person('c', { bornOn: '2023-02-01' }),
        person('d', { bornOn: '1999-12-31' }),
      ],
      record: ['a', 'b', 'c', 'd'].map((p) => record(p, p, '2023-03-01', null)),
    };
    expect((await reach(facts)).distribution).toEqual({
      '0-3': 1,
      '4-11': 1,
      '12-15': 0,
      '16-17': 0,
      '18-22': 0,
      '23+': 1,
    });
    const rows = await (await given(facts)).rows('reach', { ...W, by: 'ageBand' });
    expect(rows.map(({ group, n }) => [group.ageBand, n])).toEqual([
      ['0-3', 1],
      ['23+', 1],
      ['4-11', 1],
      [null, 1],
    ]);
    expect(await reach(facts, { ageBand: '4-11,23+' })).toMatchObject({ n: 2 });
  });

  it('counts a person in every group it has a record in', async () => {
    const facts = {
      record: [
        record('a', 'r1', '2022-01-01', null, { careForm: '02' }),
        record('a', 'r2', '2022-01-01', null, { careForm: '11' }),
        record('a', 'r3', '2022-05-01', null, { careForm: '11', provider: 'Q' }),
      ],
    };
    const rows = await (await given(facts)).rows('reach', { ...W, by: 'careForm' });
    expect(rows.map(({ group, n }) => [group.careForm, n])).toEqual([
      ['02', 1],
      ['11', 1],
    ]);
  });
});

describe('costs', () => {
  const costs = async (facts: Facts, query: object = {}) => (await given(facts)).row('costs', { ...W, ...query });
  const ended = (id: string, more: object = {}) => record(id, id, '2023-01-01', '2023-01-31', more);

  it('adds up all declarations of a record, whatever their date, negative ones too', async () => {
    const facts = {
      record: [ended('a'), ended('b'), ended('none'), record('out', 'out', '2022-01-01', '2023-07-01')],
      cost: [
        cost('a', 'a', 10_000, '2022-12-01'),
        cost('a', 'a', 5_000, '2024-02-01'),
        cost('b', 'b', 7_000),
        cost('b', 'b', -2_000),
        cost('out', 'out', 99_999),
      ],
    };
    expect(await costs(facts)).toMatchObject({ n: 2, mean: 10_000, total: 20_000, missing: 1 });
  });

  it('counts a declaration of nothing as known', async () => {
    expect(await costs({ record: [ended('a')], cost: [cost('a', 'a', 0)] })).toMatchObject({
      n: 1,
      mean: 0,
      total: 0,
      missing: 0,
    });
  });

  it('per month: both days of a record count, and a month has 365.25 / 12 days', async () => {
    const facts = {
      record: [ended('a'), record('b', 'b', '2023-02-01', '2023-02-01'), ended('none')],
      cost: [cost('a', 'a', 31_000), cost('b', 'b', 1_000)],
    };
    expect((await costs(facts)).perMonth).toBeCloseTo(32_000 / (32 / (365.25 / 12)), 9);
  });

  it('per attained goal: goals of records with costs, by the readings of goal-attainment', async () => {
    const facts = {
      record: [ended('a'), ended('b'), ended('none')],
      cost: [cost('a', 'a', 6_000), cost('b', 'b', 4_000)],
      goal: [
        goal('a', 'a', 'g1', 3),
        goal('a', 'a', 'g2', 4),
        goal('a', 'a', 'g3', 4, { withdrawnOn: '2022-02-01' }),
        goal('b', 'b', 'g1', 1),
        goal('b', 'b', 'g2', null, { lastScore: 4 }),
        goal('none', 'none', 'g1', 4),
      ],
    };
    expect(await costs(facts)).toMatchObject({ perAttainedGoal: 5_000 });
    expect(await costs(facts, { dr4Attained: '4' })).toMatchObject({ perAttainedGoal: 10_000 });
    expect((await costs(facts, { useInterim: 'true' })).perAttainedGoal).toBeCloseTo(10_000 / 3, 9);
    expect(await costs({ ...facts, goal: [] })).toMatchObject({ perAttainedGoal: null });
  });

  describe('per success', () => {
    const END = '2023-01-31';
    it.each([
      ['ended according to plan', ended('a'), [], { successes: 1, perSuccess: 1_000 }],
      ['ended otherwise', ended('a', { endReason: '03' }), [], { successes: 0, perSuccess: null }],
      ['back the day after: no new start', ended('a'), [record('a', 'n', '2023-02-01', null)], { successes: 1 }],
      ['back after one free day', ended('a'), [record('a', 'n', '2023-02-02', null)], { successes: 0 }],
      ['back on the last day of the follow-up', ended('a'), [record('a', 'n', '2024-01-31', null)], { successes: 0 }],
      ['back the day after that', ended('a'), [record('a', 'n', '2024-02-01', null)], { successes: 1 }],
    ])('given one %s', async (_what, one, later, expected) => {
      expect(await costs({ record: [one, ...later], cost: [cost('a', 'a', 1_000)] })).toMatchObject(expected);
    });

    it.each([
      ['on the end', END, 0],
      ['the day after', '2023-02-01', 1],
    ])('given a death %s', async (_when, deceasedOn, successes) => {
      const facts = { person: [person('a', { deceasedOn })], record: [ended('a')], cost: [cost('a', 'a', 1_000)] };
      expect(await costs(facts)).toMatchObject({ successes });
    });

    it('divides the costs of mature records alone, failures among them', async () => {
      const facts = {
        record: [
          ended('a'),
          ended('b', { endReason: '02' }),
          record('c', 'c', '2023-01-01', '2023-02-01'),
          ended('none'),
        ],
        cost: [cost('a', 'a', 1_000), cost('b', 'b', 500), cost('c', 'c', 77)],
      };
      const query = { followUpDays: '30', observedUntil: '2023-03-02' };
      expect(await costs(facts, query)).toMatchObject({ total: 1_577, successes: 1, perSuccess: 1_500 });
      expect(await costs(facts, { ...query, observedUntil: '2023-03-03' })).toMatchObject({
        successes: 2,
        perSuccess: 788.5,
      });
      expect(await costs(facts, { ...query, observedUntil: '2023-03-01' })).toMatchObject({
        successes: 0,
        perSuccess: null,
        total: 1_577,
      });
    });
  });

  it('has its answer over nothing', async () => {
    expect(await costs({})).toMatchObject({
      n: 0,
      mean: null,
      total: 0,
      perMonth: null,
      perAttainedGoal: null,
      perSuccess: null,
      successes: 0,
      reason: 'no-cases',
    });
  });
});
