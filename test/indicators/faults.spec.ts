/** The definition language: what it says of a definition that it cannot compute. */
import { describe, expect, it } from '@jest/globals';
import { answer, DefinitionError, parseQuestion, settle, validateDefinition, type Condition } from '#libs/indicators';
import { shareWith, text } from './support/definitions.js';

const W = { from: '2023-01-01', to: '2023-12-31' };

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

  it('related units with an order, under a name that is taken, or rounding to nothing', () => {
    const over = (related: object) =>
      withNumerator({ isKnown: { sum: { field: 'rank' }, over: { unit: 'record', ...related } } });
    const at = '/figure/numerator/isKnown';
    expect(over({ order: [] })).toEqual([[`${at}/over/order`, 'malformed']]);
    expect(over({ as: 'case' })).toEqual([[`${at}/over/as`, 'clash']]);
    expect(over({ as: 1 })).toEqual([[`${at}/over/as`, 'malformed']]);
    expect(over({ unit: 'nothing' })).toEqual([[`${at}/over/unit`, 'unknown-name']]);
    expect(withNumerator({ isKnown: { sum: { field: 'endOn' }, over: { unit: 'record' } } })).toEqual([
      [`${at}/sum`, 'wrong-type'],
    ]);
    expect(withNumerator({ isKnown: { sum: { field: 'rank' } } })).toEqual([[`${at}/over`, 'malformed']]);
    expect(withNumerator({ isKnown: { round: [1, 0.5] } })).toEqual([[`${at}/round/1`, 'malformed']]);
  });

  it('a sample without an id to draw by, or by a seed that is a number', () => {
    const sample = { size: 3, seed: 'x' };
    const figure = { shape: 'share', cases: { unit: 'plan', index: { field: 'on' }, sample }, numerator: true };
    expect(pointers({ ...shareWith(true), figure })).toEqual([['/figure/cases/sample', 'wrong-type']]);
    const drawn = (seed: string) => ({
      ...shareWith(true),
      parameters: { seed: { type: 'integer', label: text, default: 1, minimum: 0, maximum: 9 } },
      figure: {
        ...figure,
        cases: { unit: 'record', index: { field: 'endOn' }, sample: { size: 3, seed: { parameter: seed } } },
      },
    });
    expect(pointers(drawn('seed'))).toEqual([['/figure/cases/sample/seed', 'wrong-type']]);
    expect(pointers(drawn('salt'))).toEqual([['/figure/cases/sample/seed/parameter', 'unknown-name']]);
  });

  it('persons where times are asked', () => {
    const cases = { unit: 'record', index: { field: 'endOn' }, distinct: 'person' };
    const figure = { shape: 'time-to-event', cases, event: { field: 'startOn' }, followUpDays: 3 };
    expect(pointers({ ...shareWith(true), figure })).toEqual([['/figure/cases/distinct', 'malformed']]);
  });

  it('a parameter that a question already has, or whose default is impossible', () => {
    const parameters = {
      from: { type: 'boolean', label: text, default: true },
      days: { type: 'integer', label: text, default: 9, minimum: 1, maximum: 5 },
      kind: { type: 'choice', label: text, default: 'x', values: ['a'] },
      some: { type: 'colour', label: text, default: 1 },
      least: { type: 'number', label: text, default: 0.5, minimum: 0.6, maximum: 1 },
      seed: { type: 'text', label: text, default: 'a;b' },
      named: { type: 'codes', label: text, default: ['a'], values: ['a'], labels: { a: text, b: text } },
      unnamed: { type: 'boolean', label: text, default: true, labels: { true: text } },
    };
    expect(pointers({ ...shareWith(true), parameters }).sort()).toEqual([
      ['/parameters/days/default', 'malformed'],
      ['/parameters/from', 'clash'],
      ['/parameters/kind/default', 'malformed'],
      ['/parameters/least/default', 'malformed'],
      ['/parameters/named/labels/b', 'unknown-name'],
      ['/parameters/seed/default', 'malformed'],
      ['/parameters/some/type', 'malformed'],
      ['/parameters/unnamed/labels', 'malformed'],
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
