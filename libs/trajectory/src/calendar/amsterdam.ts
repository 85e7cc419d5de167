/** The calendar of the ledger is that of Europe/Amsterdam. */
import type { Day } from '../events/event-data.js';

const AMSTERDAM = new Intl.DateTimeFormat('en', {
  timeZone: 'Europe/Amsterdam',
  calendar: 'gregory',
  numberingSystem: 'latn',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The clock goes forward and back on the hour, and so does the day: since 1970 at least. */
const HOUR = 3_600_000;

/** The last day told: most are asked for the same hour. */
let last = { hour: -1, day: '' };

/**
 * The calendar day in Amsterdam at an instant.
 * @param instant a Date, or an RFC 3339 text.
 * @throws RangeError when it is no instant.
 */
export function dayInAmsterdam(instant: Date | string): Day {
  const at = typeof instant === 'string' ? new Date(instant) : instant;
  const hour = Math.floor(at.getTime() / HOUR);
  if (hour === last.hour) return last.day;
  const parts = AMSTERDAM.formatToParts(at);
  const part = (type: string): string => parts.find((p) => p.type === type)!.value;
  const day = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
  if (hour >= 0) last = { hour, day };
  return day;
}
