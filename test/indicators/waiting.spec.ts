/** waiting-time, time-to-care and waiting-list. */
import { describe, expect, it } from '@jest/globals';
import { given, type Facts } from './support/facts.js';
import { pause, person, waiting } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-06-30' };
const ask = async (id: string, facts: Facts, query: object = {}) => (await given(facts)).row(id, { ...W, ...query });

describe('waiting-time', () => {
  const time = (facts: Facts, query: object = {}) => ask('waiting-time', facts, query);

  it('is the days from registration to start', async () => {
    expect(await time({ trajectory: [waiting('a', 't', '2022-12-01', '2023-01-31')] })).toMatchObject({
      n: 1,
      mean: 61,
      median: 61,
      sd: null,
      missing: 0,
    });
  });

  it.each([
    ['before the window', '2022-12-31', 0],
    ['on the first day', '2023-01-01', 1],
    ['on the last day', '2023-06-30', 1],
    ['after the window', '2023-07-01', 0],
  ])('given a start %s', async (_when, start, n) => {
    expect(await time({ trajectory: [waiting('a', 't', '2022-12-01', start)] })).toMatchObject({ n });
  });

  it('leaves crises out, and those who never started', async () => {
    const trajectory = [
      waiting('a', 't1', '2022-12-01', '2023-01-31', { crisis: true }),
      waiting('b', 't2', '2022-12-01', null, { endOn: '2023-02-01' }),
    ];
    expect(await time({ trajectory })).toMatchObject({ n: 0, mean: null, reason: 'no-cases', missing: 0 });
  });

  it('is missing without a registration', async () => {
    expect(await time({ trajectory: [waiting('a', 't', null, '2023-01-31')] })).toMatchObject({ n: 0, missing: 1 });
  });

  it.each([
    ['the day before', '2023-01-30', { n: 0, excluded: { beforeRegistration: 1 } }],
    ['on the day of', '2023-01-31', { n: 1, mean: 0, excluded: { beforeRegistration: 0 } }],
  ])('given a start %s registration', async (_when, start, expected) => {
    expect(await time({ trajectory: [waiting('a', 't', '2023-01-31', start)] })).toMatchObject(expected);
  });

  it.each([
    ['a pause of three days', [pause('a', 't', '2023-01-10', '2023-01-13')], 27],
    ['a pause that is resumed on its own day', [pause('a', 't', '2023-01-10', '2023-01-10')], 30],
    ['a pause up to the start', [pause('a', 't', '2023-01-30', '2023-01-31')], 29],
    ['a pause on the day of the start', [pause('a', 't', '2023-01-31', '2023-01-31')], 30],
    ['two pauses', [pause('a', 't', '2023-01-03', '2023-01-04'), pause('a', 't', '2023-01-10', '2023-01-12')], 27],
    ['a pause that began before registration', [pause('a', 't', '2022-12-20', '2023-01-06')], 25],
    ['a pause before registration', [pause('a', 't', '2022-12-20', '2022-12-25')], 30],
    ['a pause of another trajectory', [pause('a', 'u', '2023-01-10', '2023-01-13')], 30],
  ])('given %s', async (_what, waitingPause, mean) => {
    const facts = { trajectory: [waiting('a', 't', '2023-01-01', '2023-01-31')], waitingPause };
    expect(await time(facts)).toMatchObject({ n: 1, mean });
  });

  it('counts a wait of exactly a norm as within it, pauses taken off', async () => {
    const facts = {
      trajectory: [
        waiting('a', 't1', '2023-01-01', '2023-01-29'),
        waiting('b', 't2', '2023-01-01', '2023-01-30'),
        waiting('c', 't3', '2023-01-01', '2023-01-30'),
      ],
      waitingPause: [pause('c', 't3', '2023-01-05', '2023-01-06')],
    };
    expect((await time(facts)).within).toMatchObject({
      28: { numerator: 2, denominator: 3 },
      70: { numerator: 3, denominator: 3 },
    });
    expect((await time(facts, { norms: '27' })).within).toMatchObject({ 27: { numerator: 0 } });
  });

  it('shows the parts of the wait over the cases counted, where known', async () => {
    const trajectory = [
      waiting('a', 't1', '2023-01-05', '2023-01-20', { referredOn: '2023-01-01', intakeOn: '2023-01-11' }),
      waiting('b', 't2', '2023-01-05', '2023-01-21', { referredOn: null, intakeOn: '2023-01-10' }),
      waiting('c', 't3', null, '2023-01-21', { referredOn: '2023-01-02', intakeOn: '2023-01-03' }),
    ];
    expect(await time({ trajectory })).toMatchObject({
      n: 2,
      missing: 1,
      referralToIntake: { n: 1, mean: 10, sd: null, median: 10, p90: 10 },
      intakeToStart: { n: 2, mean: 10, median: 10 },
    });
  });

  it('has quantiles of type 7', async () => {
    const trajectory = [0, 10, 20, 40].map((days, i) =>
      waiting(
        `p${i}`,
        `t${i}`,
        `2023-01-01`,
        days === 0 ? '2023-01-01' : `2023-0${days === 40 ? 2 : 1}-${days === 40 ? 10 : days + 1}`,
      ),
    );
    expect(await time({ trajectory })).toMatchObject({ n: 4, mean: 17.5, median: 15, p90: 34 });
  });

  it('is broken down by what the trajectory is', async () => {
    const asking = await given({
      person: [person('a', { bornOn: '2010-01-01', sex: 'V' })],
      trajectory: [waiting('a', 't1', '2023-01-01', '2023-01-11', { provider: 'X', careForm: '11', referrer: '04' })],
    });
    const rows = await asking.rows('waiting-time', { ...W, by: 'provider,careForm,referrer,sex,ageBand,measureType' });
    expect(rows).toMatchObject([
      { group: { provider: 'X', careForm: '11', referrer: '04', sex: 'V', ageBand: '12-15', measureType: null }, n: 1 },
    ]);
  });
});

