/** goal-attainment and goals-realised. */
import { describe, expect, it } from '@jest/globals';
import { given, type Facts } from './support/facts.js';
import { goal, record } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-06-30' };
const ended = (id: string, end: string | null = '2023-03-10') => record(`p-${id}`, id, '2022-01-01', end);
const g = (of: string, id: string, score: number | null, more: object = {}) => goal(`p-${of}`, of, id, score, more);
const ask = async (facts: Facts, query: object = {}, id = 'goal-attainment') =>
  (await given(facts)).row(id, { ...W, ...query });

describe('goal-attainment', () => {
  it.each([
    ['DR4', 2, 0],
    ['DR4', 3, 1],
    ['GAS5', -1, 0],
    ['GAS5', 0, 1],
    ['GAS6', -3, 0],
    ['GAS6', 2, 1],
  ])('on %s a score of %i', async (scale, score, numerator) => {
    expect(await ask({ record: [ended('r')], goal: [g('r', 'g1', score, { scale })] })).toMatchObject({
      numerator,
      denominator: 1,
      missing: 0,
    });
  });

  it('takes other scores for attained when asked', async () => {
    const facts = {
      record: [ended('r')],
      goal: [g('r', 'g1', 3), g('r', 'g2', 4), g('r', 'g3', -1, { scale: 'GAS5' }), g('r', 'g4', 0, { scale: 'GAS6' })],
    };
    expect(await ask(facts)).toMatchObject({ numerator: 3, denominator: 4 });
    expect(await ask(facts, { dr4Attained: '4' })).toMatchObject({ numerator: 2 });
    expect(await ask(facts, { gasAttained: '-1' })).toMatchObject({ numerator: 4 });
  });

  it('knows a goal by its last end score; by the last of any moment only when asked', async () => {
    const facts = {
      record: [ended('r')],
      goal: [
        g('r', 'end below a later interim score', 2, { lastScore: 4 }),
        g('r', 'interim alone', null, { lastScore: 3 }),
        g('r', 'never scored', null),
      ],
    };
    expect(await ask(facts)).toMatchObject({ numerator: 0, denominator: 1, missing: 2 });
    expect(await ask(facts, { useInterim: 'true' })).toMatchObject({ numerator: 1, denominator: 2, missing: 1 });
  });

  it('leaves withdrawn goals out, scored or not', async () => {
    const facts = { record: [ended('r')], goal: [g('r', 'g1', 4, { withdrawnOn: '2022-05-01' }), g('r', 'g2', 1)] };
    expect(await ask(facts)).toMatchObject({ numerator: 0, denominator: 1, missing: 0 });
  });

  it('takes the goals of records ended in the window, both edges included, and no others', async () => {
    const ends = ['2022-12-31', '2023-01-01', '2023-06-30', '2023-07-01', null];
    const facts = {
      record: ends.map((end, i) => ended(`r${i}`, end)),
      goal: [...ends.map((_, i) => g(`r${i}`, 'g', 4)), g('not-started', 'g', 4, { record: null })],
    };
    expect(await ask(facts)).toMatchObject({ numerator: 2, denominator: 2 });
  });

  it('is broken down by what the record is', async () => {
    const facts = {
      record: [
        { ...ended('r1'), careForm: '11', provider: 'X' },
        { ...ended('r2'), careForm: '02', provider: 'Y', endReason: '03' },
      ],
      goal: [g('r1', 'g', 4), g('r2', 'g', 1), g('r2', 'h', 3)],
    };
    const rows = await (await given(facts)).rows('goal-attainment', { ...W, by: 'careForm,provider,endReason' });
    expect(rows).toMatchObject([
      { group: { careForm: '02', provider: 'Y', endReason: '03' }, numerator: 1, denominator: 2 },
      { group: { careForm: '11', provider: 'X', endReason: '01' }, numerator: 1, denominator: 1 },
    ]);
  });
});

describe.each(['perRecord of goal-attainment', 'goals-realised'])('%s', (which) => {
  const realised = async (facts: Facts, query: object = {}) =>
    which === 'goals-realised' ? ask(facts, query, 'goals-realised') : (await ask(facts, query)).perRecord;

  it('needs all known goals attained', async () => {
    const facts = {
      record: [
        ended('all'),
        ended('some'),
        ended('unscored'),
        ended('without'),
        ended('withdrawn'),
        ended('open', null),
      ],
      goal: [
        g('all', 'g1', 3),
        g('all', 'g2', null),
        g('some', 'g1', 4),
        g('some', 'g2', 2),
        g('unscored', 'g1', null),
        g('withdrawn', 'g1', 4, { withdrawnOn: '2022-05-01' }),
        g('open', 'g1', 4),
      ],
    };
    expect(await realised(facts)).toMatchObject({
      numerator: 1,
      denominator: 2,
      value: 0.5,
      missing: 1,
      excluded: { withoutGoals: 2 },
    });
  });

  it('takes the same parameters', async () => {
    const facts = { record: [ended('r')], goal: [g('r', 'g1', 4), g('r', 'g2', null, { lastScore: 3 })] };
    expect(await realised(facts)).toMatchObject({ numerator: 1, denominator: 1 });
    expect(await realised(facts, { useInterim: 'true', dr4Attained: '4' })).toMatchObject({
      numerator: 0,
      denominator: 1,
    });
  });

  it('has its answer over nothing', async () => {
    expect(await realised({})).toMatchObject({ numerator: 0, denominator: 0, value: null, reason: 'no-cases' });
  });
});

it('groups that have records but no goals stand in the answer', async () => {
  const facts = {
    record: [
      { ...ended('r1'), careForm: '11' },
      { ...ended('r2'), careForm: '02' },
    ],
    goal: [g('r1', 'g', 4)],
  };
  expect(await (await given(facts)).rows('goal-attainment', { ...W, by: 'careForm' })).toMatchObject([
    { group: { careForm: '02' }, denominator: 0, value: null, perRecord: { excluded: { withoutGoals: 1 } } },
    { group: { careForm: '11' }, denominator: 1, perRecord: { numerator: 1, denominator: 1 } },
  ]);
});
