/** Breakdowns and filters (indicators.md section 5). */
import { describe, expect, it } from '@jest/globals';
import { given, type Facts } from './support/facts.js';
import { FORM, measure, person, probation, record } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-12-31' };
const groups = async (facts: Facts, id: string, by: string, query: object = {}) =>
  (await (await given(facts)).rows(id, { ...W, by, ...query })).map((row) => [row.group[by], row.denominator]);

describe('municipality', () => {
  const facts: Facts = {
    record: [record('a', 'r1', '2022-01-01', '2023-03-10'), record('b', 'r2', '2022-01-01', '2023-03-09')],
    residence: ['a', 'b'].flatMap((id) => [
      { person: id, fromOn: null, untilOn: '2023-03-10', municipality: 'GM0310' },
      { person: id, fromOn: '2023-03-10', untilOn: null, municipality: 'GM0344' },
    ]),
  };

  it('is the one on the index date', async () => {
    expect(await groups(facts, 'dropout', 'municipality')).toEqual([
      ['GM0310', 1],
      ['GM0344', 1],
    ]);
  });

  it('is the one at the start, where the index is the start', async () => {
    expect(await groups(facts, 'repeat-start', 'municipality', { from: '2022-01-01', to: '2022-12-31' })).toEqual([
      ['GM0310', 2],
    ]);
  });

  it('is null where it is not known', async () => {
    expect(
      await groups({ record: [record('a', 'r1', '2022-01-01', '2023-03-10')] }, 'dropout', 'municipality'),
    ).toEqual([[null, 1]]);
  });

  it('gives the region by the table in force on that day', async () => {
    const region = [
      { municipality: 'GM0344', fromOn: null, untilOn: '2023-03-10', region: 'Oud' },
      { municipality: 'GM0344', fromOn: '2023-03-10', untilOn: null, region: 'Nieuw' },
      { municipality: 'GM0310', fromOn: '2023-01-01', untilOn: '2023-03-09', region: 'Voorbij' },
    ];
    expect(await groups({ ...facts, region }, 'dropout', 'region')).toEqual([
      ['Nieuw', 1],
      [null, 1],
    ]);
  });
});

describe('provider', () => {
  it('is that of the record, and for measures and probations the institution on the index date', async () => {
    const institution = (kind: string, id: string) => [
      { person: 'a', kind, id, fromOn: '2022-01-01', untilOn: '2023-03-01', institution: 'GI-1' },
      { person: 'a', kind, id, fromOn: '2023-03-01', untilOn: null, institution: 'GI-2' },
    ];
    const facts: Facts = {
      record: [record('a', 'r1', '2022-01-01', '2023-03-10', { provider: 'P9' })],
      measure: [measure('a', 'x', '11', '2022-01-01', '2023-03-01', '04')],
      probation: [probation('a', 'x', '2022-01-01', '2023-02-28', { riskChange: '41' })],
      institution: [...institution('measure', 'x'), ...institution('probation', 'x')],
    };
    expect(await groups(facts, 'dropout', 'provider')).toEqual([['P9', 1]]);
    expect(await groups(facts, 'measure-no-longer-needed', 'provider')).toEqual([['GI-2', 1]]);
    expect(await groups(facts, 'measure-success', 'provider', { followUpDays: '1' })).toEqual([['GI-2', 1]]);
    expect(await groups(facts, 'probation-outcome', 'provider')).toEqual([['GI-1', 1]]);
  });
});

describe('age band', () => {
  it.each([
    ['2019-03-11', '0-3'],
    ['2019-03-10', '4-11'],
    ['2011-03-10', '12-15'],
    ['2007-03-10', '16-17'],
    ['2005-03-11', '16-17'],
    ['2005-03-10', '18-22'],
    ['2000-03-10', '23+'],
    ['2023-03-10', '0-3'],
    ['2023-03-11', null],
  ])('of one born on %s, on 2023-03-10', async (bornOn, band) => {
    const facts = { person: [person('a', { bornOn })], record: [record('a', 'r1', '2022-01-01', '2023-03-10')] };
    expect(await groups(facts, 'dropout', 'ageBand')).toEqual([[band, 1]]);
  });

  it('has the birthday of 29 February on the 28th, and is null without a birth date', async () => {
    const facts = {
      person: [person('a', { bornOn: '2004-02-29' })],
      record: [record('a', 'r1', '2021-01-01', '2022-02-28'), record('b', 'r2', '2021-01-01', '2022-02-28')],
    };
    const query = { from: '2022-01-01', to: '2022-12-31' };
    expect(await groups(facts, 'dropout', 'ageBand', query)).toEqual([
      ['18-22', 1],
      [null, 1],
    ]);
  });
});

