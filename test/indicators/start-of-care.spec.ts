/** explanatory-analysis and plan-on-time: records that start on 2023-03-31. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { given, type Facts } from './support/facts.js';
import { record } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-06-30' };
const START = '2023-03-31';
const ask = async (id: string, facts: Facts, query: object = {}) => (await given(facts)).row(id, { ...W, ...query });
const analysis = (on: string, person = 'a', trajectory = 'elsewhere') => ({
  person,
  trajectory,
  on,
  rankInPerson: 1,
  by: 'provider',
});
const plan = (on: string, of: string | null = 'r') => ({
  person: 'a',
  trajectory: of ?? 't',
  record: of,
  on,
  rankInPerson: 1,
  form: 'written',
  goals: 0,
});

describe.each([
  ['explanatory-analysis', (on: string): Facts => ({ analysis: [analysis(on)] })],
  ['plan-on-time', (on: string): Facts => ({ plan: [plan(on)] })],
] as const)('%s', (id, facts) => {
  it.each([
    ['before the start', '2023-03-01', 1],
    ['on the start', START, 1],
    ['42 days after', '2023-05-12', 1],
    ['43 days after', '2023-05-13', 0],
  ])('given one %s', async (_when, on, numerator) => {
    const started = { record: [record('a', 'r', START, null)] };
    expect(await ask(id, { ...started, ...facts(on) })).toMatchObject({ numerator, denominator: 1, immature: 0 });
  });

  it.each([
    ['none yet, and the term runs', {}, '2023-05-11', { denominator: 0, immature: 1, reason: 'no-cases' }],
    ['none, and the term is over', {}, '2023-05-12', { numerator: 0, denominator: 1, immature: 0 }],
    ['one, while the term runs', facts('2023-04-01'), '2023-05-01', { numerator: 1, denominator: 1, immature: 0 }],
  ])('given %s', async (_what, more, observedUntil, expected) => {
    const started = { record: [record('a', 'r', START, null)] };
    expect(await ask(id, { ...started, ...more }, { observedUntil })).toMatchObject(expected);
  });

  it('takes another term', async () => {
    const started = { record: [record('a', 'r', START, null)] };
    const query = { withinDays: '10' };
    expect(await ask(id, { ...started, ...facts('2023-04-10') }, query)).toMatchObject({ numerator: 1 });
    expect(await ask(id, { ...started, ...facts('2023-04-11') }, query)).toMatchObject({ numerator: 0 });
  });

  it('takes records started in the window, both edges included', async () => {
    const starts = ['2022-12-31', '2023-01-01', '2023-06-30', '2023-07-01'];
    const facts = { record: starts.map((start, i) => record(`p${i}`, `r${i}`, start, null)) };
    expect(await ask(id, facts)).toMatchObject({ denominator: 2 });
  });
});

it('plan-on-time takes plans of the record, not of another', async () => {
  const started = { record: [record('a', 'r', START, null)] };
  expect(await ask('plan-on-time', { ...started, plan: [plan(START, 'other')] })).toMatchObject({ numerator: 0 });
  expect(await ask('plan-on-time', { ...started, plan: [plan(START, null)] })).toMatchObject({ numerator: 0 });
});

describe('explanatory-analysis', () => {
  it.each([
    ['12 months before the start', START, {}, '2022-03-31', 1],
    ['a day more than 12 months before', START, {}, '2022-03-30', 0],
    ['a month before the 31st, clipped', START, { maxAgeMonths: '1' }, '2023-02-28', 1],
    ['the day before that', START, { maxAgeMonths: '1' }, '2023-02-27', 0],
  ])('given one %s', async (_when, start, query, on, numerator) => {
    const facts = { record: [record('a', 'r', start, null)], analysis: [analysis(on)] };
    expect(await ask('explanatory-analysis', facts, query)).toMatchObject({ numerator, denominator: 1 });
  });

  it('clips to 29 February too', async () => {
    const window = { from: '2024-03-29', to: '2024-03-31', maxAgeMonths: '1' };
    const at = async (start: string, on: string) =>
      (await ask('explanatory-analysis', { record: [record('a', 'r', start, null)], analysis: [analysis(on)] }, window))
        .numerator;
    expect([await at('2024-03-31', '2024-02-29'), await at('2024-03-29', '2024-02-28')]).toEqual([1, 0]);
  });

  it('is not another person’s', async () => {
    const facts = { record: [record('a', 'r', START, null)], analysis: [analysis(START, 'b')] };
    expect(await ask('explanatory-analysis', facts)).toMatchObject({ numerator: 0 });
  });

  describe('a sample', () => {
    const ids = ['T-1', 'T-2', 'T-3', 'T-4', 'T-5', 'T-6'];
    const facts: Facts = {
      record: ids.map((id, i) => record(`p-${id}`, id, START, null, { provider: i % 2 ? 'X' : 'Y' })),
      analysis: [analysis(START, 'p-T-2'), analysis(START, 'p-T-5')],
    };
    const drawn = (seed: string, from = ids) =>
      from
        .map((id) => ({ id, hash: createHash('sha256').update(`${seed}:${id}`).digest('hex') }))
        .sort((a, b) => (a.hash < b.hash ? -1 : 1))
        .map(({ id }) => id);

    it.each(['1', '2026', 'audit'])('is drawn by the hash of seed and id: %s', async (seed) => {
      const row = await ask('explanatory-analysis', facts, { sample: '3', seed });
      const expected = drawn(seed).slice(0, 3);
      expect(row).toMatchObject({
        sample: expected,
        denominator: 3,
        numerator: expected.filter((id) => id === 'T-2' || id === 'T-5').length,
      });
    });

    it('is drawn after the filters, and listed by group', async () => {
      const asking = await given(facts);
      const odd = drawn('1', ['T-2', 'T-4', 'T-6']).slice(0, 2);
      expect(await asking.row('explanatory-analysis', { ...W, sample: '2', provider: 'X' })).toMatchObject({
        sample: odd,
        denominator: 2,
      });
      const rows = await asking.rows('explanatory-analysis', { ...W, sample: '4', by: 'provider' });
      const four = drawn('1').slice(0, 4);
      expect(rows.map(({ group, sample }) => [group.provider, sample])).toEqual(
        ['X', 'Y'].map((provider) => [
          provider,
          four.filter((id) => (Number(id.slice(2)) % 2 === 0 ? 'X' : 'Y') === provider),
        ]),
      );
    });

    it('is all when it is larger than the population, and not listed unless asked', async () => {
      expect((await ask('explanatory-analysis', facts, { sample: '99' })).sample).toEqual(drawn('1'));
      expect(await ask('explanatory-analysis', facts)).not.toHaveProperty('sample');
      expect((await ask('explanatory-analysis', {}, { sample: '5' })).sample).toEqual([]);
    });
  });
});
