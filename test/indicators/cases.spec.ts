/** The cases behind a figure: their parts, and that they add up to it. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { BUILT_IN, type CasePage, type IndicatorDefinition } from '#libs/indicators';
import { shareWith } from './support/definitions.js';
import { given, type AnyRow, type Asking, type Facts } from './support/facts.js';
import {
  assessment,
  cost,
  goal,
  measure,
  pause,
  person,
  probation,
  questionnaire,
  record,
  waiting,
} from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-12-31' };

/** A little of everything. */
const facts: Facts = {
  person: [
    person('a', { bornOn: '2006-05-01', sex: 'V' }),
    person('b', { bornOn: '2007-01-01', deceasedOn: '2023-03-10' }),
    person('c'),
    person('d', { deceasedOn: '2023-08-01' }),
  ],
  residence: [{ person: 'a', municipality: 'GM0344' }],
  observationGap: [{ person: 'c', leftOn: '2023-03-20', returnedOn: null }],
  justiceCover: [{ person: 'a', fromOn: '2023-01-01', untilOn: '2025-12-31' }],
  offence: [{ person: 'a', on: '2023-09-01' }],
  trajectory: [
    waiting('a', 'r1', '2022-12-01', '2023-01-10', { endOn: '2023-03-10', record: 'r1' }),
    waiting('b', 't2', '2023-02-01', null),
    waiting('c', 't3', '2023-02-01', '2023-01-01'),
    waiting('d', 't4', '2023-02-01', null, { endOn: '2023-02-10' }),
  ],
  waitingPause: [pause('a', 'r1', '2022-12-05', '2022-12-10')],
  record: [
    record('a', 'r1', '2023-01-10', '2023-03-10', { endReason: '01' }),
    record('a', 'r2', '2023-03-15', null, { careForm: '11', band: 4, rank: 40, provider: 'Q' }),
    record('b', 'r3', '2022-01-01', '2023-03-10', { endReason: '05' }),
    record('c', 'r4', '2022-06-01', '2023-03-10', { endReason: 'unknown' }),
    record('d', 'r5', '2022-06-01', '2023-12-20', { endReason: '03' }),
  ],
  measure: [measure('a', 'm1', '11', '2021-01-01', '2023-04-01', '02'), measure('c', 'm2', '21', '2023-01-01', null)],
  probation: [
    probation('a', 'o1', '2022-01-01', '2023-05-01', { riskChange: '41', careAfter: '51' }),
    probation('c', 'o2', '2022-01-01', '2023-05-01'),
  ],
  goal: [goal('a', 'r1', 'g1', 4), goal('a', 'r1', 'g2', null), goal('d', 'r5', 'g1', 1)],
  questionnaire: [
    questionnaire('a', 'r1', { usefulness: 8, withoutHelp: '04', rankInPerson: 3 }),
    questionnaire('d', 'r5', { usefulness: 4, withoutHelp: '01', informant: 'parent', rankInPerson: 4 }),
  ],
  assessment: [
    ...assessment('a', 'r1', 1, '2023-01-10', 'start', { FJ: 4, KO: 3 }),
    ...assessment('a', 'r1', 2, '2023-03-10', 'end', { FJ: 2, KO: 3 }),
  ],
  plan: [{ person: 'a', trajectory: 'r1', record: 'r1', on: '2023-01-20', rankInPerson: 3, form: 'oral', goals: 2 }],
  analysis: [{ person: 'a', trajectory: 'x', on: '2022-12-20', rankInPerson: 0, by: 'provider' }],
  perspectivePlan: [{ person: 'a', trajectory: 'r2', on: '2023-04-01', rankInPerson: 8, domains: 4 }],
  cost: [cost('a', 'r1', 12_345), cost('d', 'r5', 55)],
};

let asking: Asking;
let all: (id: string | IndicatorDefinition, query?: object) => Promise<CasePage>;
beforeAll(async () => {
  asking = await given(facts);
  all = (id, query = {}) => asking.cases(id, { ...W, ...query });
});

const parts = ({ cases }: CasePage) => cases.map((one) => [one.id, one.part, one.reason]);
const count = ({ cases }: CasePage, ...wanted: string[]) => cases.filter(({ part }) => wanted.includes(part)).length;

const METHODS = BUILT_IN.filter(({ figure }) => figure.shape !== 'flow').flatMap(({ id, figure }) =>
  figure.shape === 'time-to-event'
    ? ['complete', 'kaplan-meier', 'aalen-johansen'].map((method) => [id, { method }] as const)
    : [[id, {}] as const],
);

describe.each(METHODS)('%s %o', (id, query) => {
  it('adds up to the figure', async () => {
    const row: AnyRow = await asking.row(id, { ...W, ...query });
    const page = await all(id, query);
    expect(page.total).toBe(page.cases.length);
    const excluded = Object.values(row.excluded as Record<string, number>).reduce((sum, n) => sum + n, 0);
    expect({
      denominator: count(page, 'numerator', 'denominator', 'counted'),
      missing: count(page, 'missing'),
      immature: count(page, 'immature'),
      lost: count(page, 'lost'),
      excluded: count(page, 'excluded'),
    }).toEqual({
      denominator: row.denominator ?? row.n,
      missing: row.missing,
      immature: row.immature,
      lost: row.lost,
      excluded,
    });
    if (row.numerator >= 0 && row.net === undefined) expect(count(page, 'numerator')).toBe(row.numerator);
    if (row.mean !== undefined && row.mean !== null) {
      const numbers = page.cases.filter(({ part }) => part === 'counted').map(({ number }) => number!);
      expect(numbers.reduce((sum, n) => sum + n, 0) / numbers.length).toBeCloseTo(row.mean, 9);
    }
  });
});

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

  it('of a measure', async () => {
    const { cases } = await all('client-satisfaction');
    expect(cases.map(({ unit, id, part, number, index }) => [unit, id, part, number, index])).toEqual([
      ['questionnaire', 'r1/2023-03-10/3', 'counted', 8, '2023-03-10'],
      ['questionnaire', 'r5/2023-03-10/4', 'counted', 4, '2023-12-20'],
    ]);
    expect((await all('throughput-time')).cases[0]).toMatchObject({ number: 59, class: '0-3m' });
    expect(parts(await all('waiting-time', { from: '2022-01-01' }))).toEqual([
      ['r1', 'counted', null],
      ['t3', 'excluded', 'beforeRegistration'],
    ]);
  });

  it('of goals, by trajectory and goal', async () => {
    expect(parts(await all('goal-attainment'))).toEqual([
      ['r1/g1', 'numerator', null],
      ['r1/g2', 'missing', null],
      ['r5/g1', 'denominator', null],
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
    expect(total).toBe(9);
    expect(
      cases.filter(({ unit }) => unit === 'records').map((one) => [one.id, one.opening, one.in, one.out, one.closing]),
    ).toEqual([
      ['r1', false, true, true, false],
      ['r2', false, true, false, true],
      ['r3', true, false, true, false],
      ['r4', true, false, true, false],
      ['r5', true, false, true, false],
    ]);
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
