/** Birth dates as far as they are known (geboortedatum): a day, a month or a year. Ages clip as all year steps do. */
import type { Day, PartialDate } from '../events/event-data.js';
import { addYears, dayOf, daysInMonth, isDay, partsOf } from './day.js';

const PARTIAL = /^\d{4}(-\d{2})?$/;

/** Whether a text is a real day, `YYYY-MM` or `YYYY`. */
export function isPartialDate(text: unknown): text is PartialDate {
  if (isDay(text)) return true;
  return typeof text === 'string' && PARTIAL.test(text) && isDay(earliestBirth(text));
}

/** The earliest day that a birth date can mean. */
export function earliestBirth(born: PartialDate): Day {
  return born.length === 4 ? `${born}-01-01` : born.length === 7 ? `${born}-01` : born;
}

/** The latest day that a birth date can mean. */
export function latestBirth(born: PartialDate): Day {
  if (born.length === 4) return `${born}-12-31`;
  if (born.length > 7) return born;
  const [year, month] = partsOf(`${born}-01`);
  return dayOf(year, month, daysInMonth(year, month));
}

/** The day an age is counted from: 1 July where only the year is known, the 15th where only the month is. */
export function assumedBirth(born: PartialDate): Day {
  return born.length === 4 ? `${born}-07-01` : born.length === 7 ? `${born}-15` : born;
}

/** Age in whole years on a day (indicators section 1), or null before the (assumed) birth. */
export function ageOn(born: PartialDate, day: Day): number | null {
  const birth = assumedBirth(born);
  if (day < birth) return null;
  const years = partsOf(day)[0] - partsOf(birth)[0];
  return addYears(birth, years) <= day ? years : years - 1;
}
