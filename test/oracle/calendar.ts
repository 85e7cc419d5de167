/** Calendar arithmetic of the oracle, on day numbers (days since 1970-01-01). Written apart from the product's on purpose. */

export type DayNumber = number;

/** `YYYY-MM-DD` -> day number. */
export function day(text: string): DayNumber {
  return Date.UTC(+text.slice(0, 4), +text.slice(5, 7) - 1, +text.slice(8, 10)) / 86_400_000;
}

/** Day number -> `YYYY-MM-DD`. */
export function text(number: DayNumber): string {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}

/** The same day of the month `months` later (or earlier), or the last day of that month. */
export function plusMonths(from: DayNumber, months: number): DayNumber {
  const d = new Date(from * 86_400_000);
  const total = d.getUTCFullYear() * 12 + d.getUTCMonth() + months;
  const [year, month] = [Math.floor(total / 12), ((total % 12) + 12) % 12];
  const lengthOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(d.getUTCDate(), lengthOfMonth)) / 86_400_000;
}

export const plusYears = (from: DayNumber, years: number): DayNumber => plusMonths(from, 12 * years);

/** A birth date as the formulas take it: the year alone = 1 July, a month = the 15th. */
export function bornOn(partial: string): DayNumber {
  if (partial.length === 4) return day(`${partial}-07-01`);
  return day(partial.length === 7 ? `${partial}-15` : partial);
}

/** Whole years on a day; negative before birth. */
export function ageOn(born: DayNumber, on: DayNumber): number {
  let age = -1;
  while (plusYears(born, age + 1) <= on) age++;
  return on < born ? -1 : age;
}
