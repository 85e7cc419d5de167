import { isPosition, type Position } from '#libs/event-store';

/** The state of knowledge that a question is about. */
export type AsOf =
  | { readonly kind: 'newest' }
  | { readonly kind: 'position'; readonly position: Position }
  | { readonly kind: 'instant'; readonly instant: string };

// A plus sign that a client did not escape in a URL arrives as a space; nothing else can stand there.
const RFC_3339 = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(\.\d+)?([Zz]|[+\- ]\d{2}:\d{2})$/;

/**
 * Reads the parameter `asOf`: a position, or an RFC 3339 instant with its offset.
 *
 * @returns instants in UTC with milliseconds; null when the text is neither
 */
export function parseAsOf(text: string | undefined): AsOf | null {
  if (text === undefined) return { kind: 'newest' };
  if (isPosition(text)) return { kind: 'position', position: text };
  const parts = RFC_3339.exec(text);
  if (!parts) return null;
  const [, day = '', time = '', fraction = '', offset = ''] = parts;
  const midnight = new Date(`${day}T00:00:00Z`);
  // The engine reads 30 February as 1 March: such a day does not exist.
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return null;
  const instant = new Date(`${day}T${time}${fraction.slice(0, 4)}${offset.toUpperCase().replace(' ', '+')}`);
  return Number.isNaN(instant.getTime()) ? null : { kind: 'instant', instant: instant.toISOString() };
}

/** What `asOf` takes, for an error message. */
export const AS_OF_FORMS = 'Give a position as the ledger gave it, or an RFC 3339 instant with its offset.';
