/**
 * What section 2 says of a follow-up, for each indicator that has one: the index of every case is 2023-03-10 and the
 * follow-up ten days. `complement` turns the value round; numerator and events stay those of the event.
 */
import { describe, expect, it } from '@jest/globals';
import { given, type Facts } from './support/facts.js';
import { measure, person, probation, record, waiting } from './support/rows.js';

const INDEX = '2023-03-10';
const LONG_AGO = '2022-01-01';
const W = { from: '2023-01-01', to: '2023-12-31', followUpDays: '10' };

interface Kind {
  readonly id: string;
  readonly query?: object;
  readonly complement?: true;
  /** The case of person a, and its event when there is one. */
  readonly facts: (event?: string) => Facts;
  /** A death on the index day competes instead of excluding. */
  readonly deathCompetesOnIndex?: true;
}

const care = (next?: string): Facts => ({
  record: [record('a', 'r1', LONG_AGO, INDEX), ...(next ? [record('a', 'r2', next, null)] : [])],
});
const KINDS: readonly Kind[] = [
  { id: 'repeat-referral', facts: care },
  { id: 'repeat-referral', query: { level: 'record' }, facts: care },
  { id: 'no-new-start', complement: true, facts: care },
  {
    id: 'measure-success',
    complement: true,
    facts: (next) => ({
      measure: [
        measure('a', 'm1', '11', LONG_AGO, INDEX, '04'),
        ...(next ? [measure('a', 'm2', '11', next, null)] : []),
      ],
    }),
  },
  {
    id: 'recidivism',
    facts: (on) => ({
      probation: [probation('a', 'o1', LONG_AGO, INDEX)],
      justiceCover: [{ person: 'a', fromOn: LONG_AGO, untilOn: '2030-12-31' }],
      offence: on ? [{ person: 'a', on }] : [],
    }),
  },
  {
    id: 'time-to-care',
    deathCompetesOnIndex: true,
    facts: (on) => ({ trajectory: [waiting('a', 't1', INDEX, on ?? null)] }),
  },
];

describe.each(KINDS.map((kind): [string, Kind] => [`${kind.id} ${JSON.stringify(kind.query ?? {})}`, kind]))(
  '%s',
  (_name, { id, query: own, complement, facts, deathCompetesOnIndex }) => {
    const shown = (value: number) => (complement ? 1 - value : value);
    const ask = async (more: Facts, event?: string, query: object = {}) =>
      (await given({ ...facts(event), ...more })).row(id, { ...W, ...own, ...query });
    const left = (leftOn: string, returnedOn: string | null = null): Facts => ({
      observationGap: [{ person: 'a', leftOn, returnedOn }],
    });
    const died = (deceasedOn: string): Facts => ({ person: [person('a', { deceasedOn })] });

    it.each([
      ['on day F', '2023-03-20', 1],
      ['on day F + 1', '2023-03-21', 0],
    ])('an event %s', async (_when, event, numerator) => {
      expect(await ask({}, event)).toMatchObject({ numerator, denominator: 1, value: shown(numerator) });
    });

    it('is mature when day F is U, and not a day earlier, although the event is known', async () => {
      expect(await ask({}, '2023-03-15', { observedUntil: '2023-03-20' })).toMatchObject({ numerator: 1, immature: 0 });
      expect(await ask({}, '2023-03-15', { observedUntil: '2023-03-19' })).toMatchObject({
        denominator: 0,
        immature: 1,
        value: null,
        reason: 'no-cases',
      });
    });

    it.each([
      ['before the event', left('2023-03-14'), { denominator: 0, lost: 1 }],
      ['on the day of the event', left('2023-03-15'), { numerator: 1, denominator: 1, lost: 0 }],
      ['after the event', left('2023-03-16'), { numerator: 1, denominator: 1, lost: 0 }],
      ['before the event, back the next day', left('2023-03-13', '2023-03-14'), { numerator: 1, lost: 0 }],
      ['before the event, back after a day', left('2023-03-12', '2023-03-14'), { denominator: 0, lost: 1 }],
      ['before the index, back on it', left('2023-02-01', INDEX), { numerator: 1, lost: 0 }],
      ['before the index, back after it', left('2023-02-01', '2023-03-11'), { denominator: 0, lost: 1 }],
    ])('a person who leaves %s', async (_when, gap, expected) => {
      expect(await ask(gap, '2023-03-15')).toMatchObject(expected);
    });

    it.each([
      ['on the index day', INDEX, { denominator: 0, lost: 1 }],
      ['the day before F', '2023-03-19', { denominator: 0, lost: 1 }],
      ['on day F', '2023-03-20', { numerator: 0, denominator: 1, lost: 0 }],
    ])('a person who leaves %s, without event', async (_when, leftOn, expected) => {
      expect(await ask(left(leftOn))).toMatchObject(expected);
    });

    it.each([
      ['the day before', '2023-03-14', 0],
      ['on the day of', '2023-03-15', 1],
    ])('a death %s the event', async (_when, deceasedOn, numerator) => {
      expect(await ask(died(deceasedOn), '2023-03-15')).toMatchObject({ numerator, denominator: 1 });
    });

    it('a death the day after the index competes: a no', async () => {
      expect(await ask(died('2023-03-11'))).toMatchObject({ numerator: 0, denominator: 1, value: shown(0) });
    });

    it('a death on the index day', async () => {
      expect(await ask(died(INDEX))).toMatchObject(
        deathCompetesOnIndex
          ? { numerator: 0, denominator: 1, excluded: { deceased: 0 } }
          : { denominator: 0, excluded: { deceased: 1 }, reason: 'no-cases' },
      );
    });

    it('a death before the index excludes', async () => {
      expect(await ask(died('2023-03-09'))).toMatchObject({ denominator: 0, excluded: { deceased: 1 } });
    });

    describe.each(['kaplan-meier', 'aalen-johansen'])('%s', (method) => {
      const query = { method, observedUntil: '2023-12-31' };

      it('nobody: no cases', async () => {
        const asking = await given({});
        expect(await asking.row(id, { ...W, ...own, ...query })).toMatchObject({
          ...{ numerator: 0, denominator: 0, value: null, interval: null, reason: 'no-cases', immature: 0, lost: 0 },
        });
        expect(await asking.curve(id, { ...W, ...own, ...query })).toEqual([{ group: {}, median: null, points: [] }]);
      });

      it('nothing happens', async () => {
        expect(await ask({}, undefined, query)).toMatchObject({
          ...{ numerator: 0, denominator: 1, value: shown(0), interval: null, atRisk: 1 },
        });
      });

      it('all are censored before F: by leaving, and by U', async () => {
        const nothing = { numerator: 0, denominator: 1, value: null, interval: null, reason: 'beyond-follow-up' };
        expect(await ask(left('2023-03-12'), undefined, query)).toMatchObject(nothing);
        expect(await ask({}, undefined, { ...query, observedUntil: '2023-03-12' })).toMatchObject(nothing);
        const asking = await given({ ...facts(), ...left('2023-03-12') });
        const [curve] = await asking.curve(id, { ...W, ...own, ...query });
        expect(curve).toMatchObject({
          median: null,
          points: [{ day: 2, atRisk: 1, events: 0, competing: 0, censored: 1, value: shown(0) }],
        });
      });

      it('nobody is observed on the index day: cases that are never at risk', async () => {
        expect(await ask(left('2023-02-01', '2023-03-11'), '2023-03-15', query)).toMatchObject({
          ...{ numerator: 0, denominator: 1, lost: 0, value: null, reason: 'beyond-follow-up', atRisk: 0 },
        });
      });

      it('the event on day F is within F, and a day later it is not', async () => {
        expect(await ask({}, '2023-03-20', query)).toMatchObject({ numerator: 1, value: shown(1), interval: null });
        expect(await ask({}, '2023-03-21', query)).toMatchObject({ numerator: 0, value: shown(0), atRisk: 1 });
      });

      it('an event on the day of leaving counts, a day later it is not seen', async () => {
        expect(await ask(left('2023-03-15'), '2023-03-15', query)).toMatchObject({ numerator: 1, value: shown(1) });
        expect(await ask(left('2023-03-14'), '2023-03-15', query)).toMatchObject({ numerator: 0, value: null });
      });

      it('the last case dies: the estimate stands for ever', async () => {
        expect(await ask(died('2023-03-12'), undefined, { ...query, followUpDays: '3000' })).toMatchObject({
          ...{ numerator: 0, denominator: 1, value: shown(0), interval: null, atRisk: 0 },
        });
      });
    });
  },
);

