/** Rates: events per person-time. */
import { describe, expect, it } from '@jest/globals';
import { validateDefinition, type IndicatorDefinition } from '#libs/indicators';
import { shareWith, text } from './support/definitions.js';
import { given, OBSERVED_UNTIL, type Facts } from './support/facts.js';
import { person, record } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-12-31' };

/** Offences per person-year during records that start in the window. */
const rate = (figure: object = {}): IndicatorDefinition => {
  const definition = shareWith(true, {
    parameters: { clean: { type: 'integer', label: text, default: 10, minimum: 0, maximum: 40_000 } },
    figure: {
      shape: 'rate',
      cases: { unit: 'record', index: { field: 'startOn' } },
      atRisk: { from: { field: 'startOn' }, until: { field: 'endOn' } },
      events: { unit: 'offence-recorded', on: { field: 'on' } },
      ...figure,
    } as never,
  });
  expect(validateDefinition(definition)).toEqual([]);
  return definition;
};
const CLEAN = { cleanDays: { parameter: 'clean' } };

let next = 0;
const offence = (who: string, on: string, offence = 'general') => {
  next += 1;
  return { person: who, on, rank: next, source: 'urn:s', id: `e${next}`, offence, caseStatus: 'valid' };
};

const JANUARY = record('a', 'r1', '2023-01-01', '2023-01-31');

const ask = async (facts: Facts, definition = rate(), query: object = {}) =>
  (await given(facts)).row(definition, { ...W, ...query });

