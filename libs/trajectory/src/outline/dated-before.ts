import type { CareEvent } from '../events/care-event.js';
import { dateFieldsOf } from '../events/dates.js';
import type { Day } from '../events/event-data.js';

/** Whether any date of an event lies before a day. */
export function isDatedBefore({ name, data }: CareEvent, earliest: Day): boolean {
  for (const field of dateFieldsOf(name)) {
    const day = (data as object as Readonly<Record<string, unknown>>)[field];
    if (typeof day === 'string' && day < earliest) return true;
  }
  return false;
}
