/** Terms, follow-ups and ages that meet 29 February: for each the last day that counts and the day beside it. */
import { describe, expect, it } from '@jest/globals';
import { given, type Facts } from './support/facts.js';
import { assessment, cost, FORM, measure, pause, person, probation, record, waiting } from './support/rows.js';

const LONG = { from: '2020-01-01', to: '2026-12-31' };
const OBSERVED = { observedUntil: '2030-12-31' };
const END_OF_FEBRUARY = { from: '2024-02-29', to: '2024-02-29' };

const back = (end: string) => (on: string) => ({
  record: [record('a', 'r1', '2019-01-01', end), record('a', 'r2', on, null)],
});
const again = (end: string) => (on: string) => ({
  measure: [measure('a', 'm1', '11', '2019-01-01', end, '04'), measure('a', 'm2', '11', on, null)],
});
const offends = (end: string) => (on: string) => ({
  probation: [probation('a', 'o', '2019-01-01', end)],
  justiceCover: [{ person: 'a', fromOn: '2019-01-01', untilOn: '2030-12-31' }],
  offence: [{ person: 'a', on }],
});
const starts = (registered: string) => (on: string) => ({ trajectory: [waiting('a', 't', registered, on)] });
const planned = (start: string) => (on: string) => ({
  record: [record('a', 'r', start, null)],
  plan: [{ person: 'a', trajectory: 'r', record: 'r', on, rankInPerson: 1, form: 'written', goals: 0 }],
});
const analysed = (start: string) => (on: string) => ({
  record: [record('a', 'r', start, null)],
  analysis: [{ person: 'a', trajectory: 't', on, rankInPerson: 1, by: 'provider' }],
});
const earlier = (start: string) => (on: string) => ({
  record: [record('a', 'r1', '2010-01-01', on), record('a', 'r2', start, null)],
});
const continued = (end: string) => (on: string) => ({
  measure: [measure('a', 'm1', '12', '2023-12-01', end, '04'), measure('a', 'm2', '11', on, null)],
});

type Row = [id: string, on: string, facts: (on: string) => Facts, yes: string, no: string, query?: object];
const endedOn = (on: string) => ({ from: on, to: on });

describe('the day that counts and the day that does not', () => {
  it.each<Row>([
    ['repeat-referral', '2024-02-29', back('2024-02-29'), '2025-02-28', '2025-03-01'],
    ['repeat-referral', '2023-03-01', back('2023-03-01'), '2024-02-29', '2024-03-01'],
    ['repeat-referral', '2023-03-01', back('2023-03-01'), '2024-02-29', '2024-03-01', { level: 'record' }],
    ['no-new-start', '2024-02-29', back('2024-02-29'), '2025-02-28', '2025-03-01'],
    ['measure-success', '2022-03-01', again('2022-03-01'), '2024-02-29', '2024-03-01'],
    ['measure-success', '2024-02-29', again('2024-02-29'), '2026-02-28', '2026-03-01'],
    ['recidivism', '2022-03-01', offends('2022-03-01'), '2024-02-29', '2024-03-01'],
    ['recidivism', '2024-02-29', offends('2024-02-29'), '2026-02-28', '2026-03-01'],
    ['time-to-care', '2023-03-01', starts('2023-03-01'), '2024-02-29', '2024-03-01'],
    ['time-to-care', '2024-02-29', starts('2024-02-29'), '2025-02-28', '2025-03-01'],
    ['plan-on-time', '2024-01-18', planned('2024-01-18'), '2024-02-29', '2024-03-01'],
    ['plan-on-time', '2023-01-18', planned('2023-01-18'), '2023-03-01', '2023-03-02'],
    ['explanatory-analysis', '2024-01-18', analysed('2024-01-18'), '2024-02-29', '2024-03-01'],
    ['explanatory-analysis', '2024-02-29', analysed('2024-02-29'), '2023-02-28', '2023-02-27'],
    ['explanatory-analysis', '2025-02-28', analysed('2025-02-28'), '2024-02-28', '2024-02-27'],
    ['repeat-start', '2025-03-01', earlier('2025-03-01'), '2020-03-01', '2020-02-29'],
    ['repeat-start', '2024-02-29', earlier('2024-02-29'), '2020-02-29', '2020-02-28', { lookBackYears: '4' }],
    ['repeat-start', '2024-02-29', earlier('2024-02-29'), '2024-02-27', '2024-02-28'],
  ])('%s of %s', async (id, on, facts, yes, no, query = {}) => {
    const numerator = async (day: string) =>
      (await (await given(facts(day))).row(id, { ...endedOn(on), ...OBSERVED, ...query })).numerator;
    expect([await numerator(yes), await numerator(no)]).toEqual([1, 0]);
  });

  it.each([
    ['repeat-referral', '2023-03-01', back('2023-03-01')('2023-06-01'), '2024-02-29', '2024-02-28'],
    ['measure-success', '2022-03-01', again('2022-03-01')('2022-06-01'), '2024-02-29', '2024-02-28'],
    ['recidivism', '2022-03-01', offends('2022-03-01')('2022-06-01'), '2024-02-29', '2024-02-28'],
    ['time-to-care', '2023-03-01', starts('2023-03-01')('2023-06-01'), '2024-02-29', '2024-02-28'],
    ['flow-through', '2024-01-30', back('2024-01-30')('2024-02-01'), '2024-02-29', '2024-02-28'],
    ['outflow', '2024-01-30', back('2024-01-30')('2024-02-01'), '2024-02-29', '2024-02-28'],
  ])('%s: U, and the day before it, which makes the case immature', async (id, on, facts, mature, immature) => {
    const asking = await given(facts);
    const ask = (observedUntil: string) => asking.row(id, { ...endedOn(on), observedUntil });
    expect(await ask(mature)).toMatchObject({ denominator: 1, immature: 0 });
    expect(await ask(immature)).toMatchObject({ denominator: 0, immature: 1 });
  });
});

