import { addDays, dayInAmsterdam, type Day } from '#libs/trajectory';

/**
 * The default of `observedUntil`: the last whole day known about at an instant, which is the day before that of the
 * instant in Amsterdam.
 */
export function dayBefore(instant: Date | string): Day {
  return addDays(dayInAmsterdam(instant), -1);
}
