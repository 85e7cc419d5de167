/** Events of any type as units: index, outcome, competing event, condition. */
import { describe, expect, it } from '@jest/globals';
import { EVENT_FACT_NAMES, EVENT_FACT_TABLES, type StandingEventName } from '#libs/fact-schema';
import { validateDefinition, type Condition, type IndicatorDefinition, type Value } from '#libs/indicators';
import { shareWith } from './support/definitions.js';
import { given, type Facts } from './support/facts.js';
import { measure, person, record, waiting } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-12-31' };
const ON: Value = { field: 'on' };
const equal = (left: Value, right: Value): Condition => ({ compare: [left, '=', right] });

/** A share of the events of a type that fall in the window. */
const shareOf = (unit: string, numerator: Condition, where?: Condition): IndicatorDefinition => {
  const definition = shareWith(numerator, {
    figure: { shape: 'share', cases: { unit, index: ON, ...(where !== undefined && { where }) }, numerator },
  });
  expect(validateDefinition(definition)).toEqual([]);
  return definition;
};

let nextId = 0;
/** An event of a person; ranks grow as they are written. */
const event = (who: string, on: string, more: Record<string, string | number | boolean | null> = {}) => ({
  person: who,
  on,
  rank: nextId,
  source: 'urn:s',
  id: `e${nextId++}`,
  ...more,
});

describe('an event type as what is counted', () => {
  it.each(EVENT_FACT_NAMES)('%s: every column is a field of its type', async (name) => {
    const read = Object.entries(EVENT_FACT_TABLES[name].columns).map(([column, { type, holds }]): Condition =>
      holds
        ? { compare: [{ size: { field: column } }, '>=', 0] }
        : type === 'DATE'
          ? { compare: [{ field: column }, '<=', { question: 'to' }] }
          : type === 'VARCHAR'
            ? { in: [{ field: column }, ['a']] }
            : type === 'BOOLEAN'
              ? equal({ field: column }, true)
              : { compare: [{ field: column }, '>', 0] },
    );
    const definition = shareOf(name, { or: read });
    expect(await (await given({})).row(definition, W)).toMatchObject({ denominator: 0 });
  });

  it('falls in the window by its own date, both ends in, each event once', async () => {
    const facts: Facts = {
      'client-moved': ['2022-12-31', '2023-01-01', '2023-12-31', '2023-12-31', '2024-01-01'].map((on, i) =>
        event('a', on, { municipality: i === 2 ? 'GM0001' : 'GM0002' }),
      ),
    };
    const definition = shareOf('client-moved', equal({ field: 'municipality' }, 'GM0001'));
    expect(await (await given(facts)).row(definition, W)).toMatchObject({ numerator: 1, denominator: 3 });
  });

  it('has the dimensions of its stream, where it does not say them itself, and of its person on its day', async () => {
    const facts: Facts = {
      person: [person('a', { bornOn: '2011-06-01', sex: 'V' })],
      residence: [
        { person: 'a', untilOn: '2023-06-01', municipality: 'GM0001' },
        { person: 'a', fromOn: '2023-06-01', municipality: 'GM0002' },
      ],
      trajectory: [waiting('a', 't1', null, '2023-01-01', { careForm: '11', provider: 'Q', endReason: '03' })],
      'step-assessed': [
        event('a', '2023-05-31', { trajectory: 't1', scores: '{}' }),
        event('a', '2023-06-01', { trajectory: 't1', scores: '{}' }),
      ],
      'intake-registered': [
        event('a', '2023-02-01', { trajectory: 't1', careForm: '02', provider: 'Q', referrer: '08' }),
      ],
    };
    const asking = await given(facts);
    const by = 'municipality,ageBand,sex,careForm,provider,referrer,endReason,measureType,year';
    const groups = async (unit: string) =>
      (await asking.rows(shareOf(unit, true), { ...W, by })).map(({ group, numerator }) => [
        ...Object.values(group),
        numerator,
      ]);
    const stream = ['11', 'Q', '01', '03', null, '2023', 1];
    expect((await groups('step-assessed')).map((row) => row.join())).toEqual(
      [
        ['GM0001', '4-11', 'V', ...stream],
        ['GM0002', '12-15', 'V', ...stream],
      ].map((row) => row.join()),
    );
    // The intake says itself for which care form it was.
    expect((await groups('intake-registered'))[0]).toEqual(
      expect.arrayContaining(['02', 'Q', '08', '03', '2023', 'GM0001']),
    );
    expect(await asking.row(shareOf('step-assessed', true), { ...W, careForm: '02' })).toMatchObject({
      denominator: 0,
    });
  });

  it('on a measure belongs to the institution of that day, by the type and end of the measure', async () => {
    const facts: Facts = {
      measure: [measure('a', 'm1', '12', '2023-01-01', '2023-12-01', '02')],
      institution: [
        { person: 'a', kind: 'measure', id: 'm1', fromOn: '2023-01-01', untilOn: '2023-03-01', institution: 'GI1' },
        { person: 'a', kind: 'measure', id: 'm1', fromOn: '2023-03-01', institution: 'GI2' },
        { person: 'a', kind: 'probation', id: 'm1', fromOn: '2023-01-01', institution: 'GI3' },
      ],
      'placement-authorised': ['2023-02-28', '2023-03-01'].map((on) =>
        event('a', on, { measure: 'm1', authorisation: '72' }),
      ),
    };
    const definition = shareOf('placement-authorised', equal({ field: 'authorisation' }, '72'));
    const rows = await (await given(facts)).rows(definition, { ...W, by: 'provider,measureType,endReason' });
    expect(rows.map(({ group, numerator }) => [group.provider, group.measureType, group.endReason, numerator])).toEqual(
      [
        ['GI1', '12', '02', 1],
        ['GI2', '12', '02', 1],
      ],
    );
  });

  it('names its stream in conditions, and its key among the cases', async () => {
    const facts: Facts = {
      trajectory: [waiting('a', 't1', null, '2023-02-01'), waiting('a', 't2', null, null)],
      'cost-declared': ['t1', 't2'].map((trajectory) => event('a', '2023-02-10', { trajectory, amountCents: 5 })),
    };
    const definition = shareOf('cost-declared', { compare: [{ field: 'startOn', of: 'stream' }, '<=', ON] });
    const asking = await given(facts);
    expect(await asking.row(definition, W)).toMatchObject({ numerator: 1, denominator: 2 });
    const { cases } = await asking.cases(definition, W);
    const [first, second] = facts['cost-declared']!.map(({ id }) => `urn:s/${id as string}`);
    expect(cases.map(({ unit, id, part }) => [unit, id, part])).toEqual([
      ['cost-declared', first, 'numerator'],
      ['cost-declared', second, 'denominator'],
    ]);
  });

  it('can be sampled, by source and id', async () => {
    const facts: Facts = {
      'client-deceased': [
        { person: 'a', on: '2023-02-01', rank: 0, source: 'urn:s,1', id: 'x,1' },
        { person: 'b', on: '2023-02-01', rank: 0, source: 'urn:s,2', id: 'x,1' },
      ],
    };
    const figure = (size: number) =>
      shareWith(true, {
        figure: {
          shape: 'share',
          cases: { unit: 'client-deceased', index: ON, sample: { size, seed: '1' } },
          numerator: true,
        },
      });
    const asking = await given(facts);
    const both = (await asking.row(figure(2), W)).sample;
    expect([...both].sort()).toEqual(['urn:s,1/x,1', 'urn:s,2/x,1']);
    expect((await asking.row(figure(1), W)).sample).toEqual([both[0]]);
  });
});

