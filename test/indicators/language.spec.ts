/** The definition language: what it can say. */
import { describe, expect, it } from '@jest/globals';
import { BUILT_IN, validateDefinition, type Condition, type IndicatorDefinition, type Value } from '#libs/indicators';
import { shareWith, text } from './support/definitions.js';
import { given, type Facts, type AnyRow } from './support/facts.js';
import { person, record } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-12-31' };

describe('the built-in catalogue', () => {
  it.each(BUILT_IN.map((definition) => [definition.id, definition] as const))(
    '%s is JSON and holds',
    (_id, definition) => {
      const json = JSON.parse(JSON.stringify(definition));
      expect(json).toEqual(definition);
      expect(validateDefinition(json)).toEqual([]);
    },
  );

  it('has every id once', () => {
    const ids = BUILT_IN.map((definition) => definition.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names exclusions, classes and further figures for readers', () => {
    for (const { id, figure, terms } of BUILT_IN) {
      const body: AnyRow = figure.shape === 'flow' ? (figure.transitions ?? {}) : figure;
      const names = [
        body.excluded,
        body.apart,
        body.also,
        body.beside,
        body.further,
        body.competing,
        figure.shape === 'share' ? figure.classes : {},
      ].flatMap((named) => Object.keys(named ?? {}));
      expect([id, names.filter((name) => !terms?.[name])]).toEqual([id, []]);
    }
  });
});

describe('what a definition can say', () => {
  const facts: Facts = {
    person: [person('a', { bornOn: '2008-02-29', sex: 'V' })],
    record: [
      record('a', 'r1', '2023-01-31', '2023-02-28'),
      record('a', 'r0', '2020-01-01', '2020-02-01', { endReason: '03' }),
    ],
  };
  const holds = async (condition: Condition): Promise<boolean> => {
    const definition = shareWith(condition);
    expect(validateDefinition(definition)).toEqual([]);
    return (await (await given(facts)).row(definition, W)).numerator === 1;
  };
  const equal = (left: Value, right: Value): Condition => ({ compare: [left, '=', right] });
  const start: Value = { field: 'startOn' };
  const date = (day: string): Value => ({ date: day });

  it.each<[string, Condition]>([
    ['months clip', equal({ plus: [start, { months: 1 }] }, date('2023-02-28'))],
    ['months clip backwards', equal({ minus: [{ date: '2024-03-31' }, { months: 1 }] }, date('2024-02-29'))],
    ['years clip', equal({ plus: [{ field: 'bornOn', of: 'person' }, { years: 15 }] }, { field: 'endOn' })],
    ['days do not', equal({ plus: [start, { days: 28 }] }, date('2023-02-28'))],
    ['days between', equal({ daysBetween: [start, { field: 'endOn' }] }, 28)],
    [
      'years between, with a birthday on the 28th',
      equal({ yearsBetween: [{ field: 'bornOn', of: 'person' }, { field: 'endOn' }] }, 15),
    ],
    ['not the day before', equal({ yearsBetween: [{ field: 'bornOn', of: 'person' }, date('2023-02-27')] }, 14)],
    [
      'the earliest known',
      equal({ earliest: [{ field: 'deceasedOn', of: 'person' }, start, { field: 'endOn' }] }, start),
    ],
    ['the latest known', equal({ latest: [{ field: 'deceasedOn', of: 'person' }, start] }, start)],
    ['the first known', equal({ known: [{ field: 'declaredDirection' }, 'none'] }, 'none')],
    ['if', equal({ if: equal({ field: 'crisis' }, true), then: 1, else: 2 }, 2)],
    ['sums', equal({ subtract: [{ add: [{ field: 'rank' }, 1.5] }, 1] }, 20.5)],
    ['products and quotients', equal({ divide: [{ multiply: [{ field: 'rank' }, 3] }, 8] }, 7.5)],
    ['no quotient by nothing', { not: { isKnown: { divide: [1, { subtract: [1, 1] }] } } }],
    ['rounding, halves away from 0', equal({ round: [{ divide: [-1, 8] }, 2] }, -0.13)],
    ['how many there are', equal({ count: { unit: 'record' } }, 2)],
    ['how many there are: none', equal({ count: { unit: 'measure' } }, 0)],
    ['a sum', equal({ sum: { field: 'rank' }, over: { unit: 'record' } }, 40)],
    ['no sum of nothing', { not: { isKnown: { sum: { field: 'rank' }, over: { unit: 'record', where: false } } } }],
    [
      'a mean of those where it is known',
      equal(
        {
          mean: {
            daysBetween: [
              { field: 'startOn' },
              {
                if: equal({ field: 'endReason' }, '03'),
                then: { field: 'endOn' },
                else: { field: 'deceasedOn', of: 'person' },
              },
            ],
          },
          over: { unit: 'record' },
        },
        31,
      ),
    ],
    ['the smallest, of dates', equal({ smallest: { field: 'startOn' }, over: { unit: 'record' } }, date('2020-01-01'))],
    ['the largest, of texts', equal({ largest: { field: 'endReason' }, over: { unit: 'record' } }, '03')],
    [
      'a unit within a unit, each by its name',
      equal(
        {
          sum: {
            count: { unit: 'record', where: { compare: [{ field: 'startOn' }, '<', { field: 'startOn', of: 'one' }] } },
          },
          over: { unit: 'record', as: 'one' },
        },
        1,
      ),
    ],
    ['and', { and: [true, equal(1, 1)] }],
    ['or', { or: [false, equal(1, 1)] }],
    ['in', { in: [{ field: 'endReason' }, ['01', '02']] }],
    ['between, both ends in', { between: [start, start, start] }],
    [
      'the question',
      {
        and: [
          equal({ question: 'from' }, date(W.from)),
          equal({ question: 'to' }, date(W.to)),
          equal({ question: 'index' }, { field: 'endOn' }),
        ],
      },
    ],
    [
      'something of the same person',
      { exists: { unit: 'record', where: { compare: [{ field: 'endOn' }, '<', { field: 'startOn', of: 'case' }] } } },
    ],
    ['what is not known does not hold', { not: { compare: [{ field: 'deceasedOn', of: 'person' }, '>', start] } }],
    ['nor does its opposite', { not: { compare: [{ field: 'deceasedOn', of: 'person' }, '<=', start] } }],
    ['not known', { not: { isKnown: { field: 'deceasedOn', of: 'person' } } }],
    ['text is never SQL', { not: equal({ field: 'endReason' }, "01' OR '1'='1") }],
  ])('%s', async (_what, condition) => expect(await holds(condition)).toBe(true));

  it('a lookup that a later lookup and the index use, and the breakdown with it', async () => {
    const definition = shareWith(equal({ field: 'endReason', of: 'before' }, '03'), {
      figure: {
        shape: 'share',
        cases: { unit: 'plan', index: { field: 'endOn', of: 'record' }, dimensionsOf: 'record' },
        lookups: {
          record: { unit: 'record', where: equal({ field: 'id' }, { field: 'record', of: 'case' }) },
          before: {
            unit: 'record',
            where: { compare: [{ field: 'endOn' }, '<', { field: 'startOn', of: 'record' }] },
            order: [{ by: { field: 'endOn' }, descending: true }],
          },
        },
        numerator: equal({ field: 'endReason', of: 'before' }, '03'),
      },
    });
    expect(validateDefinition(definition)).toEqual([]);
    const asking = await given({
      ...facts,
      plan: [
        { person: 'a', trajectory: 'r1', record: 'r1', on: '2023-02-02', rankInPerson: 3, form: 'oral', goals: 0 },
      ],
    });
    expect(await asking.rows(definition, { ...W, by: 'careForm,provider' })).toMatchObject([
      { group: { careForm: '02', provider: 'P' }, numerator: 1, denominator: 1 },
    ]);
    expect(await asking.rows(definition, { from: '2023-02-02', to: '2023-02-02', by: 'careForm' })).toEqual([]);
  });

  it('a share of a class, and a complement', async () => {
    const classes = {
      short: { compare: [{ daysBetween: [start, { field: 'endOn' }] }, '<', 30] },
      long: true,
    } as const;
    const figure = {
      shape: 'share',
      cases: { unit: 'record', index: { field: 'endOn' } },
      classes,
      value: { class: 'short' },
      complement: true,
    } as const;
    const definition: IndicatorDefinition = { ...shareWith(true), figure: figure as never };
    expect(validateDefinition(definition)).toEqual([]);
    expect(await (await given(facts)).row(definition, { from: '2020-01-01', to: '2023-12-31' })).toMatchObject({
      numerator: 1,
      denominator: 2,
      value: 0.5,
      classes: { short: { numerator: 1, value: 0.5 }, long: { numerator: 1 } },
    });
  });

  it('norms of a measure', async () => {
    const definition = shareWith(true, {
      parameters: { norms: { type: 'integers', label: text, default: [28, 70], minimum: 0, maximum: 1000 } },
      figure: {
        shape: 'measure',
        cases: { unit: 'record', index: { field: 'endOn' } },
        number: { daysBetween: [start, { field: 'endOn' }] },
        within: { norms: { parameter: 'norms' }, how: 'at-most' },
      },
    });
    expect(validateDefinition(definition)).toEqual([]);
    const asking = await given(facts);
    const all = { from: '2020-01-01', to: '2023-12-31' };
    expect((await asking.row(definition, all)).within).toMatchObject({
      28: { numerator: 1, denominator: 2 },
      70: { numerator: 2 },
    });
    expect((await asking.row(definition, { ...all, norms: '27,31' })).within).toMatchObject({
      27: { numerator: 0 },
      31: { numerator: 2 },
    });
  });
});
