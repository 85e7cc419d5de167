import { describe, expect, it } from '@jest/globals';
import { EVENT_FACT_NAMES, EVENT_FACT_TABLES, type EventFactRow } from '#libs/fact-schema';
import { correction, event, history, intake, retraction, trajectory, type OnStream } from '../../testing/events.js';
import { foldPerson } from './fold-person.js';

const facts = (...events: OnStream[]) => foldPerson(history('p', events));
const pick = (rows: readonly EventFactRow[], ...columns: string[]) =>
  rows.map((row) => columns.map((column) => row[column]));

describe('event-level facts', () => {
  it('have every event that stands, in the table of its type, with the columns of that table', () => {
    const care = trajectory('T1', 'p', '2023-01-01', '2023-02-01');
    const folded = facts(...care, event('client-deceased', 'p', { effectiveOn: '2023-03-01' }));
    const counts = EVENT_FACT_NAMES.map((name) => [name, folded[name].length]).filter(([, n]) => n !== 0);
    expect(Object.fromEntries(counts)).toEqual({
      'intake-registered': 1,
      'care-started': 1,
      'trajectory-ended': 1,
      'client-deceased': 1,
    });
    for (const name of EVENT_FACT_NAMES) {
      for (const row of folded[name]) expect(Object.keys(row)).toEqual(Object.keys(EVENT_FACT_TABLES[name].columns));
    }
    expect(folded['trajectory-ended']).toEqual([
      {
        person: 'p',
        trajectory: 'T1',
        record: 'T1',
        on: '2023-02-01',
        rank: 0,
        recordedOn: '2025-01-01',
        source: 'urn:test',
        id: care[2]!.event.id,
        endReason: '01',
        imputed: null,
        deceased: null,
      },
    ]);
  });

  it('name the record once care has started, and the measure or probation an event stands on', () => {
    expect(pick(facts(intake('T1', 'p'))['intake-registered'], 'trajectory', 'record')).toEqual([['T1', null]]);
    const merged = facts(
      ...trajectory('T2', 'p', '2023-01-01', '2023-03-01'),
      ...trajectory('T1', 'p', '2023-02-01', '2023-04-01'),
    );
    expect(pick(merged['care-started'], 'trajectory', 'record', 'rank')).toEqual([
      ['T2', 'T1', 0],
      ['T1', 'T1', 1],
    ]);
    const measure = event('protection-measure-imposed', 'M1', {
      effectiveOn: '2023-01-01',
      client: { pseudonym: 'p' },
      municipality: 'GM0344',
      born: '2010-05',
      sex: 'M',
      measureType: '11',
      institution: 'GI1',
    });
    const placed = event('placement-authorised', 'M1', { effectiveOn: '2023-01-02', authorisation: '72' });
    const folded = facts(measure, placed);
    expect(pick(folded['placement-authorised'], 'measure', 'authorisation')).toEqual([['M1', '72']]);
    expect(pick(folded['protection-measure-imposed'], 'born', 'institution')).toEqual([['2010-05', 'GI1']]);
  });

  it('rank the events of one type by day, then time of logging, then key; not by arrival', () => {
    const moved = (on: string, municipality: string, extra: { id: string; time?: string }) =>
      event('client-moved', 'p', { effectiveOn: on, municipality }, extra);
    const rows = facts(
      moved('2023-05-01', 'GM0003', { id: 'a', time: '2023-05-02T10:00:00Z' }),
      moved('2023-05-01', 'GM0002', { id: 'b' }),
      moved('2023-04-01', 'GM0001', { id: 'c' }),
    )['client-moved'];
    expect(pick(rows, 'municipality', 'rank')).toEqual([
      ['GM0001', 0],
      ['GM0002', 1],
      ['GM0003', 2],
    ]);
  });

  it('apply corrections and retractions, also those of corrections', () => {
    const care = trajectory('T1', 'p', '2023-01-01');
    const cost = (amountCents: number) =>
      event('cost-declared', 'T1', {
        effectiveOn: '2023-02-01',
        amountCents,
        periodFrom: '2023-01-01',
        periodTo: '2023-01-31',
      });
    const [kept, gone, restored] = [cost(1), cost(2), cost(3)];
    const wrong = correction(restored, { amountCents: 33 });
    const rows = facts(
      ...care,
      kept,
      gone,
      restored,
      correction(kept, { amountCents: 11, effectiveOn: '2023-03-01' }),
      retraction(gone),
      wrong,
      retraction(wrong),
    )['cost-declared'];
    expect(pick(rows, 'on', 'amountCents', 'id')).toEqual([
      ['2023-02-01', 3, restored.event.id],
      ['2023-03-01', 11, kept.event.id],
    ]);
  });

  it('show lists and numbers by code as JSON, whatever the order in which they were sent', () => {
    const instrument = { id: 'STEP', version: '2' };
    const assessed = (scores: Record<string, number> | (number | null)[]) =>
      event('step-assessed', 'T1', { effectiveOn: '2023-01-05', moment: 'start', instrument, scores });
    const folded = facts(
      ...trajectory('T1', 'p', '2023-01-01'),
      assessed({ KO: 2, FJ: 3.5 }),
      assessed([4, null, 1]),
      event('plan-established', 'T1', {
        effectiveOn: '2023-01-06',
        form: 'oral',
        goals: [
          { goal: 'g2', scale: 'GAS6', domain: 'school' },
          { goal: 'g1', scale: 'DR4', domain: 'home' },
          { goal: 'g3', scale: 'DR4', domain: 'school' },
          { goal: 'g4', scale: 'DR4' },
        ],
      }),
      event('perspective-plan-made', 'T1', { effectiveOn: '2023-01-07', domains: ['income', 'housing', 'income'] }),
      event('exit-questionnaire-completed', 'T1', {
        effectiveOn: '2023-02-01',
        informant: 'youth',
        items: { b: 1, a: 2 },
      }),
      event('exit-questionnaire-completed', 'T1', { effectiveOn: '2023-02-02', informant: 'parent', instrument }),
    );
    expect(pick(folded['step-assessed'], 'instrument', 'version', 'scores')).toEqual([
      ['STEP', '2', '{"FJ":3.5,"KO":2}'],
      ['STEP', '2', '{"1":4,"3":1}'],
    ]);
    expect(pick(folded['plan-established'], 'goals', 'goalScales', 'goalDomains', 'familyGroupPlan')).toEqual([
      ['["g2","g1","g3","g4"]', '["DR4","GAS6"]', '["home","school"]', null],
    ]);
    expect(pick(folded['perspective-plan-made'], 'domains')).toEqual([['["housing","income"]']]);
    expect(pick(folded['exit-questionnaire-completed'], 'instrument', 'version', 'items')).toEqual([
      [null, null, '{"a":2,"b":1}'],
      ['STEP', '2', null],
    ]);
  });
});