describe('a successor', () => {
  it.each([
    ['30 days after', '2024-01-30', '2024-02-29', true],
    ['31 days after', '2024-01-30', '2024-03-01', false],
    ['30 days before', '2024-03-30', '2024-02-29', true],
    ['31 days before', '2024-03-30', '2024-02-28', false],
  ])('%s', async (_when, end, start, found) => {
    const asking = await given({
      record: [record('a', 'r1', '2019-01-01', end, FORM['03']), record('a', 'r2', start, null, FORM['01'])],
    });
    expect(await asking.row('flow-through', { ...endedOn(end) })).toMatchObject({ net: found ? 1 : 0 });
    expect(await asking.row('outflow', { ...endedOn(end) })).toMatchObject({ numerator: found ? 0 : 1 });
  });
});

it.each([
  ['2024-02-29', { denominator: 0, excluded: { continued: 1 } }],
  ['2024-03-01', { denominator: 1, excluded: { continued: 0 } }],
])('a definitive measure from %s, after a provisional one that ended on 22 February', async (on, expected) => {
  const asking = await given(continued('2024-02-22')(on));
  expect(await asking.row('measure-no-longer-needed', LONG)).toMatchObject(expected);
});

it.each([
  ['2024-02-29', 0],
  ['2024-03-01', 1],
])('costs per success: back on %s, a year of 365 days after 1 March 2023', async (on, successes) => {
  const facts = { ...back('2023-03-01')(on), cost: [cost('a', 'r1', 1_000)] };
  expect(await (await given(facts)).row('costs', LONG)).toMatchObject({ successes });
});

it('costs per month: February has 29 days', async () => {
  const facts = { record: [record('a', 'r', '2024-02-01', '2024-02-29')], cost: [cost('a', 'r', 29_000)] };
  expect((await (await given(facts)).row('costs', END_OF_FEBRUARY)).perMonth).toBeCloseTo(30_437.5, 9);
});

describe('severity-reduction', () => {
  const assessed = (start: string, end: string, first: string, last: string): Facts => ({
    record: [record('a', 'r', start, end)],
    assessment: [
      ...assessment('a', 'r', 1, '2023-01-01', 'start', { FJ: 5, KO: 5 }),
      ...assessment('a', 'r', 2, first, 'start', { FJ: 4, KO: 4 }),
      ...assessment('a', 'r', 3, last, 'end', { FJ: 3, KO: 3 }),
    ],
  });
  const ask = async (facts: Facts) => (await given(facts)).row('severity-reduction', LONG);

  it('has an end assessment 42 days after 18 January on 29 February', async () => {
    const on = (last: string) => ask(assessed('2023-06-01', '2024-01-18', '2023-06-01', last));
    expect(await on('2024-02-29')).toMatchObject({ denominator: 1 });
    expect(await on('2024-03-01')).toMatchObject({ denominator: 0, missing: 1 });
  });

  it('has a start assessment 90 days before 29 May on 29 February; the first one counts otherwise', async () => {
    const on = (first: string) => ask(assessed('2024-05-29', '2024-12-31', first, '2024-12-31'));
    expect(await on('2024-02-29')).toMatchObject({ meanChange: 1 });
    expect(await on('2024-02-28')).toMatchObject({ meanChange: 2 });
  });
});

it.each([
  ['2023-11-30', '2024-02-28', '0-3m'],
  ['2023-11-30', '2024-02-29', '3-6m'],
  ['2022-11-30', '2023-02-28', '3-6m'],
  ['2020-02-29', '2021-02-27', '6-12m'],
  ['2020-02-29', '2021-02-28', '1-2y'],
  ['2020-02-29', '2024-02-28', '3-4y'],
  ['2020-02-29', '2024-02-29', '4y+'],
])('throughput-time from %s to %s: class %s', async (start, end, name) => {
  const row = await (await given({ record: [record('a', 'r', start, end)] })).row('throughput-time', LONG);
  const counted = Object.entries(row.classes as Record<string, { numerator: number }>).filter(([, c]) => c.numerator);
  expect(counted.map(([one]) => one)).toEqual([name]);
});

