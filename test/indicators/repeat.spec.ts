/** Herhaald beroep: repeat-referral by episode and by record, and repeat-start. */
import { describe, expect, it } from '@jest/globals';
import { given } from './support/facts.js';
import { FORM, person, record } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-12-31' };

describe('repeat-referral by episode', () => {
  const ask = async (records: object[], query: object = {}) =>
    (await given({ record: records })).row('repeat-referral', { ...W, ...query });

  it.each([
    ['overlapping', '2023-02-01', 0],
    ['starting on the end', '2023-03-10', 0],
    ['starting the day after the end', '2023-03-11', 0],
    ['starting after one free day', '2023-03-12', 1],
  ])('given a second record %s', async (_how, start, repeats) => {
    const row = await ask([record('a', 'r1', '2022-01-01', '2023-03-10'), record('a', 'r2', start, '2023-06-01')]);
    // Joined, the two are one episode that ends on 1 June; apart, each is a case and the first one is followed.
    expect(row).toMatchObject({ numerator: repeats, denominator: repeats === 1 ? 2 : 1 });
  });

  it('goes by the latest end so far, not by the end of the record before', async () => {
    const row = await ask([
      record('a', 'r1', '2022-01-01', '2023-06-30'),
      record('a', 'r2', '2022-02-01', '2022-03-01'),
      record('a', 'r3', '2023-07-01', '2023-08-01'),
    ]);
    expect(row).toMatchObject({ numerator: 0, denominator: 1 });
  });

  it('is open while one of its records is open: no case, and no next episode inside it', async () => {
    const row = await ask([record('a', 'r1', '2022-01-01', null), record('a', 'r2', '2022-05-01', '2023-03-01')]);
    expect(row).toMatchObject({ denominator: 0, reason: 'no-cases' });
  });

  it('keeps persons apart', async () => {
    const row = await ask([record('a', 'r1', '2022-01-01', '2023-03-10'), record('b', 'r2', '2023-03-20', null)]);
    expect(row).toMatchObject({ numerator: 0, denominator: 1 });
  });

  it('is described by the record that ends last, on a tie the heaviest, then the smallest id', async () => {
    const asking = await given({
      record: [
        record('a', 'a1', '2022-01-01', '2023-03-10', { ...FORM['13'], provider: 'P1' }),
        record('a', 'a2', '2022-02-01', '2023-04-10', { ...FORM['01'], provider: 'P2', endReason: '03' }),
        record('b', 'b1', '2022-01-01', '2023-03-10', { ...FORM['02'], provider: 'P3' }),
        record('b', 'b2', '2022-01-01', '2023-03-10', { ...FORM['14'], provider: 'P4' }),
        record('c', 'c2', '2022-01-01', '2023-03-10', { provider: 'P6' }),
        record('c', 'c1', '2022-06-01', '2023-03-10', { provider: 'P5' }),
      ],
    });
    const rows = await asking.rows('repeat-referral', { ...W, by: 'provider,careForm,endReason' });
    expect(rows.map((row) => [row.group, row.denominator])).toEqual([
      [{ provider: 'P2', careForm: '01', endReason: '03' }, 1],
      [{ provider: 'P4', careForm: '14', endReason: '01' }, 1],
      [{ provider: 'P5', careForm: '02', endReason: '01' }, 1],
    ]);
  });

  it('ignores minGapDays, which speaks of records', async () => {
    const records = [record('a', 'r1', '2022-01-01', '2023-03-10'), record('a', 'r2', '2023-03-12', null)];
    expect(await ask(records, { minGapDays: '90' })).toMatchObject({ numerator: 1, denominator: 1 });
  });
});

describe('repeat-referral by record', () => {
  const ask = async (start: string, minGapDays?: string) =>
    (await given({ record: [record('a', 'r1', '2022-01-01', '2023-03-10'), record('a', 'r2', start, null)] })).row(
      'repeat-referral',
      { ...W, level: 'record', ...(minGapDays && { minGapDays }) },
    );

  it.each([
    ['2023-03-11', undefined, 0],
    ['2023-03-12', undefined, 1],
    ['2023-03-11', '0', 1],
    ['2023-03-10', '0', 0],
    ['2023-03-17', '7', 0],
    ['2023-03-18', '7', 1],
  ])('given a start on %s and minGapDays %s', async (start, minGapDays, numerator) => {
    expect(await ask(start, minGapDays)).toMatchObject({ numerator, denominator: 1 });
  });

  it('takes the first record that starts late enough, whatever runs beside it', async () => {
    const asking = await given({
      person: [person('a', { deceasedOn: '2023-03-20' })],
      record: [
        record('a', 'r1', '2022-01-01', '2023-03-10'),
        record('a', 'r2', '2022-06-01', null),
        record('a', 'r3', '2023-03-15', null),
      ],
    });
    expect(await asking.row('repeat-referral', { ...W, level: 'record' })).toMatchObject({
      numerator: 1,
      denominator: 1,
    });
  });
});

describe('repeat-start', () => {
  const ask = async (earlier: [start: string, end: string | null], start: string, query: object = {}) =>
    (await given({ record: [record('a', 'r1', ...earlier), record('a', 'r2', start, null)] })).row('repeat-start', {
      from: start,
      to: start,
      ...query,
    });

  it.each([
    ['ended the day before', '2023-03-11', 0],
    ['ended with one free day between', '2023-03-10', 1],
    ['ended five years before to the day', '2018-03-12', 1],
    ['ended a day more than five years before', '2018-03-11', 0],
  ])('given an earlier record that %s', async (_when, end, numerator) => {
    expect(await ask(['2010-01-01', end], '2023-03-12')).toMatchObject({ numerator, denominator: 1 });
  });

  it('does not count an earlier record that still runs', async () => {
    expect(await ask(['2020-01-01', null], '2023-03-12')).toMatchObject({ numerator: 0, denominator: 1 });
  });

  it('clips the look-back of a start on 29 February to the 28th', async () => {
    expect(await ask(['2010-01-01', '2019-02-28'], '2024-02-29')).toMatchObject({ numerator: 1 });
    expect(await ask(['2010-01-01', '2019-02-27'], '2024-02-29')).toMatchObject({ numerator: 0 });
  });

  it('looks back as far as asked', async () => {
    expect(await ask(['2010-01-01', '2021-03-12'], '2023-03-12', { lookBackYears: '1' })).toMatchObject({
      numerator: 0,
    });
    expect(await ask(['2010-01-01', '2021-03-12'], '2023-03-12', { lookBackYears: '2' })).toMatchObject({
      numerator: 1,
    });
  });

  it('does not need the last day observed', async () => {
    expect(await ask(['2020-01-01', '2022-01-01'], '2023-03-12', { observedUntil: '2020-01-01' })).toMatchObject({
      numerator: 1,
      immature: 0,
    });
  });
});
