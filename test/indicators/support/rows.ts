/** Short ways to write the rows of a test. */
import type { FactRow } from '#libs/fact-schema';

type Day = string | null;

/** A record `[startOn, endOn]` of a person; care form 02, reason 01 once ended. */
export const record = (
  person: string,
  id: string,
  startOn: string,
  endOn: Day,
  more: Partial<FactRow<'record'>> = {},
): Partial<FactRow<'record'>> => ({ person, id, startOn, endOn, endReason: endOn === null ? null : '01', ...more });

/** Care forms with their place in the order, for records. */
export const FORM = {
  '01': { careForm: '01', band: 1, rank: 10 },
  '02': { careForm: '02', band: 2, rank: 20 },
  '04': { careForm: '04', band: 2, rank: 25 },
  '03': { careForm: '03', band: 3, rank: 30 },
  '11': { careForm: '11', band: 4, rank: 40 },
  '14': { careForm: '14', band: 5, rank: 60 },
  '13': { careForm: '13', band: 6, rank: 80 },
} as const;

export const measure = (
  person: string,
  id: string,
  measureType: string,
  startOn: string,
  endOn: Day,
  endReason: string | null = null,
): Partial<FactRow<'measure'>> => ({ person, id, measureType, startOn, endOn, endReason });

export const probation = (
  person: string,
  id: string,
  startOn: string,
  endOn: Day,
  more: Partial<FactRow<'probation'>> = {},
): Partial<FactRow<'probation'>> => ({ person, id, startOn, endOn, ...more });

export const person = (
  id: string,
  more: { bornOn?: string; sex?: string; deceasedOn?: string } = {},
): Partial<FactRow<'person'>> => ({ person: id, bornOn: '2010-01-01', sex: 'O', ...more });

/** A trajectory that waits: registered and taken in on the same day; started and ended where said. */
export const waiting = (
  person: string,
  id: string,
  registeredOn: Day,
  startOn: Day,
  more: Partial<FactRow<'trajectory'>> = {},
): Partial<FactRow<'trajectory'>> => ({
  person,
  id,
  registeredOn,
  referredOn: registeredOn,
  intakeOn: registeredOn ?? '2022-01-01',
  startOn,
  crisis: startOn === null ? null : false,
  ...more,
});

export const pause = (
  person: string,
  trajectory: string,
  fromOn: string,
  untilOn: Day,
): Partial<FactRow<'waitingPause'>> => ({ person, trajectory, fromOn, untilOn, reason: 'other' });

/** A goal of a record, on scale DR4 with an end score, unless it says more. */
export const goal = (
  person: string,
  of: string,
  id: string,
  lastEndScore: number | null,
  more: Partial<FactRow<'goal'>> = {},
): Partial<FactRow<'goal'>> => ({
  person,
  trajectory: of,
  record: of,
  goal: id,
  scale: 'DR4',
  addedOn: '2022-01-01',
  lastEndScore,
  lastScore: lastEndScore,
  ...more,
});

export const questionnaire = (
  person: string,
  of: string | null,
  more: Partial<FactRow<'questionnaire'>> = {},
): Partial<FactRow<'questionnaire'>> => ({
  person,
  trajectory: of ?? 't',
  record: of,
  on: '2023-03-10',
  rankInPerson: 9,
  informant: 'youth',
  ...more,
});

/** One assessment of a record: a row per scale. `rank` is its place among the person's events. */
export const assessment = (
  person: string,
  of: string,
  rank: number,
  on: string,
  moment: 'start' | 'interim' | 'end',
  scores: Readonly<Record<string, number | null>>,
  more: Partial<FactRow<'assessment'>> = {},
): Partial<FactRow<'assessment'>>[] =>
  Object.entries(scores).map(([scale, score]) => ({
    person,
    trajectory: of,
    record: of,
    on,
    rankInPerson: rank,
    moment,
    instrument: 'STEP',
    version: '1',
    scale,
    score,
    ...more,
  }));

export const cost = (person: string, of: string, amountCents: number, on = '2023-03-10'): Partial<FactRow<'cost'>> => ({
  person,
  trajectory: of,
  record: of,
  on,
  rankInPerson: 5,
  amountCents,
  periodFrom: on,
  periodTo: on,
});
