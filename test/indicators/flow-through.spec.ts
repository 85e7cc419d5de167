/** Doorstroom and uitstroom: flow-through, outflow, and the from-to table of flows. */
import { describe, expect, it } from '@jest/globals';
import type { FactRow } from '#libs/fact-schema';
import { given } from './support/facts.js';
import { FORM, person, record } from './support/rows.js';

type Record = Partial<FactRow<'record'>>;
const W = { from: '2023-01-01', to: '2023-12-31' };
/** Ends on 2023-06-30 after a day care of half a year. */
const ended = (more: Record = {}): Record => record('a', 'r1', '2023-01-01', '2023-06-30', { ...FORM['03'], ...more });
const next = (id: string, start: string, form: keyof typeof FORM): Record => record('a', id, start, null, FORM[form]);

async function classOf(records: Record[], query: object = {}): Promise<string> {
  const row = await (await given({ record: records })).row('flow-through', { ...W, ...query });
  expect(row.denominator).toBe(1);
  return Object.entries<{ numerator: number }>(row.classes).find(([, one]) => one.numerator === 1)![0];
}

describe('flow-through', () => {
  it.each([
    ['30 days before the end', '2023-05-31', 'lighter'],
    ['31 days before the end', '2023-05-30', 'none'],
    ['30 days after the end', '2023-07-30', 'lighter'],
    ['31 days after the end', '2023-07-31', 'none'],
  ])('given a successor %s', async (_when, start, expected) => {
    expect(await classOf([ended(), next('r2', start, '02')])).toBe(expected);
  });

  it('compares bands: 02 and 04 are equal, 13 is heavier than 14', async () => {
    expect(await classOf([ended(FORM['02']), next('r2', '2023-07-01', '04')])).toBe('equal');
    expect(await classOf([ended(FORM['14']), next('r2', '2023-07-01', '13')])).toBe('heavier');
    expect(await classOf([ended(FORM['14']), next('r2', '2023-07-01', '11')])).toBe('lighter');
  });

  it('takes the heaviest of several successors', async () => {
    expect(await classOf([ended(), next('r2', '2023-07-01', '01'), next('r3', '2023-07-20', '14')])).toBe('heavier');
  });

  it('takes no record that started with or before this one', async () => {
    const short = record('a', 'r1', '2023-06-20', '2023-06-30', FORM['03']);
    expect(await classOf([short, next('r2', '2023-06-20', '01')])).toBe('none');
    expect(await classOf([short, next('r2', '2023-06-19', '01')])).toBe('none');
    expect(await classOf([short, next('r2', '2023-06-21', '01')])).toBe('lighter');
  });

  it('lets a declared referral decide, whatever was found', async () => {
    expect(await classOf([ended({ declaredDirection: 'lighter' }), next('r2', '2023-07-01', '14')])).toBe('lighter');
    expect(await classOf([ended({ declaredDirection: 'heavier' }), next('r2', '2023-07-01', '03')])).toBe('heavier');
    expect(await classOf([ended({ declaredDirection: 'heavier' }), next('r2', '2023-07-01', '01')])).toBe('heavier');
    expect(await classOf([ended({ declaredDirection: 'lighter' })])).toBe('lighter');
  });

  it('takes gap and overlap from the question', async () => {
    const query = { gapDays: '0', overlapDays: '0' };
    expect(await classOf([ended(), next('r2', '2023-06-30', '01')], query)).toBe('lighter');
    expect(await classOf([ended(), next('r2', '2023-07-01', '01')], query)).toBe('none');
    expect(await classOf([ended(), next('r2', '2023-06-29', '01')], query)).toBe('none');
  });

  it('is immature when the gap goes on after U, and excludes those deceased on or before the end', async () => {
    const asking = await given({
      person: [person('b', { deceasedOn: '2023-06-30' })],
      record: [ended(), { ...ended(), person: 'b', id: 'r9' }],
    });
    expect(await asking.row('flow-through', { ...W, observedUntil: '2023-07-30' })).toMatchObject({
      denominator: 1,
      immature: 0,
      excluded: { deceased: 1 },
    });
    expect(await asking.row('flow-through', { ...W, observedUntil: '2023-07-29' })).toMatchObject({
      denominator: 0,
      immature: 1,
      excluded: { deceased: 1 },
      value: null,
      net: null,
      reason: 'no-cases',
    });
  });

  it('has as its value the share lighter less the share heavier', async () => {
    const asking = await given({
      record: ['01', '02', '14', '03'].flatMap((form, i) => [
        record(`p${i}`, `a${i}`, '2023-01-01', '2023-06-30', FORM['03']),
        record(`p${i}`, `b${i}`, '2023-07-01', null, FORM[form as '01']),
      ]),
    });
    const row = await asking.row('flow-through', W);
    expect(row).toMatchObject({ denominator: 4, value: 0.25, net: 0.25, interval: null });
    expect(row.classes).toMatchObject({
      lighter: { numerator: 2, denominator: 4, value: 0.5, interval: { method: 'wilson' } },
      equal: { numerator: 1, denominator: 4, value: 0.25 },
      heavier: { numerator: 1, denominator: 4, value: 0.25 },
      none: { numerator: 0, denominator: 4, value: 0 },
    });
  });
});

describe('outflow', () => {
  it('counts those without a successor; a declared referral is none', async () => {
    const asking = await given({
      record: [
        ended({ declaredDirection: 'lighter' }),
        record('b', 'b1', '2023-01-01', '2023-06-30'),
        record('b', 'b2', '2023-07-01', null),
      ],
    });
    expect(await asking.row('outflow', W)).toMatchObject({ numerator: 1, denominator: 2, value: 0.5 });
  });
});

describe('transitions', () => {
  it('go from form to form by what was found, null being out, without declared steps, deaths and the immature', async () => {
    const asking = await given({
      person: [person('d', { deceasedOn: '2023-06-30' })],
      record: [
        ended({ declaredDirection: 'heavier' }),
        next('r2', '2023-07-01', '02'),
        record('b', 'b1', '2023-01-01', '2023-06-30', FORM['03']),
        record('c', 'c1', '2023-01-01', '2023-06-30', FORM['03']),
        record('d', 'd1', '2023-01-01', '2023-06-30', FORM['03']),
        record('e', 'e1', '2023-01-01', '2023-12-31', FORM['03']),
      ],
    });
    const [row] = await asking.flows({ ...W, observedUntil: '2024-01-29' });
    expect(row!.transitions).toEqual([
      { from: '03', to: '02', count: 1 },
      { from: '03', to: null, count: 2 },
    ]);
  });
});
