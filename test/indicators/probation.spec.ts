/** Youth probation: probation-outcome and recidivism. */
import { describe, expect, it } from '@jest/globals';
import type { FactRow } from '#libs/fact-schema';
import { given, type Facts } from './support/facts.js';
import { person, probation } from './support/rows.js';

const END = '2021-03-10';
const W = { from: '2021-01-01', to: '2021-12-31' };

describe('probation-outcome', () => {
  it('counts 41 among the known, and careAfter 51 apart from it', async () => {
    const ended = (id: string, riskChange: string | null, careAfter: string | null) =>
      probation(id, `o-${id}`, '2020-01-01', END, { riskChange, careAfter });
    const asking = await given({
      probation: [
        ended('a', '41', '51'),
        ended('b', '42', null),
        ended('c', null, '51'),
        ended('d', '43', '52'),
        probation('e', 'o-e', '2020-01-01', null),
      ],
    });
    expect(await asking.row('probation-outcome', W)).toMatchObject({
      numerator: 1,
      denominator: 3,
      missing: 1,
      careAfter: { numerator: 2, denominator: 3, value: 2 / 3, interval: { method: 'wilson' } },
    });
  });
});

describe('recidivism', () => {
  type Offence = Partial<FactRow<'offence'>>;
  const offence = (on: string, more: Offence = {}): Offence => ({ person: 'a', on, ...more });
  const cover = (fromOn: string, untilOn: string) => ({ person: 'a', fromOn, untilOn });
  const FULL = [cover('2020-01-01', '2030-12-31')];
  const ask = async (facts: Facts, query: object = {}) =>
    (await given({ probation: [probation('a', 'o1', '2020-01-01', END)], justiceCover: FULL, ...facts })).row(
      'recidivism',
      {
        ...W,
        followUpDays: '10',
        ...query,
      },
    );

  it.each([
    ['on the end', '2021-03-10', 0],
    ['the day after', '2021-03-11', 1],
    ['on day F', '2021-03-20', 1],
    ['after F', '2021-03-21', 0],
  ])('given an offence %s', async (_when, on, numerator) => {
    expect(await ask({ offence: [offence(on)] })).toMatchObject({ numerator, denominator: 1 });
  });

  it('takes the first offence that counts, not the first offence', async () => {
    const offences = [
      offence('2021-03-12', { caseStatus: 'dismissed' }),
      offence('2021-03-15', { severity: 'serious', severityRank: 2 }),
    ];
    expect(await ask({ offence: offences })).toMatchObject({ numerator: 1 });
    expect(await ask({ offence: offences }, { followUpDays: '4' })).toMatchObject({ numerator: 0 });
    expect(await ask({ offence: offences }, { followUpDays: '4', caseStatus: 'dismissed' })).toMatchObject({
      numerator: 1,
    });
  });

  it.each([
    ['general', 1],
    ['serious', 1],
    ['very-serious', 0],
  ])('given a serious offence and severity %s', async (severity, numerator) => {
    const serious = offence('2021-03-15', { severity: 'serious', severityRank: 2 });
    expect(await ask({ offence: [serious] }, { severity })).toMatchObject({ numerator, denominator: 1 });
  });

  it.each([
    ['the whole follow-up', cover('2021-03-11', '2021-03-20'), { denominator: 1, missing: 0 }],
    ['all but the day after the end', cover('2021-03-12', '2021-03-20'), { denominator: 0, missing: 1 }],
    ['all but day F', cover('2020-01-01', '2021-03-19'), { denominator: 0, missing: 1 }],
  ])('complete: given a cover of %s', async (_what, justiceCover, expected) => {
    expect(await ask({ justiceCover: [justiceCover] })).toMatchObject(expected);
    // An offence inside the cover does not make it longer.
    expect(await ask({ justiceCover: [justiceCover], offence: [offence('2021-03-15')] })).toMatchObject(expected);
  });

  it('complete: nobody is known without any cover', async () => {
    expect(await ask({ justiceCover: [], offence: [offence('2021-03-15')] })).toMatchObject({
      denominator: 0,
      missing: 1,
    });
  });

  it('complete: the cover need reach no further than death or leaving', async () => {
    const short = [cover('2020-01-01', '2021-03-15')];
    const died = (deceasedOn: string) => ({ justiceCover: short, person: [person('a', { deceasedOn })] });
    expect(await ask(died('2021-03-15'))).toMatchObject({ denominator: 1, numerator: 0, missing: 0 });
    expect(await ask(died('2021-03-16'))).toMatchObject({ denominator: 0, missing: 1 });
    const leaving = (leftOn: string) => ({ justiceCover: short, observationGap: [{ person: 'a', leftOn }] });
    expect(await ask(leaving('2021-03-15'))).toMatchObject({ denominator: 0, missing: 0, lost: 1 });
    expect(await ask(leaving('2021-03-16'))).toMatchObject({ missing: 1, lost: 0 });
    expect(await ask({ ...leaving('2021-03-15'), offence: [offence('2021-03-14')] })).toMatchObject({ numerator: 1 });
  });

  it('complete: is immature before it is missing, and missing before it is lost', async () => {
    const facts = { justiceCover: [], observationGap: [{ person: 'a', leftOn: '2021-03-12' }] };
    expect(await ask(facts, { observedUntil: '2021-03-19' })).toMatchObject({ immature: 1, missing: 0, lost: 0 });
    expect(await ask(facts)).toMatchObject({ immature: 0, missing: 1, lost: 0 });
  });

  it('estimators: not covered on the day after the end is missing, the end of the unbroken cover censors', async () => {
    const facts: Facts = {
      probation: ['a', 'b', 'c'].map((id) => probation(id, `o-${id}`, '2020-01-01', END)),
      justiceCover: [
        { person: 'a', fromOn: '2020-01-01', untilOn: '2021-03-15' },
        { person: 'a', fromOn: '2021-04-01', untilOn: '2030-12-31' },
        { person: 'b', fromOn: '2021-03-12', untilOn: '2030-12-31' },
        { person: 'c', fromOn: '2021-03-11', untilOn: '2030-12-31' },
      ],
      offence: [offence('2021-04-05'), { ...offence('2021-03-16'), person: 'c' }],
    };
    const row = await ask(facts, { method: 'kaplan-meier', followUpDays: '400' });
    expect(row).toMatchObject({ numerator: 1, denominator: 2, missing: 1, value: 1 });
    const [curve] = await (await given(facts)).curve('recidivism', { ...W, method: 'kaplan-meier' });
    expect(curve!.points.map((p) => [p.day, p.atRisk, p.events, p.censored])).toEqual([
      [5, 2, 0, 1],
      [6, 1, 1, 0],
    ]);
  });

  it('lets death compete, and excludes those who died on or before the end', async () => {
    const died = (deceasedOn: string, on: string) => ({
      person: [person('a', { deceasedOn })],
      offence: [offence(on)],
    });
    expect(await ask(died('2021-03-10', '2021-03-12'))).toMatchObject({ excluded: { deceased: 1 }, denominator: 0 });
    expect(await ask(died('2021-03-12', '2021-03-12'))).toMatchObject({ numerator: 1 });
    expect(await ask(died('2021-03-11', '2021-03-12'))).toMatchObject({ numerator: 0, denominator: 1 });
  });
});
