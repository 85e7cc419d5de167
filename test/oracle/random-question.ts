/** Random questions, with parameters for every indicator. */
import fc from 'fast-check';
import { FIRST, meetingDay, pick } from './random-days.js';

/** A random question over such a history; parameters of every indicator, defaults included. */
export const randomQuestion = fc.record({
  from: fc.oneof(meetingDay(900), fc.integer({ min: 0, max: 900 })).map((offset) => FIRST + offset),
  days: pick(0, 30, 89, 90, 364, 1500, 1500, 1500, 1500, 1500),
  observedFor: pick(0, 29, 30, 365, 900),
  /** How many events are not known yet: mostly none. */
  unknown: fc.oneof(fc.constant(0), fc.constant(0), fc.nat()),
  method: pick('complete' as const, 'kaplan-meier' as const, 'aalen-johansen' as const),
  by: pick<string[]>(
    [],
    [],
    ['municipality'],
    ['provider'],
    ['careForm', 'sex'],
    ['ageBand'],
    ['endReason'],
    ['measureType', 'year'],
    ['referrer'],
    ['region'],
  ),
  filters: pick<Record<string, string[]>>(
    {},
    {},
    {},
    { municipality: ['GM0344'] },
    { provider: ['A1', 'GI2'] },
    { careForm: ['01', '02', '11', '13'], sex: ['V', 'M'] },
    { ageBand: ['12-15', '16-17'] },
    { endReason: ['01', '02'] },
    { region: ['South'] },
    { measureType: ['11', '12'] },
    { year: ['2021', '2022'] },
  ),
  followUpDays: pick(1, 30, 31, 365, 730),
  level: pick('episode', 'record'),
  minGapDays: pick(0, 1, 30),
  lookBackYears: pick(1, 5),
  overlapDays: pick(0, 30),
  gapDays: pick(0, 30),
  continuationDays: pick(0, 7, 30),
  ageOuts: pick('in', 'out'),
  severity: pick('general', 'serious', 'very-serious'),
  caseStatus: pick(['valid', 'pending'], ['valid'], ['dismissed']),
  codes: pick(['03'], ['03', '04'], ['02', '03', '04', '05']),
  countFormChange: fc.boolean(),
  useInterim: fc.boolean(),
  dr4Attained: pick(3, 4),
  gasAttained: pick(0, 1),
  informant: pick('all', 'youth', 'parent'),
  passMark: pick(5, 6, 7),
  instrument: pick('STEP', 'STEP', 'SDQ'),
  scales: pick(['FJ', 'KO'], ['KO'], ['FJ', 'KO', 'ZZ']),
  minChange: pick(0.5, 0.5, 0, 1, 0.1),
  maxAgeMonths: pick(12, 1),
  withinDays: pick(42, 0, 30),
  sample: pick(0, 0, 2),
  seed: pick('1', 'a'),
  minAge: pick(16, 12, 18),
  graceMonths: pick(6, 0),
  startMonths: pick(3, 0),
  norms: pick([28, 70], [0, 5]),
});

/** One random question, before it is fitted to a history. */
export type Asked = typeof randomQuestion extends fc.Arbitrary<infer T> ? T : never;
