/** The cases behind a figure: who, what, when, and their part. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CasePage, IndicatorDefinition } from '#libs/indicators';
import { shareWith } from './support/definitions.js';
import { EVERYTHING, YEAR as W } from './support/everything.js';
import { given, type Asking } from './support/facts.js';

let asking: Asking;
let all: (id: string | IndicatorDefinition, query?: object) => Promise<CasePage>;
beforeAll(async () => {
  asking = await given(EVERYTHING);
  all = (id, query = {}) => asking.cases(id, { ...W, ...query });
});

const parts = ({ cases }: CasePage) => cases.map((one) => [one.id, one.part, one.reason]);
describe('cases', () => {
  it('say who, what, when and where', async () => {
    expect((await all('regular-ending')).cases[0]).toEqual({
      person: 'a',
      unit: 'record',
      id: 'r1',
      index: '2023-03-10',
      group: {
        region: null,
        municipality: 'GM0344',
        provider: 'P',
        careForm: '02',
        referrer: '01',
        sex: 'V',
        ageBand: '16-17',
        endReason: '01',
        measureType: null,
        year: '2023',
      },
      part: 'numerator',
      reason: null,
    });
  });

  it('of a share', async () => {
    expect(parts(await all('dropout'))).toEqual([
      ['r1', 'denominator', null],
      ['r3', 'excluded', 'deceased'],
      ['r4', 'missing', null],
      ['r5', 'excluded', 'deceased'],
    ]);
    expect(parts(await all('plan-on-time', { observedUntil: '2023-03-20' }))).toEqual([
      ['r1', 'numerator', null],
      ['r2', 'immature', null],
    ]);
  });

  it('of classes, with what was found', async () => {
    const { cases } = await all('flow-through');
    expect(cases.map((one) => [one.id, one.part, one.class, one.found])).toEqual([
      ['r1', 'denominator', 'heavier', { successor: 'r2' }],
      ['r3', 'excluded', null, { successor: null }],
      ['r4', 'denominator', 'none', { successor: null }],
      ['r5', 'excluded', null, { successor: null }],
    ]);
    const [first] = (await all('severity-reduction')).cases;
    expect(first).toMatchObject({
      part: 'numerator',
      class: 'improved',
      values: { change: 1, startScore: 3.5 },
      found: { start: 'r1/2023-01-10/1/FJ', end: 'r1/2023-03-10/2/FJ' },
    });
  });

  it('of a measure, and of the figure within it', async () => {
    const { cases } = await all('client-satisfaction');
    expect(cases.map(({ figure, unit, id, part, number, index }) => [figure, unit, id, part, number, index])).toEqual([
      [null, 'questionnaire', 'r1/2023-03-10/3', 'counted', 8, '2023-03-10'],
      ['response', 'record', 'r1', 'numerator', undefined, '2023-03-10'],
      ['response', 'record', 'r3', 'denominator', undefined, '2023-03-10'],
      ['response', 'record', 'r4', 'denominator', undefined, '2023-03-10'],
      [null, 'questionnaire', 'r5/2023-03-10/4', 'counted', 4, '2023-12-20'],
      ['response', 'record', 'r5', 'numerator', undefined, '2023-12-20'],
    ]);
    expect(cases.map(({ within }) => within?.['6'])).toEqual([true, undefined, undefined, undefined, false, undefined]);
    expect((await all('throughput-time')).cases[0]).toMatchObject({ number: 59, class: '0-3m' });
    expect(parts(await all('waiting-time', { from: '2022-01-01' }))).toEqual([
      ['r1', 'counted', null],
      ['t3', 'excluded', 'beforeRegistration'],
    ]);
  });

  it('of goals, by trajectory and goal, and of their records', async () => {
    const page = await all('goal-attainment');
    const of = (name: string | null) => parts({ ...page, cases: page.cases.filter(({ figure }) => figure === name) });
    expect(of(null)).toEqual([
      ['r1/g1', 'numerator', null],
      ['r1/g2', 'missing', null],
      ['r5/g1', 'denominator', null],
    ]);
    expect(of('perRecord')).toEqual([
      ['r1', 'numerator', null],
      ['r3', 'excluded', 'withoutGoals'],
      ['r4', 'excluded', 'withoutGoals'],
      ['r5', 'denominator', null],
    ]);
  });

  it('tell what they bring to the numbers beside the figure', async () => {
    const costs = await all('costs', { observedUntil: '2024-03-08' });
    expect(costs.cases.map(({ id, part, beside }) => [id, part, beside])).toEqual([
      // Not mature yet: neither in the costs per success nor a success.
      [
        'r1',
        'counted',
        {
          total: 12345,
          perMonth: [12345, [60]],
          perAttainedGoal: [12345, 1],
          perSuccess: [null, false],
          successes: false,
        },
      ],
      [
        'r3',
        'missing',
        {
          total: null,
          perMonth: [null, [null]],
          perAttainedGoal: [null, null],
          perSuccess: [null, false],
          successes: false,
        },
      ],
      ['r4', 'missing', expect.objectContaining({ total: null })],
      ['r5', 'counted', expect.objectContaining({ total: 55, perSuccess: [null, false] })],
    ]);
    const mature = await all('costs', { followUpDays: '4' });
    expect(mature.cases[0]!.beside).toMatchObject({ perSuccess: [12345, true], successes: true });
    const answers = await all('without-help');
    expect(answers.cases.map(({ beside }) => beside)).toEqual([{ distribution: '04' }, { distribution: '01' }]);
    const probations = await all('probation-outcome');
    expect(probations.cases.map(({ part, also }) => [part, also])).toEqual([
      ['numerator', { careAfter: 'numerator' }],
      ['missing', { careAfter: 'missing' }],
    ]);
  });

  it('of time to event: complete', async () => {
    const { cases } = await all('repeat-referral', { followUpDays: '20' });
    expect(cases.map((one) => [one.id, one.part, one.reason, one.event, one.competing, one.left])).toEqual([
      ['r1', 'numerator', null, 5, null, null],
      ['r3', 'excluded', 'deceased', null, 0, null],
      ['r4', 'lost', null, null, null, 10],
      ['r5', 'excluded', 'deceased', null, 0, null],
    ]);
    expect(cases[0]).not.toHaveProperty('ending');
    expect(parts(await all('repeat-referral', { observedUntil: '2023-03-20', followUpDays: '20' }))[2]).toEqual([
      'r4',
      'immature',
      null,
    ]);
  });

  it('of time to event: an estimator', async () => {
    const { cases } = await all('repeat-referral', { method: 'kaplan-meier', followUpDays: '4' });
    expect(cases.map((one) => [one.id, one.part, one.ending, one.day])).toEqual([
      // The event comes after F: in the denominator alone.
      ['r1', 'denominator', 'event', 5],
      ['r3', 'excluded', null, null],
      ['r4', 'denominator', 'censored', 10],
      ['r5', 'excluded', null, null],
    ]);
    const recidivism = await all('recidivism', { method: 'aalen-johansen' });
    expect(recidivism.cases).toMatchObject([
      { id: 'o1', part: 'numerator', ending: 'event', day: 123, covered: 975 },
      { id: 'o2', part: 'missing', covered: null },
    ]);
  });

  it('of persons: each once', async () => {
    expect((await all('residential-share')).cases.map((one) => [one.person, one.id, one.part])).toEqual([
      ['a', 'r2', 'numerator'],
      ['b', 'r3', 'denominator'],
      ['c', 'r4', 'denominator'],
      ['d', 'r5', 'denominator'],
    ]);
    expect(parts(await all('perspective-plan', { to: '2023-03-20' }))).toEqual([['r2', 'apart', 'notYetDue']]);
  });

  it('of stocks and steps', async () => {
    const { cases, total } = await all('stock-and-flow', { careForm: '02,11' });
    expect(total).toBe(13);
    expect(
      cases.filter(({ unit }) => unit === 'records').map((one) => [one.id, one.opening, one.in, one.out, one.closing]),
    ).toEqual([
      ['r1', false, true, true, false],
      ['r2', false, true, false, true],
      ['r3', true, false, true, false],
      ['r4', true, false, true, false],
      ['r5', true, false, true, false],
    ]);
    // A person is in the stock with any record: a, who has another one, is not out.
    const persons = cases.filter(({ unit }) => unit === 'persons');
    expect(persons.map((one) => [one.id, one.opening, one.in, one.out, one.closing])).toEqual([
      ['r1', false, true, false, true],
      ['r3', true, false, true, false],
      ['r4', true, false, true, false],
      ['r5', true, false, true, false],
    ]);
    const [row] = await asking.flows({ ...W, careForm: '02,11' });
    expect(row!['persons']).toEqual({ opening: 3, in: 1, out: 3, closing: 1, active: 4 });
    const steps = cases.filter(({ unit }) => unit === 'transitions');
    expect(steps.map((one) => [one.id, one.part, one.reason, one.from, one.to])).toEqual([
      ['r1', 'counted', null, '02', '11'],
      ['r3', 'excluded', 'deceased', '02', null],
      ['r4', 'counted', null, '02', null],
      ['r5', 'excluded', 'deceased', '02', null],
    ]);
    expect(cases.filter(({ unit }) => unit === 'probations')).toEqual([]);
    expect((await all('stock-and-flow')).cases.filter(({ unit }) => unit === 'probations')).toHaveLength(2);
  });

  it('are filtered like the figure', async () => {
    expect(parts(await all('regular-ending', { municipality: 'GM0344' }))).toEqual([['r1', 'numerator', null]]);
  });

  it('come page by page, in one order', async () => {
    const pages = [0, 2, 4, 6].map((offset) => asking.cases('regular-ending', W, { offset, limit: 2 }));
    const [first, second, third, fourth] = await Promise.all(pages);
    expect([first!, second!, third!, fourth!].map(({ total, cases }) => [total, cases.map(({ id }) => id)])).toEqual([
      [4, ['r1', 'r3']],
      [4, ['r4', 'r5']],
      [4, []],
      [4, []],
    ]);
    expect(await asking.cases('regular-ending', { ...W, from: '2023-12-31' }, { offset: 5, limit: 2 })).toEqual({
      total: 0,
      cases: [],
    });
  });

  it('of a person as the unit are called by the person', async () => {
    const definition = shareWith(true, {
      figure: {
        shape: 'share',
        cases: { unit: 'person', index: { field: 'deceasedOn' } },
        numerator: true,
      },
    });
    expect((await all(definition)).cases).toMatchObject([
      { person: 'b', unit: 'person', id: 'b', index: '2023-03-10' },
      { person: 'd', unit: 'person', id: 'd' },
    ]);
  });
});
