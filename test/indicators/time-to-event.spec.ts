/** What indicators.md section 2 says of time-to-event, on repeat-referral: the episode of each person ends on 2023-03-10. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { given, type Asking, type Facts, type AnyRow } from './support/facts.js';
import { person, record } from './support/rows.js';

const END = '2023-03-10';
const W = { from: '2023-01-01', to: '2023-12-31' };
const F = { ...W, followUpDays: '10' };

/** One ended episode and, maybe, the next. */
const ended = (id: string, next?: string) => [
  record(id, `${id}-1`, '2022-01-01', END),
  ...(next ? [record(id, `${id}-2`, next, null)] : []),
];
const ask = async (facts: Facts, query: object = {}) => (await given(facts)).row('repeat-referral', { ...F, ...query });
const left = (leftOn: string, returnedOn: string | null = null) => [{ person: 'a', leftOn, returnedOn }];

describe('complete', () => {
  it.each([
    ['on the second day, the first that can be', '2023-03-12', 1],
    ['on day F', '2023-03-20', 1],
    ['on day F + 1', '2023-03-21', 0],
  ])('given the event %s', async (_when, next, numerator) => {
    expect(await ask({ record: ended('a', next) })).toMatchObject({ numerator, denominator: 1, value: numerator });
  });

  it.each([
    ['is U', '2023-03-20', { denominator: 1, immature: 0 }],
    ['lies after U, although the event is known', '2023-03-19', { denominator: 0, immature: 1, reason: 'no-cases' }],
  ])('given that index + F %s', async (_when, observedUntil, expected) => {
    expect(await ask({ record: ended('a', '2023-03-14') }, { observedUntil })).toMatchObject(expected);
  });

  it.each([
    ['before F', left('2023-03-15'), '2023-03-18', { denominator: 0, lost: 1 }],
    [
      'before F, and the event comes on the day of leaving',
      left('2023-03-18'),
      '2023-03-18',
      { numerator: 1, lost: 0 },
    ],
    ['on day F', left('2023-03-20'), '2023-03-22', { numerator: 0, denominator: 1, lost: 0 }],
    ['on the index day itself', left(END), undefined, { denominator: 0, lost: 1 }],
    ['before the index, back on the index day', left('2023-01-05', END), undefined, { denominator: 1, lost: 0 }],
    ['before the index, back the day after', left('2023-01-05', '2023-03-11'), '2023-03-15', { numerator: 0, lost: 1 }],
    [
      'and is back the next day, so that no day is missed',
      left('2023-03-15', '2023-03-16'),
      '2023-03-18',
      { numerator: 1 },
    ],
    [
      'and is back before the event: it is no longer followed',
      left('2023-03-13', '2023-03-16'),
      '2023-03-18',
      { lost: 1 },
    ],
    [
      'in a gap that is over before the index',
      left('2022-01-01', '2022-05-01'),
      '2023-03-18',
      { numerator: 1, lost: 0 },
    ],
  ])('given a person who leaves observation %s', async (_when, observationGap, next, expected) => {
    expect(await ask({ record: ended('a', next), observationGap })).toMatchObject(expected);
  });

  it.each([
    ['before the end', '2023-03-09', { denominator: 0, excluded: { deceased: 1 } }],
    ['on the end', END, { denominator: 0, excluded: { deceased: 1 } }],
    ['the day after: a no', '2023-03-11', { numerator: 0, denominator: 1, excluded: { deceased: 0 } }],
    ['after F', '2023-05-01', { numerator: 0, denominator: 1 }],
  ])('given a death %s', async (_when, deceasedOn, expected) => {
    expect(await ask({ person: [person('a', { deceasedOn })], record: ended('a') })).toMatchObject(expected);
  });

  it('counts an event on the day of death: an event comes before a competing one', async () => {
    const facts = { person: [person('a', { deceasedOn: '2023-03-15' })], record: ended('a', '2023-03-15') };
    expect(await ask(facts)).toMatchObject({ numerator: 1, denominator: 1 });
  });

  it('does not count an event after death', async () => {
    const facts = { person: [person('a', { deceasedOn: '2023-03-14' })], record: ended('a', '2023-03-15') };
    expect(await ask(facts)).toMatchObject({ numerator: 0, denominator: 1 });
  });

  it('does not see a death after leaving: lost', async () => {
    const facts = { person: [person('a', { deceasedOn: '2023-03-14' })], record: ended('a') };
    expect(await ask({ ...facts, observationGap: left('2023-03-13') })).toMatchObject({ denominator: 0, lost: 1 });
    expect(await ask({ ...facts, observationGap: left('2023-03-14') })).toMatchObject({ denominator: 1, lost: 0 });
  });

  it('judges excluded before immature, and immature before lost', async () => {
    const facts = { record: ended('a'), observationGap: left('2023-03-12') };
    const late = { observedUntil: '2023-03-13' };
    expect(await ask(facts, late)).toMatchObject({ immature: 1, lost: 0 });
    const dead = { ...facts, person: [person('a', { deceasedOn: END })] };
    expect(await ask(dead, late)).toMatchObject({ excluded: { deceased: 1 }, immature: 0, lost: 0 });
  });

  it('takes an end on the first and on the last day of the window, and none outside', async () => {
    const facts = {
      record: ['2022-12-31', '2023-01-01', '2023-12-31', '2024-01-01'].map((end, i) =>
        record(`p${i}`, `r${i}`, '2022-01-01', end),
      ),
    };
    expect(await ask(facts)).toMatchObject({ denominator: 2 });
  });
});

