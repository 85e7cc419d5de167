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

/** The days in an event's data, the birth date apart, which may be partial. */
export function datesIn(name: EventName, data: object): DateField[] {
  const dates: DateField[] = [];
  for (const field of OWN_DATES[name] ?? ONLY_EFFECTIVE) {
    const day = (data as Record<string, unknown>)[field];
    if (typeof day === 'string') dates.push({ field, day });
  }
  return dates;
}