describe('person-time', () => {
  it('counts both ends of the days at risk, and events on them', async () => {
    const days = ['2022-12-31', '2023-01-01', '2023-01-31', '2023-02-01'];
    const row = await ask({ record: [JANUARY], 'offence-recorded': days.map((on) => offence('a', on)) });
    expect(row).toMatchObject({
      numerator: 2,
      personDays: 31,
      denominator: 31 / 365.25,
      value: expect.closeTo(2 / (31 / 365.25), 9),
      interval: {
        method: 'poisson-exact',
        lower: expect.closeTo(0.242209278543965 / (31 / 365.25), 9),
        upper: expect.closeTo(7.22468766772395 / (31 / 365.25), 9),
      },
      perPersonYears: 1,
      persons: { numerator: 1, denominator: 1, value: 1 },
      missing: 0,
    });
    expect(row).not.toHaveProperty('beforeClean');
    expect(row).not.toHaveProperty('reason');
  });

  it('counts a single day as one', async () => {
    expect(await ask({ record: [record('a', 'r', '2023-05-05', '2023-05-05')] })).toMatchObject({
      numerator: 0,
      personDays: 1,
      value: 0,
      persons: { numerator: 0, denominator: 1 },
    });
  });

  it('counts 29 February', async () => {
    const facts = { record: [record('a', 'r', '2024-02-28', '2024-03-01')] };
    expect(await ask(facts, rate(), { from: '2024-01-01', to: '2024-12-31' })).toMatchObject({ personDays: 3 });
  });

  it('goes on to the last day observed, and stops there', async () => {
    const facts = { record: [record('a', 'r', '2023-01-01', null)], 'offence-recorded': [offence('a', '2023-01-11')] };
    expect(await ask(facts, rate(), { observedUntil: '2023-01-10' })).toMatchObject({ personDays: 10, numerator: 0 });
    expect(await ask(facts, rate(), { observedUntil: '2023-01-11' })).toMatchObject({ personDays: 11, numerator: 1 });
    expect((await ask(facts)).personDays).toBe(
      (Date.parse(OBSERVED_UNTIL) - Date.parse('2023-01-01')) / 86_400_000 + 1,
    );
    expect(await ask(facts, rate(), { observedUntil: '2022-12-31' })).toMatchObject({
      personDays: 0,
      value: null,
      interval: null,
      reason: 'no-person-time',
      persons: { denominator: 0, value: null },
    });
  });

  it('leaves out the days on which the person was not observed; those of leaving and return are observed', async () => {
    const facts: Facts = {
      record: [JANUARY],
      observationGap: [
        { person: 'a', leftOn: '2023-01-10', returnedOn: '2023-01-13' },
        { person: 'a', leftOn: '2023-01-20', returnedOn: '2023-01-21' },
        { person: 'a', leftOn: '2023-01-30', returnedOn: null },
      ],
      'offence-recorded': ['2023-01-10', '2023-01-11', '2023-01-12', '2023-01-13', '2023-01-31'].map((on) =>
        offence('a', on),
      ),
    };
    expect(await ask(facts)).toMatchObject({ personDays: 28, numerator: 2 });
  });

  it('counts every day of a person once, and every event', async () => {
    const facts: Facts = {
      record: [JANUARY, record('a', 'r2', '2023-01-20', '2023-02-10'), record('b', 'r3', '2023-01-01', '2023-01-01')],
      'offence-recorded': [offence('a', '2023-01-25'), offence('a', '2023-01-25'), offence('b', '2023-01-25')],
    };
    expect(await ask(facts)).toMatchObject({
      personDays: 42,
      numerator: 2,
      persons: { numerator: 1, denominator: 2, value: 0.5 },
    });
    const rows = await (await given(facts)).rows(rate(), { ...W, by: 'careForm,sex' });
    expect(rows).toHaveLength(1);
  });

  it('counts a person in every group, by the days of its cases there', async () => {
    const facts: Facts = {
      record: [JANUARY, record('a', 'r2', '2023-01-20', '2023-02-10', { provider: 'Q' })],
      'offence-recorded': [offence('a', '2023-01-25'), offence('a', '2023-02-01')],
    };
    const rows = await (await given(facts)).rows(rate(), { ...W, by: 'provider' });
    expect(rows.map(({ group, personDays, numerator }) => [group.provider, personDays, numerator])).toEqual([
      ['P', 31, 1],
      ['Q', 22, 2],
    ]);
    expect(await ask(facts, rate(), { provider: 'Q' })).toMatchObject({ personDays: 22 });
  });

  it('is of those whose index lies in the window; what is not known is missing, what is reversed has no days', async () => {
    const facts: Facts = {
      person: [person('a'), person('b', { deceasedOn: '2023-03-01' })],
      record: [
        record('a', 'r1', '2022-12-31', '2023-03-01'),
        record('b', 'r2', '2023-02-01', '2023-04-01'),
        record('c', 'r3', '2023-06-01', '2023-06-02'),
      ],
    };
    const fromDeath = rate({ atRisk: { from: { field: 'deceasedOn', of: 'person' }, until: { field: 'startOn' } } });
    expect(await ask(facts, fromDeath)).toMatchObject({ missing: 1, personDays: 0, reason: 'no-person-time' });
    expect(await ask({}, fromDeath)).toMatchObject({ missing: 0, personDays: 0, reason: 'no-cases', numerator: 0 });
    const excluded = rate({ excluded: { long: { compare: [{ field: 'endOn' }, '=', { date: '2023-04-01' }] } } });
    expect(await ask(facts, excluded)).toMatchObject({ excluded: { long: 1 }, personDays: 2 });
  });

  it('can be the time lived in the window itself', async () => {
    const open = rate({
      cases: {
        unit: 'record',
        index: { latest: [{ field: 'startOn' }, { question: 'from' }] },
        where: {
          or: [{ not: { isKnown: { field: 'endOn' } } }, { compare: [{ field: 'endOn' }, '>=', { question: 'from' }] }],
        },
      },
      atRisk: { from: { question: 'index' }, until: { earliest: [{ field: 'endOn' }, { question: 'to' }] } },
      perPersonYears: 1000,
    });
    const facts: Facts = {
      record: [
        record('a', 'r1', '2020-01-01', null),
        record('b', 'r2', '2023-12-31', '2024-05-01'),
        record('c', 'r3', '2020-01-01', '2022-12-31'),
      ],
      'offence-recorded': [offence('a', '2022-12-31'), offence('a', '2023-01-01'), offence('b', '2024-01-01')],
    };
    expect(await ask(facts, open)).toMatchObject({
      personDays: 366,
      numerator: 1,
      perPersonYears: 1000,
      value: expect.closeTo((1 / 366) * 365.25 * 1000, 6),
    });
  });
});

