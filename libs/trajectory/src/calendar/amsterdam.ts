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

/**
 * The calendar day in Amsterdam at an instant.
 * @param instant a Date, or an RFC 3339 text.
 * @throws RangeError when it is no instant.
 */
export function dayInAmsterdam(instant: Date | string): Day {
  const parts = AMSTERDAM.formatToParts(typeof instant === 'string' ? new Date(instant) : instant);
  const part = (type: string): string => parts.find((p) => p.type === type)!.value;
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}
