/** Which fields of an event's data are dates: the rules about dates hold for all of them. */
import type { EventName } from './care-event.js';
import type { Day } from './event-data.js';

/** A date in an event's data. */
export interface DateField {
  readonly field: string;
  readonly day: Day;
}

const OWN_DATES: Partial<Record<EventName, readonly string[]>> = {
  'intake-registered': ['effectiveOn', 'referredOn', 'decidedOn'],
  'cost-declared': ['effectiveOn', 'periodFrom', 'periodTo'],
  'justice-register-matched': ['effectiveOn', 'coveredFrom', 'coveredUntil'],
};
const ONLY_EFFECTIVE = ['effectiveOn'] as const;

/** Names of the fields that hold a day, the birth date apart, which may be partial. */
export function dateFieldsOf(name: EventName): readonly string[] {
  return OWN_DATES[name] ?? ONLY_EFFECTIVE;
}

/** The days in an event's data, the birth date apart, which may be partial. */
export function datesIn(name: EventName, data: object): DateField[] {
  const dates: DateField[] = [];
  for (const field of dateFieldsOf(name)) {
    const day = (data as Record<string, unknown>)[field];
    if (typeof day === 'string') dates.push({ field, day });
  }
  return dates;
}
