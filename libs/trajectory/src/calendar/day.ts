/**
 * Arithmetic on calendar days written `YYYY-MM-DD`. No clock, no time zone. Days run from 0001-01-01 to 9999-12-31;
 * a step that would leave that span stops at its edge.
 */
import type { Day } from '../events/event-data.js';

const FIRST_DAY = '0001-01-01';
const LAST_DAY = '9999-12-31';
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
/** Days in 400 years, after which the Gregorian calendar repeats. */
const ERA = 146_097;
/** Number of 1970-01-01 counted from 0000-03-01. */
const EPOCH = 719_468;

/** Whether a year has a 29 February. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Number of days in a month (1-12). */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : LENGTHS[month - 1]!;
}

/** Whether a text is `YYYY-MM-DD` and a day that exists. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const [year, month, day] = [digitsAt(text, 0, 4), digitsAt(text, 5, 7), digitsAt(text, 8, 10)];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The number that stands in a text; NaN when something else than digits does. Every event is checked with it. */
function digitsAt(text: string, from: number, until: number): number {
  let number = 0;
  for (let i = from; i < until; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** Year, month (1-12) and day of a valid day. */
export function partsOf(day: Day): [year: number, month: number, day: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

/** Writes a day; the edge of the span when the year lies outside it. */
export function dayOf(year: number, month: number, day: number): Day {
  if (year < 1) return FIRST_DAY;
  if (year > 9999) return LAST_DAY;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Days since 1970-01-01; negative before it. */
export function dayNumber(day: Day): number {
  const [y, m, d] = partsOf(day);
  // The year starts in March here, so that the leap day is its last day.
  const year = m > 2 ? y : y - 1;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * ((m + 9) % 12) + 2) / 5) + d - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * ERA + dayOfEra - EPOCH;
}

/** The day with a number of days since 1970-01-01. */
export function dayFromNumber(number: number): Day {
  const shifted = number + EPOCH;
  const era = Math.floor(shifted / ERA);
  const dayOfEra = shifted - era * ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return dayOf(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

/** A number of days later, or earlier when negative. */
export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

/** A number of months later; clips to the end of the month (31 January + 1 month = 28 or 29 February). */
export function addMonths(day: Day, months: number): Day {
  const [y, m, d] = partsOf(day);
  const total = y * 12 + (m - 1) + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return dayOf(year, month, Math.min(d, daysInMonth(year, month)));
}

/** A number of years later; clips 29 February to the 28th in other years. */
export function addYears(day: Day, years: number): Day {
  return addMonths(day, years * 12);
}

/** Days from one day to another: 0 for the same day, negative when `to` comes first. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}
