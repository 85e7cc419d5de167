/** What the attributes of the envelope may hold (contract section 2, CloudEvents 1.0). */

export const SOURCE = 'a URI-reference of 1-256 characters';
export const EVENT_ID = 'a text of 1-128 visible ASCII characters';
export const TIME = 'an RFC 3339 instant, such as 2024-06-30T14:02:11Z';

/** Characters of a URI-reference (RFC 3986), percent signs only before two hexadecimal digits. */
const URI_REFERENCE = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2}){1,256}$/;
const VISIBLE = /^[\x21-\x7e]{1,128}$/;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Whether a value can be an event's `source`. */
export function isSource(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 256 && URI_REFERENCE.test(value);
}

/** Whether a value can be an event's `id`. */
export function isEventId(value: unknown): value is string {
  return typeof value === 'string' && VISIBLE.test(value);
}

/** The day of an RFC 3339 instant, to be checked on the calendar; null for any other text. */
export function dayOfInstant(value: unknown): string | null {
  return (typeof value === 'string' ? INSTANT.exec(value)?.[1] : undefined) ?? null;
}