describe('other dimensions', () => {
  const facts: Facts = {
    person: [person('a', { sex: 'V' }), person('b', { sex: 'M' })],
    record: [
      record('a', 'r1', '2022-01-01', '2023-03-10', { ...FORM['14'], referrer: '08', endReason: '03' }),
      record('b', 'r2', '2022-01-01', '2023-12-31', { referrer: '02' }),
    ],
    measure: [measure('a', 'm1', '12', '2022-01-01', '2023-03-10', '04')],
    probation: [probation('a', 'o1', '2022-01-01', '2023-03-10', { riskChange: '41' })],
  };

  it('sex, referrer, careForm, endReason and year, sorted with null last', async () => {
    const asking = await given(facts);
    const rows = await asking.rows('dropout', { ...W, by: 'sex,referrer,careForm,endReason,year,measureType' });
    expect(rows.map((row) => row.group)).toEqual([
      { sex: 'M', referrer: '02', careForm: '02', endReason: '01', year: '2023', measureType: null },
      { sex: 'V', referrer: '08', careForm: '14', endReason: '03', year: '2023', measureType: null },
    ]);
  });

  it('are null where they do not apply', async () => {
    const asking = await given(facts);
    const [row] = await asking.rows('probation-outcome', {
      ...W,
      by: 'careForm,referrer,endReason,measureType,provider',
    });
    expect(row.group).toEqual({ careForm: null, referrer: null, endReason: null, measureType: null, provider: null });
    const [other] = await asking.rows('measure-no-longer-needed', { ...W, by: 'endReason,measureType,careForm' });
    expect(other.group).toEqual({ endReason: '04', measureType: '12', careForm: null });
  });

  it('the end reason is the one known, where the index is the start', async () => {
    const asking = await given({
      record: [
        record('a', 'r1', '2023-01-01', null),
        record('b', 'r2', '2023-01-01', '2023-05-01', { endReason: '04' }),
      ],
    });
    const rows = await asking.rows('repeat-start', { ...W, by: 'endReason' });
    expect(rows.map((row) => row.group.endReason)).toEqual(['04', null]);
  });
});

describe('filters', () => {
  const facts: Facts = {
    person: ['V', 'M', 'O'].map((sex, i) => person(`p${i}`, { sex })),
    record: ['01', '03', '03'].map((endReason, i) =>
      record(`p${i}`, `r${i}`, '2022-01-01', '2023-03-10', { endReason, provider: `P${i}` }),
    ),
  };

  it('keep what has one of the values, in every dimension', async () => {
    const asking = await given(facts);
    expect(await asking.row('dropout', { ...W, sex: 'V,M' })).toMatchObject({ numerator: 1, denominator: 2 });
    expect(await asking.row('dropout', { ...W, sex: 'V,M', provider: 'P1,P2' })).toMatchObject({ denominator: 1 });
    expect(await asking.row('dropout', { ...W, year: '2022' })).toMatchObject({
      group: {},
      denominator: 0,
      value: null,
    });
  });

  it('never keep a null', async () => {
    expect(await (await given(facts)).row('dropout', { ...W, municipality: 'GM0344' })).toMatchObject({
      denominator: 0,
    });
  });

  it('go together with a breakdown, whose total is the figure without it', async () => {
    const asking = await given(facts);
    const rows = await asking.rows('dropout', { ...W, by: 'provider', endReason: '03' });
    expect(rows.map((row) => [row.group, row.numerator])).toEqual([
      [{ provider: 'P1' }, 1],
      [{ provider: 'P2' }, 1],
    ]);
    expect((await asking.row('dropout', { ...W, endReason: '03' })).numerator).toBe(2);
  });

  it('are values, never SQL', async () => {
    const asking = await given(facts);
    const definitionRow = await asking.row('dropout', { ...W, region: `x') OR TRUE --` });
    expect(definitionRow).toMatchObject({ denominator: 0 });
  });
});
