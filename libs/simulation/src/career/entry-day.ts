/** When clients first come into care. */
import { dayOf, isWeekend, yearOf } from '../days.js';
import type { Random } from '../random.js';
import { BEHAVIOUR } from './behaviour.js';

/** The day a first trajectory starts: uniform over the years, more on 1 January, few in a weekend. */
export function entryDay(from: number, until: number, random: Random): number {
  const day = random.int(from, until);
  const newYear = dayOf(yearOf(day), 1, 1);
  if (newYear >= from && random.chance(BEHAVIOUR.startsOnNewYear)) return newYear;
  return isWeekend(day) && day + 2 <= until && random.chance(0.9) ? day + 2 : day;
}
