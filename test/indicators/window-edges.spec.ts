/**
 * Every indicator of cases over a February of 29 days: a case on the first and on the last day counts, one a day outside does not. And windows that
 * have no end: up to the last day that can be written.
 */
import { describe, expect, it } from '@jest/globals';
import { given, type Facts } from './support/facts.js';
import { assessment, cost, goal, measure, person, probation, questionnaire, record, waiting } from './support/rows.js';

const W = { from: '2024-02-01', to: '2024-02-29' };
const DAYS = ['2024-01-31', '2024-02-01', '2024-02-29', '2024-03-01'];
const LONG_AGO = '2020-01-01';

const ended = (p: string, on: string): Facts => ({ record: [record(p, p, LONG_AGO, on)] });
const started = (p: string, on: string): Facts => ({ record: [record(p, p, on, null)] });
const assessed = (p: string, on: string): Facts => ({
  ...ended(p, on),
  assessment: [
    ...assessment(p, p, 1, LONG_AGO, 'start', { FJ: 4, KO: 4 }),
    ...assessment(p, p, 2, on, 'end', { FJ: 3, KO: 3 }),
  ],
});
const measured = (p: string, on: string): Facts => ({ measure: [measure(p, p, '11', LONG_AGO, on, '04')] });
const onProbation = (p: string, on: string): Facts => ({
  probation: [probation(p, p, LONG_AGO, on, { riskChange: '41' })],
  justiceCover: [{ person: p, fromOn: LONG_AGO, untilOn: '2030-12-31' }],
});

const SHARES: Readonly<Record<string, (p: string, on: string) => Facts>> = {
  'goal-attainment': (p, on) => ({ ...ended(p, on), goal: [goal(p, p, 'g', 3)] }),
  'goals-realised': (p, on) => ({ ...ended(p, on), goal: [goal(p, p, 'g', 3)] }),
  'regular-ending': ended,
  'severity-reduction': assessed,
  'problem-reduction': assessed,
  'repeat-referral': ended,
  'no-new-start': ended,
  'repeat-start': started,
  'flow-through': ended,
  'measure-no-longer-needed': measured,
  'measure-success': measured,
  'probation-outcome': onProbation,
  recidivism: onProbation,
  dropout: ended,
  'without-help': (p, on) => ({ ...ended(p, on), questionnaire: [questionnaire(p, p, { withoutHelp: '03' })] }),
  'explanatory-analysis': started,
  'time-to-care': (p, on) => ({ trajectory: [waiting(p, p, on, null)] }),
  'plan-on-time': started,
  outflow: ended,
};
const MEASURES: typeof SHARES = {
  'client-satisfaction': (p, on) => ({ ...ended(p, on), questionnaire: [questionnaire(p, p, { usefulness: 8 })] }),
  'waiting-time': (p, on) => ({ trajectory: [waiting(p, p, LONG_AGO, on)] }),
  'throughput-time': ended,
  costs: (p, on) => ({ ...ended(p, on), cost: [cost(p, p, 100)] }),
};

/** One person on each of the days. */
function allOf(of: (p: string, on: string) => Facts): Facts {
  const all: Record<string, object[]> = {};
  for (const [i, on] of DAYS.entries()) {
    for (const [table, rows] of Object.entries(of(`p${i}`, on))) (all[table] ??= []).push(...rows);
  }
  return all;
}

it.each(Object.entries(SHARES))('%s', async (id, of) => {
  const asking = await given(allOf(of));
  expect(await asking.row(id, W)).toMatchObject({ denominator: 2 });
  expect(await asking.row(id, { from: '2024-02-29', to: '2024-02-29' })).toMatchObject({ denominator: 1 });
});

it.each(Object.entries(MEASURES))('%s', async (id, of) => {
  const asking = await given(allOf(of));
  expect(await asking.row(id, W)).toMatchObject({ n: 2 });
  expect(await asking.row(id, { from: '2024-02-29', to: '2024-02-29' })).toMatchObject({ n: 1 });
});

it('client-satisfaction: the response too', async () => {
  const asking = await given(allOf(ended));
  expect(await asking.row('client-satisfaction', W)).toMatchObject({ response: { numerator: 0, denominator: 2 } });
});

describe('a window up to the last day there is', () => {
  const facts: Facts = {
    person: [person('a', { bornOn: '2000-01-01' })],
    residence: [{ person: 'a', municipality: 'GM0344' }],
    region: [{ municipality: 'GM0344', fromOn: null, untilOn: null, region: 'North' }],
    record: [record('a', 'r1', '2022-01-01', null), record('a', 'r2', '2022-01-01', '2022-06-30')],
    measure: [measure('a', 'm1', '11', '2022-01-01', null)],
    trajectory: [waiting('a', 't1', '2022-01-01', null)],
  };
  const EVER = { from: '2022-01-01', to: '9999-12-31', by: 'region' };
  const group = { region: 'North' };

  it('leaves what is open in the closing stock', async () => {
    const all = await (await given(facts)).flows(EVER);
    expect(all).toMatchObject([
      {
        group,
        records: { opening: 0, in: 2, out: 1, closing: 1, active: 2 },
        persons: { in: 1, out: 0, closing: 1 },
        measures: { in: 1, out: 0, closing: 1, active: 1 },
      },
    ]);
  });

  it.each([
    ['waiting-list', { group, n: 1 }],
    ['perspective-plan', { group, denominator: 1 }],
  ])('finds where people live on it: %s', async (id, row) => {
    expect(await (await given(facts)).rows(id, EVER)).toMatchObject([row]);
  });
});