describe('the estimators', () => {
  /** Day: 2 event, 3 leaves, 5 death, 5 event, 8 leaves; one is followed to U, day 295; one was never observed. */
  const facts: Facts = {
    person: [person('c', { deceasedOn: '2023-03-15' })],
    record: [
      ...ended('a', '2023-03-12'),
      ...ended('b'),
      ...ended('c'),
      ...ended('d', '2023-03-15'),
      ...ended('e'),
      ...ended('f'),
      ...ended('g', '2023-03-13'),
    ],
    observationGap: [
      { person: 'b', leftOn: '2023-03-13' },
      { person: 'e', leftOn: '2023-03-18', returnedOn: '2023-06-01' },
      { person: 'g', leftOn: '2023-03-01', returnedOn: '2023-03-11' },
    ],
  };
  let asking: Asking;
  beforeAll(async () => (asking = await given(facts)));
  const row = (query: object) => asking.row('repeat-referral', { ...F, observedUntil: '2023-12-31', ...query });

  it('Kaplan-Meier: competing events and the end of observation censor', async () => {
    expect(await row({ method: 'kaplan-meier' })).toMatchObject({
      numerator: 2,
      denominator: 7,
      value: expect.closeTo(1 - (5 / 6) * (3 / 4), 12),
      interval: { level: 0.95, method: 'log-log' },
      atRisk: 1,
      immature: 0,
      lost: 0,
    });
  });

  it('Aalen-Johansen: competing events compete', async () => {
    const { value, numerator } = await row({ method: 'aalen-johansen' });
    expect(value).toBeCloseTo(1 / 6 + (5 / 6) * (1 / 4), 12);
    expect(numerator).toBe(2);
  });

  it('counts an event on day F, and those at risk on F itself', async () => {
    expect(await row({ method: 'kaplan-meier', followUpDays: '5' })).toMatchObject({ numerator: 2, atRisk: 4 });
    expect(await row({ method: 'kaplan-meier', followUpDays: '4' })).toMatchObject({ numerator: 1, atRisk: 4 });
  });

  it('has no estimate past the last day on which anybody is at risk', async () => {
    expect(await row({ method: 'kaplan-meier', followUpDays: '296' })).toMatchObject({ value: expect.any(Number) });
    expect(await row({ method: 'kaplan-meier', followUpDays: '297' })).toMatchObject({
      value: null,
      interval: null,
      reason: 'beyond-follow-up',
      numerator: 2,
      denominator: 7,
      atRisk: 0,
    });
  });

  it('ends observation on U, and takes an event of that day', async () => {
    const query = { method: 'kaplan-meier', followUpDays: '5' };
    expect(await row({ ...query, observedUntil: '2023-03-15' })).toMatchObject({ numerator: 2, denominator: 7 });
    expect(await row({ ...query, observedUntil: '2023-03-14' })).toMatchObject({
      numerator: 1,
      denominator: 7,
      value: null,
      reason: 'beyond-follow-up',
    });
  });

  it('counts cases whose index lies after U, and never has them at risk', async () => {
    const query = { method: 'kaplan-meier', followUpDays: '1', observedUntil: '2023-03-09' };
    expect(await row(query)).toMatchObject({ denominator: 7, atRisk: 0, value: null, reason: 'beyond-follow-up' });
  });

  it('has a curve of all days on which something happens, past the follow-up too', async () => {
    const [{ group, points }] = (await asking.curve('repeat-referral', {
      ...F,
      observedUntil: '2023-12-31',
      method: 'aalen-johansen',
    })) as AnyRow;
    expect(group).toEqual({});
    expect(points.map((p: AnyRow) => [p.day, p.atRisk, p.events, p.competing, p.censored])).toEqual([
      [2, 6, 1, 0, 0],
      [3, 5, 0, 0, 1],
      [5, 4, 1, 1, 0],
      [8, 2, 0, 0, 1],
      [296, 1, 0, 0, 1],
    ]);
    expect(points[0].value).toBeCloseTo(1 / 6, 12);
    expect(points[1].interval).toEqual(points[0].interval);
  });

  it('turns value, interval and curve round for a complement, but not the counts', async () => {
    const query = { ...F, observedUntil: '2023-12-31', method: 'kaplan-meier' };
    const [yes, no] = [await asking.row('repeat-referral', query), await asking.row('no-new-start', query)];
    expect(no).toMatchObject({ numerator: yes.numerator, denominator: yes.denominator, atRisk: yes.atRisk });
    expect(no.value).toBeCloseTo(1 - yes.value, 12);
    expect(no.interval.lower).toBeCloseTo(1 - yes.interval.upper, 12);
    expect(no.interval.upper).toBeCloseTo(1 - yes.interval.lower, 12);
    const [curve] = await asking.curve('no-new-start', query);
    expect(curve!.points[0]!.value).toBeCloseTo(5 / 6, 12);
    const complete = await asking.row('no-new-start', F);
    expect(complete).toMatchObject({ numerator: 2, denominator: 4, value: 0.5 });
  });
});

