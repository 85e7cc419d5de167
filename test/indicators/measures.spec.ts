/** Protection measures: measure-no-longer-needed and measure-success. */
import { describe, expect, it } from '@jest/globals';
import type { FactRow } from '#libs/fact-schema';
import { given, type Facts } from './support/facts.js';
import { measure, person } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-12-31' };
type Measure = Partial<FactRow<'measure'>>;

describe('measure-no-longer-needed', () => {
  const ask = async (measures: Measure[], query: object = {}) =>
    (await given({ measure: measures })).row('measure-no-longer-needed', { ...W, ...query });
  const ending = (reasons: readonly string[]): Measure[] =>
    reasons.map((reason, i) => measure(`p${i}`, `m${i}`, '11', '2022-01-01', '2023-03-10', reason));

  it('counts 02 03 04 12 13 14, leaves out 06 and 15 as deaths and 07 as a continuation', async () => {
    const all = ['01', '02', '03', '04', '05', '06', '07', '11', '12', '13', '14', '15'];
    expect(await ask(ending(all))).toMatchObject({
      numerator: 6,
      denominator: 9,
      excluded: { deceased: 2, continued: 1, ageOut: 0 },
    });
  });

  it('can leave out those who came of age', async () => {
    expect(await ask(ending(['01', '02', '05', '11']), { ageOuts: 'out' })).toMatchObject({
      numerator: 1,
      denominator: 2,
      excluded: { ageOut: 2 },
    });
  });

  it.each([
    ['12', '11', '2023-03-10', true],
    ['12', '11', '2023-03-17', true],
    ['12', '11', '2023-03-18', false],
    ['12', '11', '2023-03-09', false],
    ['22', '21', '2023-03-12', true],
    ['12', '21', '2023-03-12', false],
    ['22', '11', '2023-03-12', false],
    ['11', '11', '2023-03-12', false],
    ['23', '21', '2023-03-12', false],
  ])(
    'given a measure of type %s ended on 10 March and one of type %s from %s',
    async (first, second, start, continued) => {
      const measures = [
        measure('a', 'm1', first, '2023-01-10', '2023-03-10', '04'),
        measure('a', 'm2', second, start, null),
      ];
      expect(await ask(measures)).toMatchObject(
        continued ? { denominator: 0, excluded: { continued: 1 } } : { denominator: 1, excluded: { continued: 0 } },
      );
    },
  );

  it('does not take the measure of another person for a continuation', async () => {
    const measures = [
      measure('a', 'm1', '12', '2023-01-10', '2023-03-10', '04'),
      measure('b', 'm2', '11', '2023-03-11', null),
    ];
    expect(await ask(measures)).toMatchObject({ denominator: 1, excluded: { continued: 0 } });
  });

  it('has the days of a continuation from the question', async () => {
    const measures = [
      measure('a', 'm1', '12', '2023-01-10', '2023-03-10', '04'),
      measure('a', 'm2', '11', '2023-03-12', null),
    ];
    expect(await ask(measures, { continuationDays: '1' })).toMatchObject({ denominator: 1 });
    expect(await ask(measures, { continuationDays: '2' })).toMatchObject({ denominator: 0 });
  });
});

