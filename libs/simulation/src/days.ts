/** Days as whole numbers since 1970-01-01, which is what a simulation adds up; texts only at the edge. */

const MS_PER_DAY = 86_400_000;
const texts = new Map<number, string>();

/** Days in an average year and month, for durations given in years and months. */
export const YEAR = 365.25;
export const MONTH = YEAR / 12;

/** `YYYY-MM-DD` of a day number. */
export function dayText(day: number): string {
  let text = texts.get(day);
  if (text === undefined) {
    text = new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
    texts.set(day, text);
  }
  return text;
}

/** Day number of a `YYYY-MM-DD`. */
export function dayNumber(text: string): number {
  return Math.round(Date.parse(`${text}T00:00:00Z`) / MS_PER_DAY);
}

/** Calendar year of a day. */
export function yearOf(day: number): number {
  return Number(dayText(day).slice(0, 4));
}

/** The day of a year, month (1-12) and day of the month. */
export function dayOf(year: number, month: number, date: number): number {
  return Math.round(Date.UTC(year, month - 1, date) / MS_PER_DAY);
}

/** The same day so many years later (29 February: the 28th). */
export function birthday(born: number, years: number): number {
  const [year, month, date] = dayText(born).split('-').map(Number) as [number, number, number];
  const leapDay = month === 2 && date === 29 && new Date(Date.UTC(year + years, 1, 29)).getUTCDate() !== 29;
  return dayOf(year + years, month, leapDay ? 28 : date);
}

/** Whether a day is a Saturday or a Sunday. */
export function isWeekend(day: number): boolean {
  const weekday = (day + 4) % 7; // day 0 was a Thursday
  return weekday === 0 || weekday === 6;
}

/** Milliseconds since 1970 of a moment on a day. */
export function instantOn(day: number, hour: number): number {
  return Math.round(day * MS_PER_DAY + hour * 3_600_000);
}