describe('groups in which little happens', () => {
  const estimate = (facts: Facts, query: object = {}) =>
    ask(facts, { method: 'aalen-johansen', observedUntil: '2023-12-31', ...query });

  it('nothing happens: 0, without an interval', async () => {
    expect(await estimate({ record: ended('a') })).toMatchObject({ value: 0, interval: null, atRisk: 1 });
  });

  it('everybody is censored before F: no estimate', async () => {
    expect(await estimate({ record: ended('a'), observationGap: left('2023-03-12') })).toMatchObject({
      value: null,
      reason: 'beyond-follow-up',
    });
  });

  it('the last case ends in an event: the estimate stands for ever', async () => {
    expect(await estimate({ record: ended('a', '2023-03-12') }, { followUpDays: '9000' })).toMatchObject({
      value: 1,
      interval: null,
      atRisk: 0,
    });
  });

  it('the last case ends in a competing event: either estimate stands for ever', async () => {
    const facts = {
      person: [person('b', { deceasedOn: '2023-03-20' })],
      record: [...ended('a', '2023-03-12'), ...ended('b')],
    };
    for (const method of ['kaplan-meier', 'aalen-johansen']) {
      expect(await estimate(facts, { method, followUpDays: '9000' })).toMatchObject({ value: 0.5 });
    }
  });

  it('all cases are excluded: no cases', async () => {
    expect(await estimate({ person: [person('a', { deceasedOn: END })], record: ended('a') })).toMatchObject({
      denominator: 0,
      value: null,
      reason: 'no-cases',
      excluded: { deceased: 1 },
    });
  });

  it('there are none at all: one row without a breakdown, no row with one', async () => {
    const asking = await given({});
    expect(await asking.row('repeat-referral', F)).toMatchObject({
      group: {},
      denominator: 0,
      value: null,
      reason: 'no-cases',
    });
    expect(await asking.rows('repeat-referral', { ...F, by: 'municipality' })).toEqual([]);
    expect(await asking.curve('repeat-referral', F)).toEqual([{ group: {}, median: null, points: [] }]);
  });
});
