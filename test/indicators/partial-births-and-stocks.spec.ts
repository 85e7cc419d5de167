/** Birth dates of which only a part is known, and stocks of persons who died, left or moved. */
import { describe, expect, it } from '@jest/globals';
import { openFactStore } from '#libs/facts';
import { event, stored, trajectory } from '../../libs/facts/testing/events.js';
import { given, questions, type Facts, type Questions } from './support/facts.js';
import { FORM, person, record } from './support/rows.js';

describe('a birth date of which only a part is known', () => {
  const asked = async <T>(born: string, ask: (asking: Questions) => Promise<T>): Promise<T> => {
    const facts = await openFactStore(':memory:', { readers: 1, duckdb: { threads: '1' } });
    const imposed = (subject: string, on: string) =>
      event('protection-measure-imposed', subject, {
        ...{ effectiveOn: on, client: { pseudonym: 'p' }, measureType: '11', institution: 'GI' },
        ...{ municipality: 'GM0344', born, sex: 'V' },
      });
    try {
      await facts.apply(
        stored([
          ...trajectory('T1', 'p', '2020-01-01', undefined, { born }),
          imposed('M1', '2021-01-01'),
          event('protection-measure-ended', 'M1', { effectiveOn: '2023-03-10', endReason: '04' }),
          imposed('M2', '2023-06-15'),
        ]),
      );
      return await facts.withView(undefined, (view) => ask(questions(view)));
    } finally {
      await facts.close();
    }
  };

  it.each([
    ['2007', '2023-06-30', 0],
    ['2007', '2023-07-01', 1],
    ['2007-05', '2023-05-14', 0],
    ['2007-05', '2023-05-15', 1],
    ['2007-02-28', '2023-02-28', 1],
  ])('perspective-plan: %s, on %s', async (born, to, notYetDue) => {
    const row = await asked(born, (asking) => asking.row('perspective-plan', { from: '2023-01-01', to }));
    expect(row).toMatchObject({ denominator: 0, notYetDue });
  });

  it.each([
    ['2005', 1, 'on 1 July, after the measure'],
    ['2005-06', 1, 'on the 15th, the day of the measure, which comes first'],
    ['2005-05', 0, 'on 15 May, before the measure'],
  ])('measure-success: %s', async (born, numerator) => {
    const W = { from: '2023-01-01', to: '2023-12-31' };
    expect(await asked(born, (asking) => asking.row('measure-success', W))).toMatchObject({
      numerator,
      denominator: 1,
    });
  });

  it.each([
    ['2011', '2023-06-30', '4-11'],
    ['2011', '2023-07-01', '12-15'],
    ['2011-02', '2023-02-14', '4-11'],
    ['2011-02', '2023-02-15', '12-15'],
  ])('reach: %s, on %s in %s', async (born, from, band) => {
    const [row] = await asked(born, (asking) => asking.rows('reach', { from, to: from, by: 'ageBand' }));
    expect(row.group).toEqual({ ageBand: band });
  });
});

describe('a person who died or left before the window, with a record that nobody ended', () => {
  const W = { from: '2023-01-01', to: '2023-06-30' };
  const open = { record: [record('a', 'r', '2020-01-01', null, FORM['14'])] };

  it.each<[string, Facts]>([
    ['died', { ...open, person: [person('a', { bornOn: '2005-01-01', deceasedOn: '2022-05-01' })] }],
    [
      'left',
      {
        ...open,
        person: [person('a', { bornOn: '2005-01-01' })],
        observationGap: [{ person: 'a', leftOn: '2022-05-01', returnedOn: null }],
      },
    ],
  ])('%s: the record is still active', async (_how, facts) => {
    const asking = await given(facts);
    expect(await asking.row('reach', W)).toMatchObject({ n: 1 });
    expect(await asking.row('residential-share', W)).toMatchObject({ numerator: 1, denominator: 1 });
    expect(await asking.row('perspective-plan', W)).toMatchObject({ numerator: 0, denominator: 1 });
    expect(await asking.flows(W)).toMatchObject([{ records: { closing: 1 }, persons: { closing: 1 } }]);
  });
});

describe('where a person in stock lived', () => {
  it.each([
    ['active before the window: on its first day', '2022-01-01', '2023-01-01', 'GM0344'],
    ['moved the day after the first day', '2022-01-01', '2023-01-02', 'GM0310'],
    ['started later: on that day', '2023-03-01', '2023-03-01', 'GM0344'],
    ['started later, and moved the day after', '2023-03-01', '2023-03-02', 'GM0310'],
  ])('%s', async (_when, start, movedOn, municipality) => {
    const asking = await given({
      record: [record('a', 'r', start, null)],
      residence: [
        { person: 'a', fromOn: null, untilOn: movedOn, municipality: 'GM0310' },
        { person: 'a', fromOn: movedOn, untilOn: null, municipality: 'GM0344' },
      ],
    });
    const query = { from: '2023-01-01', to: '2023-06-30', by: 'municipality' };
    for (const id of ['reach', 'residential-share']) {
      expect((await asking.rows(id, query)).map(({ group }) => group)).toEqual([{ municipality }]);
    }
    expect((await asking.flows(query)).map(({ group }) => group)).toEqual([{ municipality }]);
  });
});

describe('of two successors equally heavy', () => {
  it.each([
    ['the earlier', '2023-03-20', '2023-03-15', 'r3'],
    ['on one day the smaller id', '2023-03-15', '2023-03-15', 'r2'],
  ])('%s', async (_which, second, third, expected) => {
    const asking = await given({
      record: [
        record('a', 'r1', '2022-01-01', '2023-03-10'),
        record('a', 'r3', third, null, { ...FORM['14'], provider: 'Q' }),
        record('a', 'r2', second, null, FORM['14']),
        record('a', 'r0', '2023-03-11', null, FORM['03']),
      ],
    });
    const { cases } = await asking.cases('flow-through', { from: '2023-01-01', to: '2023-12-31' });
    expect(JSON.stringify(cases)).toContain(`"successor":"${expected}"`);
  });
});
