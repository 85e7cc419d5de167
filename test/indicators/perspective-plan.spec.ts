/** perspective-plan, on 2023-06-30. */
import { describe, expect, it } from '@jest/globals';
import { given, type Facts } from './support/facts.js';
import { person, record } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-06-30' };
const ask = async (facts: Facts, query: object = {}) =>
  (await given(facts)).row('perspective-plan', { ...W, ...query });
const made = (on: string, domains = 3, rankInPerson = 1, of = 'a') => ({
  person: of,
  trajectory: 't',
  on,
  rankInPerson,
  domains,
});
/** In care since 2020, 16 on 2022-05-31: due on 2022-11-30. */
const due = { person: [person('a', { bornOn: '2006-05-31' })], record: [record('a', 'r', '2020-01-01', null)] };

describe('perspective-plan', () => {
  it.each([
    ['16 on the day', '2007-06-30', null, { notYetDue: 1, denominator: 0 }],
    ['16 the day after', '2007-07-01', null, { notYetDue: 0, denominator: 0 }],
    ['active still', '2006-05-31', null, { denominator: 1 }],
    ['ended on the day: not active', '2006-05-31', '2023-06-30', { denominator: 0 }],
    ['ended the day after', '2006-05-31', '2023-07-01', { denominator: 1 }],
  ])('given one %s', async (_what, bornOn, end, expected) => {
    const facts = { person: [person('a', { bornOn })], record: [record('a', 'r', '2020-01-01', end)] };
    expect(await ask(facts)).toMatchObject(expected);
  });

  it.each([
    ['on the due date', '2022-11-30', 1],
    ['the day after', '2022-12-01', 0],
    ['long before', '2019-01-01', 1],
  ])('given a plan %s, half a year after the birthday, month clipped', async (_when, on, numerator) => {
    expect(await ask({ ...due, perspectivePlan: [made(on)] })).toMatchObject({ numerator, denominator: 1 });
  });

  it('is due three months after the start where that is later', async () => {
    const facts = { ...due, record: [record('a', 'r', '2023-01-31', null)] };
    expect(await ask({ ...facts, perspectivePlan: [made('2023-04-30')] })).toMatchObject({ numerator: 1 });
    expect(await ask({ ...facts, perspectivePlan: [made('2023-05-01')] })).toMatchObject({
      numerator: 0,
      denominator: 1,
    });
  });

  it('takes the earliest start of the records active then', async () => {
    const facts = {
      ...due,
      record: [
        record('a', 'over', '2020-01-01', '2023-06-30'),
        record('a', 'second', '2023-03-31', null),
        record('a', 'third', '2023-06-01', null),
      ],
    };
    // Due on 2023-06-30, three months after 31 March, clipped.
    expect(await ask({ ...facts, perspectivePlan: [made('2023-06-30')] })).toMatchObject({
      numerator: 1,
      denominator: 1,
    });
    expect(await ask(facts)).toMatchObject({ numerator: 0, denominator: 1, notYetDue: 0 });
  });

  it('sets apart those not yet due, unless they have a plan', async () => {
    const facts = { ...due, record: [record('a', 'r', '2023-04-01', null)] };
    expect(await ask(facts)).toMatchObject({ denominator: 0, notYetDue: 1, reason: 'no-cases', excluded: {} });
    expect(await ask({ ...facts, perspectivePlan: [made('2023-06-30')] })).toMatchObject({
      numerator: 1,
      denominator: 1,
      notYetDue: 0,
    });
    expect(await ask({ ...facts, perspectivePlan: [made('2023-07-01')] })).toMatchObject({
      denominator: 0,
      notYetDue: 1,
    });
  });

  it('counts a 29 February birthday on the 28th', async () => {
    const facts = { person: [person('a', { bornOn: '2004-02-29' })], record: [record('a', 'r', '2010-01-01', null)] };
    const query = { from: '2022-01-01', to: '2022-02-28', minAge: '18', graceMonths: '0' };
    expect(await ask(facts, query)).toMatchObject({ denominator: 1, notYetDue: 0 });
    expect(await ask(facts, { ...query, to: '2022-02-27' })).toMatchObject({ denominator: 0, notYetDue: 0 });
  });

  it('tells the mean number of domains in the last plan of those on time', async () => {
    const facts = {
      person: [
        person('a', { bornOn: '2005-01-01' }),
        person('b', { bornOn: '2005-01-01' }),
        person('c', { bornOn: '2005-01-01' }),
      ],
      record: ['a', 'b', 'c'].flatMap((p) => [
        record(p, `${p}1`, '2020-01-01', null),
        record(p, `${p}2`, '2020-06-01', null),
      ]),
      perspectivePlan: [
        made('2021-01-01', 1, 1),
        made('2021-02-01', 2, 2),
        made('2021-02-01', 4, 3),
        made('2023-01-01', 5, 4),
        made('2021-01-01', 3, 1, 'b'),
        made('2023-01-01', 1, 1, 'c'),
      ],
    };
    expect(await ask(facts)).toMatchObject({ numerator: 2, denominator: 3, meanDomains: 3.5 });
    expect(await ask(due)).toMatchObject({ meanDomains: null });
  });

  it('counts a person once, and once in each group', async () => {
    const facts = {
      ...due,
      record: [
        record('a', 'r1', '2020-01-01', null, { careForm: '02' }),
        record('a', 'r2', '2020-01-01', null, { careForm: '11' }),
      ],
      perspectivePlan: [made('2022-01-01')],
    };
    expect(await ask(facts)).toMatchObject({ numerator: 1, denominator: 1, meanDomains: 3 });
    expect(await (await given(facts)).rows('perspective-plan', { ...W, by: 'careForm' })).toMatchObject([
      { group: { careForm: '02' }, numerator: 1, denominator: 1 },
      { group: { careForm: '11' }, numerator: 1, denominator: 1 },
    ]);
  });
});