describe('perspective-plan', () => {
  const plan = (on: string) => [{ person: 'a', trajectory: 't', on, rankInPerson: 1, domains: 1 }];
  const ask = async (bornOn: string, start: string, to: string, on?: string) => {
    const facts = {
      person: [person('a', { bornOn })],
      record: [record('a', 'r', start, null)],
      ...(on && { perspectivePlan: plan(on) }),
    };
    return (await given(facts)).row('perspective-plan', { from: '2022-01-01', to });
  };

  it.each([
    ['half a year after 31 August 2023', '2007-08-31', '2020-01-01', '2024-02-29', '2024-03-01'],
    ['half a year after 31 August 2022', '2006-08-31', '2020-01-01', '2023-02-28', '2023-03-01'],
    ['half a year after 29 February', '2008-02-29', '2020-01-01', '2024-08-29', '2024-08-30'],
    ['three months after a start on 30 November', '2006-01-01', '2023-11-30', '2024-02-29', '2024-03-01'],
  ])('is due %s', async (_when, bornOn, start, due, late) => {
    expect(await ask(bornOn, start, '2024-12-31', due)).toMatchObject({ numerator: 1, denominator: 1 });
    expect(await ask(bornOn, start, '2024-12-31', late)).toMatchObject({ numerator: 0, denominator: 1 });
  });

  it('counts who becomes 16 on 29 February from that day', async () => {
    expect(await ask('2008-02-29', '2020-01-01', '2024-02-28')).toMatchObject({ denominator: 0, notYetDue: 0 });
    expect(await ask('2008-02-29', '2020-01-01', '2024-02-29')).toMatchObject({ denominator: 0, notYetDue: 1 });
  });
});

describe('waits', () => {
  const one = (registered: string, start: string | null, more: Facts = {}) =>
    given({ trajectory: [waiting('a', 't', registered, start)], ...more });

  it('count 29 February', async () => {
    expect(await (await one('2024-02-28', '2024-03-01')).row('waiting-time', LONG)).toMatchObject({ mean: 2 });
    expect(await (await one('2023-02-28', '2023-03-01')).row('waiting-time', LONG)).toMatchObject({ mean: 1 });
  });

  it('reach a norm of 28 days on 29 February', async () => {
    const row = await (await one('2024-02-01', '2024-02-29')).row('waiting-time', END_OF_FEBRUARY);
    expect(row.within['28']).toMatchObject({ numerator: 1, denominator: 1 });
  });

  it('pause over it', async () => {
    const asking = await one('2024-02-01', '2024-03-10', {
      waitingPause: [pause('a', 't', '2024-02-28', '2024-03-01')],
    });
    expect(await asking.row('waiting-time', LONG)).toMatchObject({ mean: 36 });
  });

  it('are as long on a list of that day', async () => {
    const asking = await one('2024-01-31', null);
    expect(await asking.row('waiting-list', END_OF_FEBRUARY)).toMatchObject({ n: 1, mean: 29 });
  });
});

describe('ages and stocks on 29 February', () => {
  it.each([
    ['2020-02-29', '2024-02-28', '0-3'],
    ['2020-02-29', '2024-02-29', '4-11'],
    ['2012-02-29', '2024-02-28', '4-11'],
    ['2012-02-29', '2024-02-29', '12-15'],
    ['2011-02-28', '2023-02-28', '12-15'],
    ['2005-02-28', '2023-02-27', '16-17'],
    ['2000-02-29', '2022-02-28', '18-22'],
    ['2000-02-29', '2023-02-27', '18-22'],
    ['2000-02-29', '2023-02-28', '23+'],
  ])('born on %s, on %s: %s', async (bornOn, from, band) => {
    const asking = await given({ person: [person('a', { bornOn })], record: [record('a', 'r', '2021-01-01', null)] });
    const [row] = await asking.rows('reach', { from, to: from, by: 'ageBand' });
    expect(row.group.ageBand).toBe(band);
  });

  it('a record of that day alone comes in and goes out', async () => {
    const asking = await given({ record: [record('a', 'r', '2024-02-29', '2024-02-29')] });
    const figure = { opening: 0, in: 1, out: 1, closing: 0, active: 1 };
    expect(await asking.flows(END_OF_FEBRUARY)).toMatchObject([{ records: figure, persons: figure }]);
    expect(await asking.row('residential-share', END_OF_FEBRUARY)).toMatchObject({ numerator: 0, denominator: 1 });
  });
});