describe('the days after an event', () => {
  const events = (...days: string[]): Facts => ({
    record: [JANUARY],
    'offence-recorded': days.map((on) => offence('a', on)),
  });

  it('are not at risk: from the day after it, so many', async () => {
    const row = await ask(events('2023-01-05', '2023-01-15', '2023-01-16'), rate(CLEAN));
    expect(row).toMatchObject({
      numerator: 1,
      personDays: 10,
      beforeClean: { events: 3, personDays: 31, persons: { numerator: 1, denominator: 1 } },
    });
    // Each event begins such days, also one that does not count.
    expect(await ask(events('2023-01-05', '2023-01-16'), rate(CLEAN))).toMatchObject({ numerator: 2, personDays: 11 });
  });

  it('begin before the time at risk too', async () => {
    expect(await ask(events('2022-12-27'), rate(CLEAN))).toMatchObject({ numerator: 0, personDays: 25 });
    expect(await ask(events('2022-12-21'), rate(CLEAN))).toMatchObject({ personDays: 31 });
  });

  it('can take all of it', async () => {
    expect(await ask(events('2022-12-31'), rate({ cleanDays: 40 }))).toMatchObject({
      numerator: 0,
      personDays: 0,
      value: null,
      reason: 'no-person-time',
      persons: { denominator: 0 },
      beforeClean: { personDays: 31, persons: { denominator: 1 } },
    });
  });

  it('make several events of a day one; without them each counts', async () => {
    const facts = events('2023-01-05', '2023-01-05');
    expect(await ask(facts, rate(CLEAN))).toMatchObject({ numerator: 1, beforeClean: { events: 1 } });
    expect(await ask(facts, rate(CLEAN), { clean: '0' })).toMatchObject({ numerator: 2, personDays: 31 });
  });

  it('follow only the events meant', async () => {
    const facts: Facts = {
      record: [JANUARY],
      'offence-recorded': [offence('a', '2023-01-05'), offence('a', '2023-01-20', 'serious')],
    };
    const serious = rate({
      ...CLEAN,
      events: {
        unit: 'offence-recorded',
        on: { field: 'on' },
        where: { compare: [{ field: 'offence' }, '=', 'serious'] },
      },
    });
    expect(await ask(facts, serious)).toMatchObject({ numerator: 1, personDays: 21 });
  });
});

describe('the cases of a rate', () => {
  it('are persons, with their events and days, whose sums are the row', async () => {
    const facts: Facts = {
      record: [
        JANUARY,
        record('a', 'r2', '2023-01-20', '2023-02-10'),
        record('b', 'r3', '2023-03-01', '2023-03-02'),
        record('c', 'r4', '2023-03-01', '2023-03-02', { careForm: '11' }),
      ],
      'offence-recorded': [offence('a', '2023-01-25'), offence('a', '2023-01-26')],
    };
    const definition = rate({ excluded: { home: { compare: [{ field: 'careForm' }, '=', '11'] } } });
    const { total, cases } = await (await given(facts)).cases(definition, W);
    expect(total).toBe(3);
    expect(
      cases.map(({ person: who, id, index, part, reason, events, personDays }) => [
        who,
        id,
        index,
        part,
        reason,
        events,
        personDays,
      ]),
    ).toEqual([
      ['a', 'r1', '2023-01-01', 'counted', null, 2, 41],
      ['b', 'r3', '2023-03-01', 'counted', null, 0, 2],
      ['c', 'r4', '2023-03-01', 'excluded', 'home', null, null],
    ]);
  });
});

describe('a rate that cannot be computed', () => {
  const faults = (figure: object) =>
    validateDefinition({ ...rate(), figure: { ...(rate().figure as object), ...figure } }).map(({ pointer, code }) => [
      pointer,
      code,
    ]);

  it.each<[object, string[]]>([
    [{ atRisk: { from: { field: 'startOn' } } }, ['/figure/atRisk/until', 'malformed']],
    [{ atRisk: { from: 1, until: { field: 'endOn' } } }, ['/figure/atRisk/from', 'wrong-type']],
    [{ events: { unit: 'nothing', on: { field: 'on' } } }, ['/figure/events/unit', 'unknown-name']],
    [{ events: { unit: 'offence-recorded', on: { field: 'offence' } } }, ['/figure/events/on', 'wrong-type']],
    [
      { events: { unit: 'offence-recorded', on: { field: 'on' }, where: { isKnown: { field: 'startOn' } } } },
      ['/figure/events/where/isKnown/field', 'unknown-name'],
    ],
    [{ cleanDays: -1 }, ['/figure/cleanDays', 'malformed']],
    [{ cleanDays: { parameter: 'none' } }, ['/figure/cleanDays/parameter', 'unknown-name']],
    [{ perPersonYears: 0 }, ['/figure/perPersonYears', 'malformed']],
    [
      { cases: { unit: 'record', index: { field: 'endOn' }, distinct: 'person' } },
      ['/figure/cases/distinct', 'malformed'],
    ],
    [{ numerator: true }, ['/figure/numerator', 'malformed']],
  ])('%j', (figure, expected) => expect(faults(figure)).toEqual([expected]));
});
