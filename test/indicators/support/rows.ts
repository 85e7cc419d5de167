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