describe('an event type as condition and value', () => {
  const facts: Facts = {
    record: [record('a', 'r1', '2023-01-10', '2023-02-10')],
    'step-assessed': [
      event('a', '2023-01-10', { scores: '{"FJ":3.5,"a/b~c":2}', moment: 'start' }),
      event('a', '2023-02-10', { scores: '{"FJ":1.5,"1":4}', moment: 'end' }),
      event('b', '2023-01-20', { scores: '{"FJ":9}', moment: 'start' }),
    ],
    'perspective-plan-made': [event('a', '2023-02-01', { domains: '["housing","income"]' })],
    'exit-questionnaire-completed': [event('a', '2023-02-11', { items: null, informant: 'youth' })],
  };
  const between = (unit: StandingEventName, from: string, to: string): Condition => ({
    exists: { unit, where: { between: [ON, { date: from }, { date: to }] } },
  });
  const score = (code: Value, pick: 'smallest' | 'largest' = 'largest'): Value =>
    ({ [pick]: { entry: [{ field: 'scores' }, code] }, over: { unit: 'step-assessed' } }) as never;

  it.each<[string, Condition, boolean]>([
    ['there is one between two dates, the first included', between('step-assessed', '2023-02-10', '2023-03-01'), true],
    ['and the last', between('perspective-plan-made', '2023-01-01', '2023-02-01'), true],
    ['there is none between them', between('perspective-plan-made', '2023-02-02', '2023-03-01'), false],
    ['not one of somebody else', between('step-assessed', '2023-01-15', '2023-01-25'), false],
    ['a number under a code', equal(score('FJ'), 3.5), true],
    ['under a code with signs of a pointer in it', equal(score('a/b~c'), 2), true],
    ['under a place', equal(score('1'), 4), true],
    ['under a code that is not there: not known', { isKnown: score('KO') }, false],
    ['not under part of a code', { isKnown: score('a') }, false],
    [
      'a list contains it',
      { exists: { unit: 'perspective-plan-made', where: { contains: [{ field: 'domains' }, 'income'] } } },
      true,
    ],
    [
      'a list does not contain part of it',
      { exists: { unit: 'perspective-plan-made', where: { contains: [{ field: 'domains' }, 'inc'] } } },
      false,
    ],
    [
      'the size of a list',
      equal({ largest: { size: { field: 'domains' } }, over: { unit: 'perspective-plan-made' } }, 2),
      true,
    ],
    [
      'how many numbers there are',
      equal({ largest: { size: { field: 'scores' } }, over: { unit: 'step-assessed' } }, 2),
      true,
    ],
    [
      'what was not given has no size',
      { isKnown: { largest: { size: { field: 'items' } }, over: { unit: 'exit-questionnaire-completed' } } },
      false,
    ],
  ])('%s', async (_what, condition, expected) => {
    const definition = shareWith(condition);
    expect(validateDefinition(definition)).toEqual([]);
    expect((await (await given(facts)).row(definition, W)).numerator).toBe(expected ? 1 : 0);
  });
});

