import type { Interval, Window } from '#libs/indicators';
import { addMonths } from '#libs/trajectory';

/** Most periods of one series: fifty years of months. Each period is a computation of its own. */
export const MOST_PERIODS = 600;

const MONTHS: Readonly<Record<Interval, number>> = { P1M: 1, P3M: 3, P6M: 6, P1Y: 12 };

/** Whether a window holds more periods than a series may have; a part of a period at the end counts as one. */
export function hasTooManyPeriods({ from, to }: Window, interval: Interval): boolean {
  return addMonths(from, MOST_PERIODS * MONTHS[interval]) <= to;
}
