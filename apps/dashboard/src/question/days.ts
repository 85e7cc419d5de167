/** Calendar days as text (`YYYY-MM-DD`), counted in UTC so that no clock change moves them. */
import type { Window } from './question.js';

const DAY_MS = 86_400_000;

const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
const textOf = (date: Date): string => date.toISOString().slice(0, 10);

/** Today in Amsterdam. */
export function today(now = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' }).format(now);
}

export const addDays = (day: string, days: number): string => textOf(new Date(at(day).getTime() + days * DAY_MS));

/** Whole days from one day to another. */
export const daysBetween = (from: string, to: string): number => (at(to).getTime() - at(from).getTime()) / DAY_MS;

/** The same day so many months on; the last day of the month where it has fewer days. */
export function addMonths(day: string, months: number): string {
  const date = at(day);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return textOf(new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date.getUTCDate(), last))));
}

export const yearWindow = (year: number): Window => ({ from: `${year}-01-01`, to: `${year}-12-31` });

/** First or second half of a year. */
export const halfYearWindow = (year: number, half: 1 | 2): Window =>
  half === 1 ? { from: `${year}-01-01`, to: `${year}-06-30` } : { from: `${year}-07-01`, to: `${year}-12-31` };

/** First day of the month of a day. */
export const monthStart = (day: string): string => `${day.slice(0, 7)}-01`;

/** Last day of the month of a day. */
export const monthEnd = (day: string): string => addDays(addMonths(monthStart(day), 1), -1);

/** Last calendar year whose cases have all been followed for so many days on `observedUntil`. */
export function lastMatureYear(observedUntil: string, followUpDays: number): number {
  const year = Number(observedUntil.slice(0, 4));
  for (let candidate = year; ; candidate--) {
    if (addDays(`${candidate}-12-31`, followUpDays) <= observedUntil) return candidate;
  }
}

/** The window of the same length just before. Whole months stay whole months. */
export function windowBefore({ from, to }: Window): Window {
  if (from === monthStart(from) && to === monthEnd(to)) {
    const months =
      (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1;
    return { from: addMonths(from, -months), to: addDays(from, -1) };
  }
  return { from: addDays(from, -daysBetween(from, to) - 1), to: addDays(from, -1) };
}
