/** regular-ending and dropout. */
import { describe, expect, it } from '@jest/globals';
import { given } from './support/facts.js';
import { person, record } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-06-30' };
const endings = (...reasons: string[]) =>
  reasons.map((endReason, i) => record(`p${i}`, `r${i}`, '2022-01-01', '2023-03-10', { endReason }));

describe('regular-ending', () => {
  it('counts 01 among the known reasons; unknown is missing', async () => {
    const asking = await given({ record: endings('01', '01', '02', '03', '04', '05', 'unknown') });
    expect(await asking.row('regular-ending', W)).toMatchObject({ numerator: 2, denominator: 6, missing: 1 });
  });

  it('keeps the deceased', async () => {
    const asking = await given({ person: [person('p0', { deceasedOn: '2023-03-10' })], record: endings('05') });
    expect(await asking.row('regular-ending', W)).toMatchObject({ numerator: 0, denominator: 1 });
  });

  it.each([
    ['on the end', '2023-03-10', 0],
    ['the day after', '2023-03-11', 0],
    ['two days after', '2023-03-12', 1],
    ['the day before', '2023-03-09', 1],
  ])('with countFormChange false, given another record starting %s', async (_when, start, denominator) => {
    const asking = await given({ record: [...endings('01'), record('p0', 's0', start, null)] });
    expect(await asking.row('regular-ending', { ...W, countFormChange: 'false' })).toMatchObject({
      denominator,
      excluded: { formChange: 1 - denominator },
    });
    expect(await asking.row('regular-ending', W)).toMatchObject({ denominator: 1, excluded: { formChange: 0 } });
  });

  it('does not take a record of one day for its own successor', async () => {
    const asking = await given({ record: [record('a', 'r1', '2023-03-10', '2023-03-10')] });
    expect(await asking.row('regular-ending', { ...W, countFormChange: 'false' })).toMatchObject({ denominator: 1 });
  });

  it('takes ends on both edges of the window', async () => {
    const ends = ['2022-12-31', '2023-01-01', '2023-06-30', '2023-07-01'];
    const asking = await given({ record: ends.map((end, i) => record(`p${i}`, `r${i}`, '2022-01-01', end)) });
    expect(await asking.row('regular-ending', W)).toMatchObject({ denominator: 2 });
  });
});

describe('dropout', () => {
  it.each([
    ['03', 1],
    ['03,04', 2],
    ['02,03,04,05', 4],
  ])('with codes %s', async (codes, numerator) => {
    const asking = await given({ record: endings('01', '02', '03', '04', '05', 'unknown') });
    expect(await asking.row('dropout', { ...W, codes })).toMatchObject({ numerator, denominator: 5, missing: 1 });
  });

  it.each([
    ['on the end', '2023-03-10', { denominator: 0, excluded: { deceased: 1 } }],
    ['the day after', '2023-03-11', { denominator: 1, excluded: { deceased: 0 } }],
  ])('excludes those deceased %s', async (_when, deceasedOn, expected) => {
    const asking = await given({ person: [person('p0', { deceasedOn })], record: endings('05') });
    expect(await asking.row('dropout', W)).toMatchObject(expected);
  });

  it('counts a deceased person with an unknown reason as excluded, not as missing', async () => {
    const asking = await given({ person: [person('p0', { deceasedOn: '2023-03-10' })], record: endings('unknown') });
    expect(await asking.row('dropout', W)).toMatchObject({ missing: 0, excluded: { deceased: 1 } });
  });
});
