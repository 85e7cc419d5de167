/** The definition language: what a share or measure can show beside its figure. */
import { describe, expect, it } from '@jest/globals';
import { validateDefinition, type Value } from '#libs/indicators';
import { shareWith } from './support/definitions.js';
import { given, type Facts } from './support/facts.js';
import { record } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-12-31' };

describe('what stands beside a figure', () => {
  const days: Value = { daysBetween: [{ field: 'startOn' }, { field: 'endOn' }] };
  const facts: Facts = {
    record: [
      record('a', 'r1', '2023-01-01', '2023-01-11'),
      record('b', 'r2', '2023-01-01', '2023-01-31', { endReason: '03' }),
      record('c', 'r3', '2023-01-01', '2023-02-20', { endReason: 'unknown' }),
      record('d', 'r4', '2023-01-01', '2023-03-01', { endReason: '04', careForm: '11' }),
    ],
  };
  const definition = shareWith(true, {
    figure: {
      shape: 'share',
      cases: { unit: 'record', index: { field: 'endOn' } },
      values: { days, twice: { multiply: [{ value: 'days' }, 2] } },
      apart: { oneSided: { compare: [{ field: 'endReason' }, '=', '04'] } },
      known: { compare: [{ field: 'endReason' }, '!=', 'unknown'] },
      numerator: { compare: [{ value: 'twice' }, '<', 30] },
      beside: {
        short: { count: { compare: [{ value: 'days' }, '<=', 10] } },
        sum: { sum: { value: 'twice' } },
        average: { mean: { value: 'days' }, where: { compare: [{ value: 'days' }, '>', 10] } },
        spread: { sd: { value: 'days' } },
        perDay: { divide: [100, { sum: { value: 'days' } }] },
        lengths: { statistics: { value: 'days' } },
        reasons: { distribution: { early: { compare: [{ field: 'endReason' }, '=', '03'] }, any: true } },
      },
      further: {
        all: { shape: 'measure', cases: { unit: 'record', index: { field: 'endOn' } }, number: days },
      },
    },
  });

  it('is over the cases counted, and further figures over their own', async () => {
    expect(validateDefinition(definition)).toEqual([]);
    const row = await (await given(facts)).row(definition, W);
    expect(row).toMatchObject({
      numerator: 1,
      denominator: 2,
      missing: 1,
      oneSided: 1,
      short: 1,
      sum: 80,
      average: 30,
      perDay: 2.5,
      lengths: { n: 2, mean: 20, median: 20, p90: 28 },
      reasons: { early: 1, any: 1 },
      all: { n: 4, median: 40, missing: 0 },
    });
    expect(row.spread).toBeCloseTo(Math.sqrt(200), 12);
    expect(row.all).not.toHaveProperty('group');
  });

  it('is told by group, where nothing is counted too', async () => {
    const rows = await (await given(facts)).rows(definition, { ...W, by: 'careForm' });
    expect(rows).toMatchObject([
      { group: { careForm: '02' }, denominator: 2, sum: 80, all: { n: 3 } },
      {
        group: { careForm: '11' },
        denominator: 0,
        oneSided: 1,
        short: 0,
        sum: 0,
        average: null,
        spread: null,
        perDay: null,
        lengths: { n: 0, mean: null },
        reasons: { early: 0, any: 0 },
        all: { n: 1 },
      },
    ]);
  });

  const faulty = (beside: unknown, more: object = {}) =>
    validateDefinition({
      ...definition,
      figure: {
        shape: 'share',
        cases: { unit: 'record', index: { field: 'endOn' } },
        numerator: true,
        beside,
        ...more,
      },
    }).map(({ pointer, code }) => [pointer, code]);

  it.each<[string, unknown, [string, string][]]>([
    ['no further figure', { a: { median: 1 } }, [['/figure/beside/a', 'malformed']]],
    ['a condition where none can be', { a: { count: true, where: true } }, [['/figure/beside/a/where', 'malformed']]],
    ['a date for a number', { a: { sum: { field: 'endOn' } } }, [['/figure/beside/a/sum', 'wrong-type']]],
    ['half a quotient', { a: { divide: [1] } }, [['/figure/beside/a/divide', 'malformed']]],
    [
      'statistics within a quotient',
      { a: { divide: [1, { statistics: 1 }] } },
      [['/figure/beside/a/divide/1', 'malformed']],
    ],
    [
      'a fault in where',
      { a: { mean: 1, where: { isKnown: { field: 'x' } } } },
      [['/figure/beside/a/where/isKnown/field', 'unknown-name']],
    ],
    [
      'a fault in a distribution',
      { a: { distribution: { b: { isKnown: { value: 'x' } } } } },
      [['/figure/beside/a/distribution/b/isKnown/value', 'unknown-name']],
    ],
    ['a name that a row has', { median: { count: true } }, [['/figure/beside/median', 'malformed']]],
  ])('%s', (_what, beside, expected) => expect(faulty(beside)).toEqual(expected));

  it('has every name once', () => {
    expect(faulty({ a: { count: true } }, { apart: { a: false } })).toEqual([['/figure/beside/a', 'clash']]);
  });

  it('points into a further figure', () => {
    const one = { shape: 'measure', cases: { unit: 'record', index: { field: 'endOn' }, dimensionsOf: 'x' } };
    expect(faulty({}, { further: { one } })).toEqual([['/figure/further/one/cases/dimensionsOf', 'unknown-name']]);
    const two = { shape: 'measure', cases: { unit: 'record', index: { field: 'endOn' } }, number: 'two' };
    expect(faulty({}, { further: { two } })).toEqual([['/figure/further/two/number', 'wrong-type']]);
    expect(faulty({}, { further: { three: { ...two, further: {} } } })).toEqual([
      ['/figure/further/three/further', 'malformed'],
    ]);
  });
});
