/** The worked example of domain.md 11a, as facts: window 2023-01-01 to 2023-06-30, known up to the end of 2025. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { given, type Asking } from './support/facts.js';
import { FORM, person, record } from './support/rows.js';

const W = { from: '2023-01-01', to: '2023-06-30', observedUntil: '2025-12-30' };
let ask: Asking;

beforeAll(async () => {
  ask = await given({
    person: [person('P1'), person('P2'), person('P3'), person('P4'), person('P5', { deceasedOn: '2023-02-28' })],
    record: [
      record('P1', 'T1', '2022-02-01', '2023-03-10'),
      record('P1', 'T2', '2023-03-12', '2023-09-01', { endReason: '02' }),
      record('P2', 'T3', '2022-09-01', '2023-04-30', FORM['14']),
      record('P2', 'T4', '2023-05-01', null, FORM['11']),
      record('P3', 'T5', '2023-02-01', '2023-06-30', { ...FORM['03'], endReason: '03' }),
      record('P4', 'T6', '2017-01-01', '2017-12-31'),
      record('P4', 'T7', '2023-01-15', null, FORM['04']),
      record('P5', 'T8', '2022-01-01', '2023-02-28', { endReason: '05' }),
    ],
  });
});

describe('the worked example', () => {
  it('stock and flow', async () => {
    const [row] = await ask.flows(W);
    expect(row).toMatchObject({
      records: { opening: 3, in: 4, out: 4, closing: 3, active: 7 },
      persons: { active: 5 },
      transitions: [
        { from: '02', to: '02', count: 1 },
        { from: '03', to: null, count: 1 },
        { from: '14', to: '11', count: 1 },
      ],
    });
  });

  it('repeat-start: one repeat, three new', async () => {
    expect(await ask.row('repeat-start', W)).toMatchObject({ numerator: 1, denominator: 4 });
  });

  it('regular-ending: 2 of 4', async () => {
    expect(await ask.row('regular-ending', W)).toMatchObject({ numerator: 2, denominator: 4, value: 0.5 });
  });

  it('dropout: 1 of 3, in either reading, death excluded', async () => {
    const expected = { numerator: 1, denominator: 3, excluded: { deceased: 1 } };
    expect(await ask.row('dropout', W)).toMatchObject(expected);
    expect(await ask.row('dropout', { ...W, codes: '02,03,04,05' })).toMatchObject(expected);
  });

  it('repeat-referral: 1 of 2, death excluded', async () => {
    expect(await ask.row('repeat-referral', W)).toMatchObject({
      numerator: 1,
      denominator: 2,
      excluded: { deceased: 1 },
    });
    expect(await ask.row('no-new-start', W)).toMatchObject({ numerator: 1, denominator: 2, value: 0.5 });
  });

  it('flow-through: lighter 1, equal 1, none 1, death excluded', async () => {
    expect(await ask.row('flow-through', W)).toMatchObject({
      denominator: 3,
      classes: {
        lighter: { numerator: 1 },
        equal: { numerator: 1 },
        heavier: { numerator: 0 },
        none: { numerator: 1 },
      },
      value: 1 / 3,
      excluded: { deceased: 1 },
    });
  });
});
