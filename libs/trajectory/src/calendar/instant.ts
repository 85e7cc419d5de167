/** RFC 3339 instants compared by when they are, not by how they are written. */
import { dayNumber } from './day.js';

const RFC3339 = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/**
 * Negative when `a` is earlier than `b`, 0 for the same instant, whatever the offset and number of decimals.
 * Text that is no RFC 3339 instant comes first, ordered as text.
 */
export function compareInstants(a: string, b: string): number {
  const [x, y] = [parse(a), parse(b)];
  if (x === null || y === null) return x === y ? (a < b ? -1 : a > b ? 1 : 0) : x === null ? -1 : 1;
  if (x.seconds !== y.seconds) return x.seconds - y.seconds;
  return x.fraction < y.fraction ? -1 : x.fraction > y.fraction ? 1 : 0;
}

/** Whole seconds since 1970 and the digits of the fraction, without trailing zeros. */
function parse(text: string): { seconds: number; fraction: string } | null {
  const match = RFC3339.exec(text);
  if (match === null) return null;
  const [, day, hours, minutes, seconds, fraction, sign, offsetHours, offsetMinutes] = match;
  const offset = sign === undefined ? 0 : (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -1 : 1);
  const minute = dayNumber(day!) * 1440 + Number(hours) * 60 + Number(minutes) - offset;
  return { seconds: minute * 60 + Number(seconds), fraction: (fraction ?? '').replace(/0+$/, '') };
}