describe('an event type as outcome and as competing event', () => {
  const next = (unit: StandingEventName): Value => ({
    smallest: ON,
    over: { unit, where: { compare: [ON, '>', { field: 'endOn', of: 'case' }] } },
  });
  const definition = shareWith(true, {
    figure: {
      shape: 'time-to-event',
      cases: { unit: 'record', index: { field: 'endOn' } },
      event: next('offence-recorded'),
      competing: { imposed: next('protection-measure-imposed') },
      followUpDays: 10,
    },
  });
  const ended = (who: string) => record(who, who, '2022-06-01', '2023-03-01');
  const facts: Facts = {
    record: ['day-10', 'day-11', 'competing', 'together', 'none'].map(ended),
    'offence-recorded': [
      event('day-10', '2023-03-01'),
      event('day-10', '2023-03-11'),
      event('day-11', '2023-03-12'),
      event('competing', '2023-03-06'),
      event('together', '2023-03-05'),
    ],
    'protection-measure-imposed': [event('competing', '2023-03-05'), event('together', '2023-03-05')],
  };

  it('counts to the last day of the follow-up; the event comes first on one day, an earlier competing one before it', async () => {
    expect(validateDefinition(definition)).toEqual([]);
    const asking = await given(facts);
    expect(await asking.row(definition, W)).toMatchObject({ numerator: 2, denominator: 5 });
    const { cases } = await asking.cases(definition, W);
    expect(cases.map(({ id, part, event: day, competing }) => [id, part, day, competing])).toEqual([
      ['competing', 'denominator', 5, 4],
      ['day-10', 'numerator', 10, null],
      ['day-11', 'denominator', 11, null],
      ['none', 'denominator', null, null],
      ['together', 'numerator', 4, 4],
    ]);
    expect(await asking.row(definition, { ...W, method: 'aalen-johansen' })).toMatchObject({
      value: 0.4,
      numerator: 2,
    });
  });

  it('can be a lookup: of several on one day the first in the order of the ledger', async () => {
    const first = shareWith(equal({ field: 'municipality', of: 'move' }, 'GM0009'), {
      figure: {
        shape: 'share',
        cases: { unit: 'record', index: { field: 'endOn' } },
        lookups: { move: { unit: 'client-moved', order: [{ by: ON }] } },
        numerator: equal({ field: 'municipality', of: 'move' }, 'GM0009'),
      },
    });
    const moves: Facts = {
      record: [ended('a')],
      'client-moved': [
        { ...event('a', '2023-01-05', { municipality: 'GM0001' }), rank: 2 },
        { ...event('a', '2023-01-05', { municipality: 'GM0009' }), rank: 1 },
        { ...event('a', '2023-01-06', { municipality: 'GM0001' }), rank: 3 },
      ],
    };
    const asking = await given(moves);
    expect(await asking.row(first, W)).toMatchObject({ numerator: 1 });
    const { cases } = await asking.cases(first, W);
    expect(cases[0]!.found).toEqual({ move: `urn:s/${moves['client-moved']![1]!['id'] as string}` });
  });
});

describe('what does not fit an event', () => {
  const pointers = (numerator: Condition, unit = 'step-assessed') =>
    validateDefinition(shareWith(numerator, { figure: { shape: 'share', cases: { unit, index: ON }, numerator } })).map(
      ({ pointer, code }) => [pointer, code],
    );
  const at = '/figure/numerator';

  it.each<[string, Condition, string[]]>([
    [
      'a list where entries are needed',
      { isKnown: { entry: [{ field: 'moment' }, 'FJ'] } },
      [`${at}/isKnown/entry/0`, 'wrong-type'],
    ],
    ['a number as code', { isKnown: { entry: [{ field: 'scores' }, 1] } }, [`${at}/isKnown/entry/1`, 'wrong-type']],
    ['entries where a list is needed', { contains: [{ field: 'scores' }, 'FJ'] }, [`${at}/contains/0`, 'wrong-type']],
    ['the size of a text', { isKnown: { size: { field: 'moment' } } }, [`${at}/isKnown/size`, 'wrong-type']],
    ['a field of another event', { isKnown: { field: 'amountCents' } }, [`${at}/isKnown/field`, 'unknown-name']],
    ['a correction', { exists: { unit: 'event-corrected' } }, [`${at}/exists/unit`, 'unknown-name']],
  ])('%s', (_what, condition, expected) => expect(pointers(condition)).toEqual([expected]));

  it('the stream of what stands on none', () => {
    const stream: Condition = { isKnown: { field: 'id', of: 'stream' } };
    expect(pointers(stream, 'client-moved')).toEqual([[`${at}/isKnown/field`, 'unknown-name']]);
    expect(pointers(stream, 'cost-declared')).toEqual([]);
  });
});