describe('measure-success and the 18th birthday, by an estimator', () => {
  const measures = (next?: string) => [
    measure('a', 'm1', '11', LONG_AGO, INDEX, '04'),
    ...(next ? [measure('a', 'm2', '11', next, null)] : []),
  ];
  const ask = async (bornOn: string, next: string | undefined, query: object) =>
    (await given({ person: [person('a', { bornOn })], measure: measures(next) })).row('measure-success', {
      ...{ ...W, method: 'aalen-johansen', ...query },
    });

  it('competes on its day; a measure on it comes first', async () => {
    expect(await ask('2005-03-15', '2023-03-15', {})).toMatchObject({ numerator: 1, value: 0 });
    expect(await ask('2005-03-15', '2023-03-16', {})).toMatchObject({ numerator: 0, value: 1, atRisk: 0 });
    expect(await ask('2005-03-16', '2023-03-16', {})).toMatchObject({ numerator: 1, value: 0 });
  });

  it('of 29 February falls on the 28th in other years', async () => {
    const born = { person: [person('a', { bornOn: '2004-02-29' })] };
    const ended = measure('a', 'm1', '11', '2020-01-01', '2022-02-20', '04');
    const on = async (start: string) =>
      (await given({ ...born, measure: [ended, measure('a', 'm2', '11', start, null)] })).row('measure-success', {
        ...{ ...W, from: '2022-01-01', method: 'kaplan-meier' },
      });
    expect(await on('2022-02-28')).toMatchObject({ numerator: 1, value: 0 });
    expect(await on('2022-03-01')).toMatchObject({ numerator: 0, value: 1 });
  });
});

describe('recidivism without cover, by an estimator', () => {
  it.each(['kaplan-meier', 'aalen-johansen'])('%s: all are missing, and there are no cases', async (method) => {
    const asking = await given({ probation: [probation('a', 'o1', LONG_AGO, INDEX)] });
    expect(await asking.row('recidivism', { ...W, method })).toMatchObject({
      ...{ numerator: 0, denominator: 0, missing: 1, value: null, interval: null, reason: 'no-cases' },
    });
  });
});
