/** The definition language: what it can say, and what it says of a definition that it cannot compute. */
import { describe, expect, it } from '@jest/globals';
import {
  answer,
  BUILT_IN,
  DefinitionError,
  parseQuestion,
  settle,
  validateDefinition,
  type Condition,
  type IndicatorDefinition,
  type Value,
} from '#libs/indicators';
import { given, type Facts, type AnyRow } from './support/facts.js';
import { person, record } from './support/rows.js';

const text = { nl: 'tekst', en: 'text' };
const W = { from: '2023-01-01', to: '2023-12-31' };

/** A share of records ended in the window. */
const shareWith = (numerator: Condition, more: Partial<IndicatorDefinition> = {}): IndicatorDefinition => ({
  id: 'own-one',
  version: 1,
  name: text,
  explanation: text,
  source: text,
  caveats: [],
  direction: 'neutral',
  parameters: {},
  figure: { shape: 'share', cases: { unit: 'record', index: { field: 'endOn' } }, numerator },
  ...more,
});

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
      const names = [body.excluded, body.also, body.competing, figure.shape === 'share' ? figure.classes : {}].flatMap(
        (named) => Object.keys(named ?? {}),
      );
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

describe('a definition with faults', () => {
  const pointers = (json: unknown) => validateDefinition(json).map(({ pointer, code }) => [pointer, code]);
  const withNumerator = (numerator: unknown) => pointers(shareWith(numerator as Condition));

  it.each<[string, unknown, [string, string][]]>([
    [
      'an unknown field',
      { compare: [{ field: 'colour' }, '=', 'red'] },
      [['/figure/numerator/compare/0/field', 'unknown-name']],
    ],
    [
      'a field of something out of reach',
      { isKnown: { field: 'endOn', of: 'next' } },
      [['/figure/numerator/isKnown/field', 'unknown-name']],
    ],
    [
      'types that cannot be compared',
      { compare: [{ field: 'endOn' }, '=', '2023-01-01'] },
      [['/figure/numerator/compare/2', 'wrong-type']],
    ],
    ['a comparison that does not exist', { compare: [1, '~', 1] }, [['/figure/numerator/compare/1', 'malformed']]],
    ['an operator that does not exist', { sql: '1 = 1' }, [['/figure/numerator', 'malformed']]],
    ['two operators at once', { isKnown: { field: 'endOn' }, not: true }, [['/figure/numerator/not', 'malformed']]],
    [
      'a day that does not exist',
      { compare: [{ field: 'endOn' }, '<', { date: '2023-02-30' }] },
      [['/figure/numerator/compare/2/date', 'malformed']],
    ],
    [
      'an unknown parameter',
      { in: [{ field: 'endReason' }, { parameter: 'codes' }] },
      [['/figure/numerator/in/1', 'unknown-name']],
    ],
    ['an unknown unit', { exists: { unit: 'sqlite_master' } }, [['/figure/numerator/exists/unit', 'unknown-name']]],
    [
      'a unit that every object has',
      { exists: { unit: 'constructor' } },
      [['/figure/numerator/exists/unit', 'unknown-name']],
    ],
    [
      'a field that every object has',
      { isKnown: { field: 'toString' } },
      [['/figure/numerator/isKnown/field', 'unknown-name']],
    ],
    ['an unknown lookup', { exists: 'next' }, [['/figure/numerator/exists', 'unknown-name']]],
    [
      'a member that a lookup has not',
      { exists: { unit: 'record', limit: 1 } },
      [['/figure/numerator/exists/limit', 'malformed']],
    ],
    ['a list too short', { between: [1, 2] }, [['/figure/numerator/between', 'malformed']]],
    [
      'a duration without a unit of time',
      { compare: [{ plus: [{ field: 'endOn' }, { weeks: 1 }] }, '=', { field: 'endOn' }] },
      [['/figure/numerator/compare/0/plus/1', 'malformed']],
    ],
    [
      'several at once',
      { or: [{ isKnown: { field: 'x' } }, { and: [{ compare: [1, '=', 'a'] }, 3] }] },
      [
        ['/figure/numerator/or/0/isKnown/field', 'unknown-name'],
        ['/figure/numerator/or/1/and/0/compare/2', 'wrong-type'],
        ['/figure/numerator/or/1/and/1', 'malformed'],
      ],
    ],
  ])('%s', (_what, numerator, expected) => expect(withNumerator(numerator)).toEqual(expected));

  it('names what is missing and what is strange in its form', () => {
    expect(pointers(null)).toEqual([['', 'malformed']]);
    const { source: _source, ...rest } = shareWith(true);
    expect(pointers({ ...rest, id: 'Own One', colour: 'red', direction: 'up', name: { nl: '' } }).sort()).toEqual([
      ['/colour', 'malformed'],
      ['/direction', 'malformed'],
      ['/id', 'malformed'],
      ['/name/en', 'malformed'],
      ['/name/nl', 'malformed'],
      ['/source', 'malformed'],
    ]);
  });

  it('a parameter that a question already has, or whose default is impossible', () => {
    const parameters = {
      from: { type: 'boolean', label: text, default: true },
      days: { type: 'integer', label: text, default: 9, minimum: 1, maximum: 5 },
      kind: { type: 'choice', label: text, default: 'x', values: ['a'] },
      some: { type: 'colour', label: text, default: 1 },
    };
    expect(pointers({ ...shareWith(true), parameters }).sort()).toEqual([
      ['/parameters/days/default', 'malformed'],
      ['/parameters/from', 'clash'],
      ['/parameters/kind/default', 'malformed'],
      ['/parameters/some/type', 'malformed'],
    ]);
  });

  it('a share without a numerator, with classes that nothing reads, or that reads one that is not there', () => {
    const figure = { shape: 'share', cases: { unit: 'record', index: { field: 'endOn' } } };
    expect(pointers({ ...shareWith(true), figure })).toEqual([['/figure/numerator', 'malformed']]);
    expect(pointers({ ...shareWith(true), figure: { ...figure, classes: { a: true } } })).toEqual([
      ['/figure/value', 'malformed'],
    ]);
    const value = { net: ['a', 'b'] };
    expect(pointers({ ...shareWith(true), figure: { ...figure, classes: { a: true }, value } })).toEqual([
      ['/figure/value', 'malformed'],
    ]);
  });

  it('a unit made of itself, one that shadows a table, and a fault in one that nothing uses', () => {
    const chain = {
      members: 'loop',
      start: { field: 'startOn' },
      end: { field: 'endOn' },
      joinWithinDays: 1,
      representative: [],
    };
    expect(pointers({ ...shareWith(true), units: { loop: chain } })).toContainEqual([
      '/units/loop/members',
      'unknown-name',
    ]);
    expect(pointers({ ...shareWith(true), units: { record: { ...chain, members: 'measure' } } })).toEqual([
      ['/units/record', 'clash'],
    ]);
    const faulty = { ...chain, members: 'record', start: { field: 'careForm' } };
    expect(pointers({ ...shareWith(true), units: { odd: faulty } })).toEqual([['/units/odd/start', 'wrong-type']]);
  });

  it('a fault inside a variant is found there', () => {
    const faulty = {
      ...shareWith(true),
      parameters: { level: { type: 'choice', label: text, default: 'a', values: ['a', 'b'] } },
      variants: { parameter: 'level', bodies: { b: { numerator: { isKnown: { field: 'x' } } } } },
    };
    expect(pointers(faulty)).toEqual([['/variants/bodies/b/numerator/isKnown/field', 'unknown-name']]);
    expect(pointers({ ...faulty, variants: { parameter: 'level', bodies: { c: {} } } })).toEqual([
      ['/variants/bodies/c', 'unknown-name'],
    ]);
    expect(pointers({ ...faulty, variants: { parameter: 'size', bodies: {} } })).toEqual([
      ['/variants/parameter', 'unknown-name'],
    ]);
  });

  it('deeper than anybody reads', () => {
    let condition: unknown = true;
    for (let i = 0; i < 5_000; i += 1) condition = { not: condition };
    expect(withNumerator(condition)).toEqual([['', 'malformed']]);
  });

  it('is never run', async () => {
    const definition = shareWith({ isKnown: { field: 'x' } });
    const { question } = parseQuestion(definition, W);
    const view = { schema: 'main', query: () => Promise.reject(new Error('ran')) };
    await expect(answer(view, definition, settle(question!, '2025-01-01'))).rejects.toThrow(DefinitionError);
  });
});
