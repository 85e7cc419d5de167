/** client-satisfaction and without-help. */
import { describe, expect, it } from '@jest/globals';
import { given, type Facts } from './support/facts.js';
import { questionnaire, record } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-06-30' };
const ended = (id: string, end: string | null = '2023-03-10') => record(`p-${id}`, id, '2022-01-01', end);
const q = (of: string, more: object) => questionnaire(`p-${of}`, of, more);
const ask = async (id: string, facts: Facts, query: object = {}) => (await given(facts)).row(id, { ...W, ...query });

describe('client-satisfaction', () => {
  const two: Facts = {
    record: [ended('r1'), ended('r2'), ended('r3')],
    questionnaire: [
      q('r1', { usefulness: 8, rankInPerson: 1 }),
      q('r1', { usefulness: 5, informant: 'parent', rankInPerson: 2 }),
      q('r2', { usefulness: 6, informant: 'parent' }),
      q('r2', { withoutHelp: '03' }),
    ],
  };

  it('takes every graded questionnaire; response counts records', async () => {
    const row = await ask('client-satisfaction', two);
    expect(row).toMatchObject({
      n: 3,
      median: 6,
      missing: 0,
      within: { 6: { numerator: 2, denominator: 3 } },
      response: { numerator: 2, denominator: 3, value: 2 / 3 },
    });
    expect(row.mean).toBeCloseTo(19 / 3, 12);
  });

  it.each([
    ['youth', { n: 1, mean: 8, response: { numerator: 1, denominator: 3 } }],
    ['parent', { n: 2, mean: 5.5, response: { numerator: 2, denominator: 3 } }],
    ['all', { n: 3 }],
  ])('asks of %s', async (informant, expected) => {
    expect(await ask('client-satisfaction', two, { informant })).toMatchObject(expected);
  });

  it.each([
    ['5', 3],
    ['6', 2],
    ['8', 1],
    ['9', 0],
  ])('with pass mark %s', async (passMark, numerator) => {
    const { within } = await ask('client-satisfaction', two, { passMark });
    expect(Object.keys(within)).toEqual([passMark]);
    expect(within[passMark]).toMatchObject({ numerator, denominator: 3 });
  });

  it('looks at when the record ended, not at when the questionnaire came', async () => {
    const facts = {
      record: [ended('in', '2023-06-30'), ended('out', '2023-07-01'), ended('open', null)],
      questionnaire: [
        q('in', { usefulness: 9, on: '2024-01-01' }),
        q('out', { usefulness: 1, on: '2023-03-01' }),
        q('open', { usefulness: 1, on: '2023-03-01' }),
        questionnaire('p', null, { usefulness: 1 }),
      ],
    };
    expect(await ask('client-satisfaction', facts)).toMatchObject({
      n: 1,
      mean: 9,
      response: { numerator: 1, denominator: 1 },
    });
  });

  it('shows the groups that nobody answered in', async () => {
    const facts = {
      record: [
        { ...ended('r1'), provider: 'X' },
        { ...ended('r2'), provider: 'Y' },
      ],
      questionnaire: [q('r1', { usefulness: 7 })],
    };
    const rows = await (await given(facts)).rows('client-satisfaction', { ...W, by: 'provider' });
    expect(rows).toMatchObject([
      { group: { provider: 'X' }, n: 1, mean: 7, response: { numerator: 1, denominator: 1 } },
      { group: { provider: 'Y' }, n: 0, mean: null, reason: 'no-cases', response: { numerator: 0, denominator: 1 } },
    ]);
    expect(rows[1].within['6']).toMatchObject({ numerator: 0, denominator: 0, value: null });
  });

  it('filters questionnaires and response alike', async () => {
    const facts = {
      record: [
        { ...ended('r1'), provider: 'X' },
        { ...ended('r2'), provider: 'Y' },
      ],
      questionnaire: [q('r1', { usefulness: 7 }), q('r2', { usefulness: 2 })],
    };
    expect(await ask('client-satisfaction', facts, { provider: 'X' })).toMatchObject({
      n: 1,
      mean: 7,
      response: { numerator: 1, denominator: 1 },
    });
  });

  it('has its answer over nothing', async () => {
    expect(await ask('client-satisfaction', {})).toMatchObject({
      n: 0,
      mean: null,
      reason: 'no-cases',
      response: { denominator: 0, value: null, reason: 'no-cases' },
    });
  });
});

describe('without-help', () => {
  const facts: Facts = {
    record: [ended('r1'), ended('r2'), ended('r3', '2023-07-01')],
    questionnaire: [
      q('r1', { withoutHelp: '01', rankInPerson: 1 }),
      q('r1', { withoutHelp: '03', informant: 'parent', rankInPerson: 2 }),
      q('r2', { withoutHelp: '04', rankInPerson: 1 }),
      q('r2', { withoutHelp: '04', informant: 'parent', rankInPerson: 2 }),
      q('r2', { usefulness: 3, rankInPerson: 3 }),
      q('r3', { withoutHelp: '02' }),
    ],
  };

  it('is the share of 03 and 04 among the answers, which it lists', async () => {
    expect(await ask('without-help', facts)).toMatchObject({
      numerator: 3,
      denominator: 4,
      value: 0.75,
      missing: 0,
      distribution: { '01': 1, '02': 0, '03': 1, '04': 2 },
    });
  });

  it('takes other codes', async () => {
    expect(await ask('without-help', facts, { codes: '04' })).toMatchObject({
      numerator: 2,
      denominator: 4,
      distribution: { '03': 1 },
    });
  });

  it('lists no answers where there are none', async () => {
    expect(await ask('without-help', {})).toMatchObject({
      value: null,
      distribution: { '01': 0, '02': 0, '03': 0, '04': 0 },
    });
    expect(await (await given({})).rows('without-help', { ...W, by: 'careForm' })).toEqual([]);
  });
});