describe('measure-success', () => {
  const ask = async (facts: Facts, query: object = {}) =>
    (await given({ person: [person('a')], ...facts })).row('measure-success', { ...W, ...query });
  const first = measure('a', 'm1', '11', '2022-01-01', '2023-03-10', '04');

  it.each([
    ['starts on the end', '2023-03-10', 'one chain'],
    ['adjoins', '2023-03-11', 'one chain'],
    ['starts after a free day', '2023-03-12', 'a new measure'],
    ['starts on day F', '2025-03-09', 'a new measure'],
    ['starts the day after F', '2025-03-10', 'none'],
  ])('given a measure that %s', async (_how, start, what) => {
    const row = await ask({ measure: [first, measure('a', 'm2', '11', start, null)] });
    if (what === 'one chain') return expect(row).toMatchObject({ denominator: 0, reason: 'no-cases' });
    const numerator = what === 'a new measure' ? 1 : 0;
    expect(row).toMatchObject({ numerator, denominator: 1, value: 1 - numerator });
  });

  it('shows the complement in its interval too', async () => {
    expect(await ask({ measure: [first] })).toMatchObject({
      numerator: 0,
      value: 1,
      interval: { upper: 1, method: 'wilson' },
    });
  });

  it('joins a provisional measure to its definitive one over a gap of at most continuationDays', async () => {
    const chain = (start: string) => [
      measure('a', 'm1', '12', '2022-12-01', '2023-01-10', '04'),
      measure('a', 'm2', '11', start, '2023-06-30', '04'),
    ];
    expect(await ask({ measure: chain('2023-01-17') })).toMatchObject({ numerator: 0, denominator: 1 });
    expect(await ask({ measure: chain('2023-01-18') })).toMatchObject({ numerator: 1, denominator: 2 });
    expect(await ask({ measure: chain('2023-01-17') }, { continuationDays: '6' })).toMatchObject({
      numerator: 1,
      denominator: 2,
    });
  });

  it('goes by the reason of the measure that ends last, on a tie that of the smallest id', async () => {
    const beside = (id: string, end: string, reason: string) => measure('a', id, '11', '2022-06-01', end, reason);
    expect(await ask({ measure: [first, beside('m2', '2023-05-01', '05')] })).toMatchObject({ denominator: 0 });
    expect(await ask({ measure: [first, beside('m2', '2023-03-10', '05')] })).toMatchObject({ denominator: 1 });
    expect(await ask({ measure: [first, beside('m0', '2023-03-10', '05')] })).toMatchObject({ denominator: 0 });
  });

  it('has no case while a measure of the chain is open', async () => {
    const open = measure('a', 'm0', '11', '2021-01-01', null);
    expect(await ask({ measure: [first, open] })).toMatchObject({ denominator: 0, reason: 'no-cases' });
  });

  it('has no case in a chain that ended for another reason', async () => {
    for (const reason of ['01', '05', '07', '11']) {
      const other = measure('a', 'm1', '11', '2022-01-01', '2023-03-10', reason);
      expect(await ask({ measure: [other] })).toMatchObject({ denominator: 0 });
    }
  });

  it('excludes those deceased on or before the index, and lets death compete after it', async () => {
    const died = (deceasedOn: string) => ({ person: [person('a', { deceasedOn })], measure: [first] });
    expect(await ask(died('2023-03-10'))).toMatchObject({ denominator: 0, excluded: { deceased: 1 } });
    expect(await ask(died('2023-03-11'))).toMatchObject({ numerator: 0, denominator: 1 });
  });

  it.each([
    ['the day after the 18th birthday', '2005-05-31', 0],
    ['on the 18th birthday, which comes second', '2005-06-01', 1],
    ['before the 18th birthday', '2005-06-02', 1],
  ])('given a new measure %s', async (_when, bornOn, numerator) => {
    const facts = { person: [person('a', { bornOn })], measure: [first, measure('a', 'm2', '11', '2023-06-01', null)] };
    expect(await ask(facts)).toMatchObject({ numerator, denominator: 1 });
  });

  it('has the 18th birthday of 29 February on the 28th', async () => {
    const facts = (start: string) => ({
      person: [person('a', { bornOn: '2004-02-29' })],
      measure: [measure('a', 'm1', '11', '2021-01-01', '2022-01-31', '04'), measure('a', 'm2', '11', start, null)],
    });
    const query = { from: '2022-01-01', to: '2022-12-31' };
    expect(await ask(facts('2022-02-28'), query)).toMatchObject({ numerator: 1 });
    expect(await ask(facts('2022-03-01'), query)).toMatchObject({ numerator: 0 });
  });

  it('counts a birthday on or before the index on day 0', async () => {
    const grown = { person: [person('a', { bornOn: '2005-03-10' })], measure: [first] };
    expect(await ask(grown)).toMatchObject({ numerator: 0, denominator: 1, value: 1 });
    const asking = await given(grown);
    const [curve] = await asking.curve('measure-success', { ...W, method: 'aalen-johansen' });
    expect(curve!.points).toMatchObject([{ day: 0, atRisk: 1, competing: 1, value: 1 }]);
    expect(await asking.row('measure-success', { ...W, method: 'aalen-johansen' })).toMatchObject({
      value: 1,
      denominator: 1,
    });
  });

  it('follows a person of unknown birth without end', async () => {
    const facts = { person: [], measure: [first, measure('a', 'm2', '11', '2023-06-01', null)] };
    expect(await ask(facts)).toMatchObject({ numerator: 1 });
  });

  it('leaves a provisional measure continued out of 7 and 8 (the protection example of domain.md 11a)', async () => {
    const measures = [
      measure('a', 'm1', '12', '2023-01-10', '2023-04-09', '04'),
      measure('a', 'm2', '11', '2023-04-10', null),
    ];
    const asking = await given({ person: [person('a')], measure: measures });
    expect(await asking.row('measure-no-longer-needed', W)).toMatchObject({
      denominator: 0,
      excluded: { continued: 1 },
    });
    expect(await asking.row('measure-success', W)).toMatchObject({ denominator: 0, excluded: { deceased: 0 } });
  });
});
