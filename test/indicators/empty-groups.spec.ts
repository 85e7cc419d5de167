/** Every indicator over nothing, and over cases none of which counts: an answer, and never an error. */
import { describe, expect, it } from '@jest/globals';
import { BUILT_IN, METHODS, periodsOf, type IndicatorDefinition } from '#libs/indicators';
import { EVERYTHING, YEAR } from './support/everything.js';
import { given, type AnyRow } from './support/facts.js';
import { measure, person, probation, record, waiting } from './support/rows.js';

const NOWHERE = { municipality: 'GM0001' };
const asks = BUILT_IN.filter(({ figure }) => figure.shape !== 'flow').flatMap((definition) => {
  const methods = definition.figure.shape === 'time-to-event' ? METHODS : [undefined];
  return methods.map((method): [string, IndicatorDefinition, object] => [
    [definition.id, method].filter(Boolean).join(' '),
    definition,
    method ? { method } : {},
  ]);
});

/** Every number of a row that is a share, mean or the like of nothing is null; every count is 0. */
function expectNothing(row: AnyRow): void {
  expect(row).toMatchObject({ group: {}, reason: 'no-cases' });
  if ('n' in row) expect(row).toMatchObject({ n: 0, mean: null });
  else expect(row).toMatchObject({ numerator: 0, denominator: 0, value: null, interval: null });
  for (const one of Object.values<AnyRow>({ ...row.within, ...row.classes })) {
    expect(one).toMatchObject({ numerator: 0, denominator: 0, value: null });
  }
}

describe.each(asks)('%s', (_name, { id }, query) => {
  it('over nothing: one row, and with a breakdown none', async () => {
    const asking = await given({});
    expectNothing(await asking.row(id, { ...YEAR, ...query }));
    expect(await asking.rows(id, { ...YEAR, ...query, by: 'ageBand,municipality' })).toEqual([]);
    const page = await asking.cases(id, { ...YEAR, ...query });
    expect(page.cases).toEqual([]);
  });

  it('over a filter that nothing passes', async () => {
    const asking = await given(EVERYTHING);
    expectNothing(await asking.row(id, { ...YEAR, ...query, ...NOWHERE }));
    expect(await asking.rows(id, { ...YEAR, ...query, ...NOWHERE, by: 'provider' })).toEqual([]);
  });

  it('over a window before everything', async () => {
    expectNothing(await (await given(EVERYTHING)).row(id, { from: '1999-02-01', to: '1999-02-28', ...query }));
  });
});

it('stock-and-flow over nothing', async () => {
  const zero = { opening: 0, in: 0, out: 0, closing: 0, active: 0 };
  for (const [facts, query] of [
    [{}, {}],
    [EVERYTHING, NOWHERE],
  ] as const) {
    const asking = await given(facts);
    expect(await asking.flows({ ...YEAR, ...query })).toMatchObject([
      { group: {}, records: zero, persons: zero, measures: zero, probations: zero, transitions: [] },
    ]);
    expect(await asking.flows({ ...YEAR, ...query, by: 'careForm' })).toEqual([]);
  }
});

describe('cases none of which counts', () => {
  const END = '2023-03-10';
  const dead = { person: [person('a', { deceasedOn: END })] };
  const ended = { record: [record('a', 'r', '2022-01-01', END, { endReason: 'unknown' })] };
  const last = { observedUntil: '2023-03-10' };

  it.each<[string, object, object, object]>([
    ['regular-ending', ended, {}, { missing: 1 }],
    ['dropout', { ...dead, ...ended }, {}, { excluded: { deceased: 1 }, missing: 0 }],
    ['flow-through', ended, last, { immature: 1, net: null }],
    ['outflow', { ...dead, ...ended }, {}, { excluded: { deceased: 1 } }],
    ['severity-reduction', ended, {}, { missing: 1, meanChange: null, effectSize: null }],
    ['goals-realised', ended, {}, { excluded: { withoutGoals: 1 } }],
    ['costs', ended, {}, { n: 0, missing: 1, total: 0, perMonth: null, perSuccess: null }],
    ['client-satisfaction', ended, {}, { n: 0, response: { numerator: 0, denominator: 1, value: 0 } }],
    ['plan-on-time', { record: [record('a', 'r', END, null)] }, last, { immature: 1 }],
    ['explanatory-analysis', { record: [record('a', 'r', END, null)] }, last, { immature: 1 }],
    ['measure-no-longer-needed', { measure: [measure('a', 'm', '11', '2022-01-01', END, '06')] }, {}, {}],
    ['probation-outcome', { probation: [probation('a', 'o', '2022-01-01', END)] }, {}, { missing: 1 }],
    ['waiting-time', { trajectory: [waiting('a', 't', null, END)] }, {}, { n: 0, missing: 1 }],
    ['time-to-care', { trajectory: [waiting('a', 't', END, END, { crisis: true })] }, {}, { median: null }],
  ])('%s', async (id, facts, query, beside) => {
    const row = await (await given(facts)).row(id, { ...YEAR, ...query });
    expectNothing(row);
    expect(row).toMatchObject(beside);
  });
});

it('a year by months in which one month has a case has an answer for each', async () => {
  const asking = await given({ record: [record('a', 'r', '2022-01-01', '2023-02-28')] });
  const rows = [];
  for (const period of periodsOf(YEAR, 'P1M')) rows.push(await asking.row('regular-ending', { ...period }));
  expect(rows.map(({ denominator }) => denominator)).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});
