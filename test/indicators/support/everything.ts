/** Facts with a little of everything, about the year 2023. */
import type { Facts } from './facts.js';
import { assessment, cost, goal, measure, pause, person, probation, questionnaire, record, waiting } from './rows.js';

export const YEAR = { from: '2023-01-01', to: '2023-12-31' };

export const EVERYTHING: Facts = {
  person: [
    person('a', { bornOn: '2006-05-01', sex: 'V' }),
    person('b', { bornOn: '2007-01-01', deceasedOn: '2023-03-10' }),
    person('c'),
    person('d', { deceasedOn: '2023-08-01' }),
  ],
  residence: [{ person: 'a', municipality: 'GM0344' }],
  observationGap: [{ person: 'c', leftOn: '2023-03-20', returnedOn: null }],
  justiceCover: [{ person: 'a', fromOn: '2023-01-01', untilOn: '2025-12-31' }],
  offence: [{ person: 'a', on: '2023-09-01' }],
  trajectory: [
    waiting('a', 'r1', '2022-12-01', '2023-01-10', { endOn: '2023-03-10', record: 'r1' }),
    waiting('b', 't2', '2023-02-01', null),
    waiting('c', 't3', '2023-02-01', '2023-01-01'),
    waiting('d', 't4', '2023-02-01', null, { endOn: '2023-02-10' }),
  ],
  waitingPause: [pause('a', 'r1', '2022-12-05', '2022-12-10')],
  record: [
    record('a', 'r1', '2023-01-10', '2023-03-10', { endReason: '01' }),
    record('a', 'r2', '2023-03-15', null, { careForm: '11', band: 4, rank: 40, provider: 'Q' }),
    record('b', 'r3', '2022-01-01', '2023-03-10', { endReason: '05' }),
    record('c', 'r4', '2022-06-01', '2023-03-10', { endReason: 'unknown' }),
    record('d', 'r5', '2022-06-01', '2023-12-20', { endReason: '03' }),
  ],
  measure: [measure('a', 'm1', '11', '2021-01-01', '2023-04-01', '02'), measure('c', 'm2', '21', '2023-01-01', null)],
  probation: [
    probation('a', 'o1', '2022-01-01', '2023-05-01', { riskChange: '41', careAfter: '51' }),
    probation('c', 'o2', '2022-01-01', '2023-05-01'),
  ],
  goal: [goal('a', 'r1', 'g1', 4), goal('a', 'r1', 'g2', null), goal('d', 'r5', 'g1', 1)],
  questionnaire: [
    questionnaire('a', 'r1', { usefulness: 8, withoutHelp: '04', rankInPerson: 3 }),
    questionnaire('d', 'r5', { usefulness: 4, withoutHelp: '01', informant: 'parent', rankInPerson: 4 }),
  ],
  assessment: [
    ...assessment('a', 'r1', 1, '2023-01-10', 'start', { FJ: 4, KO: 3 }),
    ...assessment('a', 'r1', 2, '2023-03-10', 'end', { FJ: 2, KO: 3 }),
    ...assessment('d', 'r5', 1, '2022-06-01', 'start', { FJ: 3, KO: 2 }),
    ...assessment('d', 'r5', 2, '2023-12-20', 'end', { FJ: 4, KO: 2 }),
  ],
  plan: [{ person: 'a', trajectory: 'r1', record: 'r1', on: '2023-01-20', rankInPerson: 3, form: 'oral', goals: 2 }],
  analysis: [{ person: 'a', trajectory: 'x', on: '2022-12-20', rankInPerson: 0, by: 'provider' }],
  perspectivePlan: [{ person: 'a', trajectory: 'r2', on: '2023-04-01', rankInPerson: 8, domains: 4 }],
  cost: [cost('a', 'r1', 12_345), cost('d', 'r5', 55)],
};