describe('time-to-care', () => {
  const REGISTERED = '2023-01-10';
  const care = (facts: Facts, query: object = {}) => ask('time-to-care', facts, { followUpDays: '10', ...query });

  it.each([
    ['on the day of registration: day 0 counts', '2023-01-10', { numerator: 1, denominator: 1 }],
    ['on day F', '2023-01-20', { numerator: 1, denominator: 1 }],
    ['on day F + 1', '2023-01-21', { numerator: 0, denominator: 1 }],
    ['before registration', '2023-01-09', { denominator: 0, excluded: { started: 1 } }],
  ])('given a start %s', async (_when, start, expected) => {
    expect(await care({ trajectory: [waiting('a', 't', REGISTERED, start)] })).toMatchObject(expected);
  });

  it.each([
    ['before registration', '2023-01-09', { denominator: 0, excluded: { ended: 1 } }],
    ['on the day of registration: it competes', '2023-01-10', { numerator: 0, denominator: 1, excluded: { ended: 0 } }],
    ['after registration: it competes', '2023-01-15', { numerator: 0, denominator: 1 }],
  ])('given that it ended without care %s', async (_when, endOn, expected) => {
    expect(await care({ trajectory: [waiting('a', 't', REGISTERED, null, { endOn })] })).toMatchObject(expected);
  });

  it.each([
    ['before registration', '2023-01-09', { denominator: 0, excluded: { deceased: 1 } }],
    ['on the day of registration: it competes', '2023-01-10', { numerator: 0, denominator: 1 }],
  ])('given a death %s', async (_when, deceasedOn, expected) => {
    const facts = { person: [person('a', { deceasedOn })], trajectory: [waiting('a', 't', REGISTERED, null)] };
    expect(await care(facts)).toMatchObject(expected);
  });

  it('counts a start on the day of death, and one that ends on its own day', async () => {
    const trajectory = [waiting('a', 't', REGISTERED, '2023-01-15', { endOn: '2023-01-15' })];
    expect(await care({ person: [person('a', { deceasedOn: '2023-01-15' })], trajectory })).toMatchObject({
      numerator: 1,
      denominator: 1,
    });
  });

  it('excludes crises', async () => {
    const trajectory = [waiting('a', 't', REGISTERED, '2023-01-15', { crisis: true })];
    expect(await care({ trajectory })).toMatchObject({ denominator: 0, excluded: { crisis: 1 } });
  });

  it('counts those still waiting, and has nothing to say of those without a registration', async () => {
    const trajectory = [waiting('a', 't', REGISTERED, null), waiting('b', 'u', null, '2023-02-01')];
    expect(await care({ trajectory })).toMatchObject({ numerator: 0, denominator: 1, missing: 0 });
  });

  it('judges immature by index + F', async () => {
    const trajectory = [waiting('a', 't', REGISTERED, '2023-01-11')];
    expect(await care({ trajectory }, { observedUntil: '2023-01-19' })).toMatchObject({ denominator: 0, immature: 1 });
    expect(await care({ trajectory }, { observedUntil: '2023-01-20' })).toMatchObject({ denominator: 1, immature: 0 });
  });

  /** Starts on day 0, 30 and 71; one ends without care on day 20; one is still waiting. */
  const five: Facts = {
    trajectory: [
      waiting('a', 't1', REGISTERED, '2023-01-10'),
      waiting('b', 't2', REGISTERED, '2023-02-09'),
      waiting('c', 't3', REGISTERED, '2023-03-22'),
      waiting('d', 't4', REGISTERED, null, { endOn: '2023-01-30' }),
      waiting('e', 't5', REGISTERED, null),
    ],
  };

  it('reads median and norms from the Aalen-Johansen curve, whatever the figure is', async () => {
    for (const method of ['complete', 'aalen-johansen']) {
      const row = await care(five, { method });
      expect(row.median).toBe(71);
      expect(row.within['28']).toMatchObject({ numerator: 1, denominator: 5 });
      expect(row.within['28'].value).toBeCloseTo(0.2, 12);
      expect(row.within['70']).toMatchObject({ numerator: 2, denominator: 5, interval: { method: 'log-log' } });
      expect(row.within['70'].value).toBeCloseTo(0.4, 12);
    }
    expect(await care(five, { method: 'complete' })).toMatchObject({ numerator: 1, denominator: 5, value: 0.2 });
  });

  it('and from Kaplan-Meier when that is asked: the end without care censors', async () => {
    const row = await care(five, { method: 'kaplan-meier' });
    expect(row.within['70'].value).toBeCloseTo(1 - 0.8 * (2 / 3), 12);
    expect(row.median).toBe(71);
  });

  it('has no figure past the last day at risk, and says why', async () => {
    const row = await care({ trajectory: [waiting('a', 't', REGISTERED, null)] }, { observedUntil: '2023-02-10' });
    expect(row).toMatchObject({
      median: null,
      within: { 28: { value: 0, interval: null }, 70: { value: null, reason: 'beyond-follow-up' } },
    });
    expect(await care({})).toMatchObject({ median: null, within: { 28: { value: null, reason: 'no-cases' } } });
  });

  it('has a median where half is reached exactly, however the fractions round', async () => {
    const trajectory = Array.from({ length: 6 }, (_, i) =>
      waiting(`p${i}`, `t${i}`, REGISTERED, i < 3 ? `2023-02-0${i + 1}` : null),
    );
    expect((await care({ trajectory })).median).toBe(24);
  });

  it('reads the norms of each group from its own curve', async () => {
    const trajectory = [
      waiting('a', 't1', REGISTERED, '2023-01-20', { provider: 'X' }),
      waiting('b', 't2', REGISTERED, '2023-03-20', { provider: 'Y' }),
    ];
    const rows = await (await given({ trajectory })).rows('time-to-care', { ...W, by: 'provider' });
    expect(rows).toMatchObject([
      { group: { provider: 'X' }, median: 10, within: { 28: { value: 1, interval: null } } },
      { group: { provider: 'Y' }, median: 69, within: { 28: { value: 0 }, 70: { value: 1 } } },
    ]);
  });
});

describe('waiting-list', () => {
  const list = (facts: Facts) => ask('waiting-list', facts);
  const one = (registeredOn: string | null, startOn: string | null, more: object = {}) => ({
    trajectory: [waiting('a', 't', registeredOn, startOn, more)],
  });

  it.each([
    ['registered on the last day', one('2023-06-30', null), { n: 1, mean: 0 }],
    ['registered the day after', one('2023-07-01', null), { n: 0 }],
    ['registered before the window', one('2022-06-30', null), { n: 1, mean: 365 }],
    ['never registered', one(null, null), { n: 0, missing: 0 }],
    ['started on the last day', one('2023-06-01', '2023-06-30'), { n: 0 }],
    ['started the day after', one('2023-06-01', '2023-07-01'), { n: 1, mean: 29 }],
    ['ended on the last day', one('2023-06-01', null, { endOn: '2023-06-30' }), { n: 0 }],
    ['ended the day after', one('2023-06-01', null, { endOn: '2023-07-01' }), { n: 1 }],
  ])('given one %s', async (_what, facts, expected) => expect(await list(facts)).toMatchObject(expected));

  it.each([
    ['on the last day', '2023-06-30', 0],
    ['the day after', '2023-07-01', 1],
  ])('given a death %s', async (_when, deceasedOn, n) => {
    expect(await list({ ...one('2023-06-01', null), person: [person('a', { deceasedOn })] })).toMatchObject({ n });
  });

  it.each([
    ['left on the last day: that day is observed', '2023-06-30', null, 1],
    ['left the day before', '2023-06-29', null, 0],
    ['came back on the last day', '2023-05-01', '2023-06-30', 1],
    ['came back the day after', '2023-05-01', '2023-07-01', 0],
  ])('given one who %s', async (_what, leftOn, returnedOn, n) => {
    const observationGap = [{ person: 'a', leftOn, returnedOn }];
    expect(await list({ ...one('2023-04-01', null), observationGap })).toMatchObject({ n });
  });

  it.each([
    ['over', [pause('a', 't', '2023-06-10', '2023-06-15')], 24],
    ['still running', [pause('a', 't', '2023-06-20', null)], 19],
    ['that goes on after the last day', [pause('a', 't', '2023-06-20', '2023-07-20')], 19],
    ['that begins on the last day', [pause('a', 't', '2023-06-30', null)], 29],
  ])('given a pause %s', async (_what, waitingPause, mean) => {
    expect(await list({ ...one('2023-06-01', null), waitingPause })).toMatchObject({ n: 1, mean });
  });
});
