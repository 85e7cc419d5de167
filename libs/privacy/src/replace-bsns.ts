import { isBsn } from './bsn.js';
import type { Pseudonymiser } from './pseudonymiser.js';

/** Stands where a `bsn` member held something that is no BSN: it may still tell who the person is. */
export const REMOVED = '(removed)';

/**
 * Nine digits that stand alone, or right after the letters `bsn`, also as people write them (`1234.56.782`,
 * `123 456 782`); digits inside a longer number or a UUID do not.
 */
const CANDIDATE = /(?<![0-9a-z])(bsn)?(\d(?:[ .]?\d){8})(?![0-9a-z])/gi;

/**
 * A deep copy of a JSON value from which no BSN can be read any more, for keeping what was refused.
 *
 * - A member `bsn` that holds a BSN becomes a member `pseudonym` (so that the event can be sent again as it is kept);
 *   one that holds anything else becomes `bsn: "(removed)"`.
 * - A BSN anywhere else, as a text, within a text, as a number or as a member's name, becomes its pseudonym.
 *
 * @param value what `JSON.parse` gives; it is not changed.
 */
export function replaceBsns(value: unknown, pseudonymiser: Pseudonymiser): unknown {
  if (typeof value === 'string') return inText(value, pseudonymiser);
  if (typeof value === 'number') return inNumber(value, pseudonymiser);
  if (Array.isArray(value)) return value.map((item) => replaceBsns(item, pseudonymiser));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => inMember(name, member, pseudonymiser)));
}

function inMember(name: string, member: unknown, pseudonymiser: Pseudonymiser): [string, unknown] {
  if (name.toLowerCase() !== 'bsn') return [inText(name, pseudonymiser), replaceBsns(member, pseudonymiser)];
  const text = digitsOf(member);
  return text !== null && isBsn(text) ? ['pseudonym', pseudonymiser.of(text)] : [name, REMOVED];
}

function inText(text: string, pseudonymiser: Pseudonymiser): string {
  return text.replace(CANDIDATE, (found, letters: string | undefined, written: string) => {
    const digits = written.replaceAll(/[ .]/g, '');
    return isBsn(digits) ? `${letters ?? ''}${pseudonymiser.of(digits)}` : found;
  });
}

function inNumber(value: number, pseudonymiser: Pseudonymiser): number | string {
  return isBsn(String(value)) ? pseudonymiser.of(String(value)) : value;
}

/** The digits of a `bsn` member, however it was typed: as a number a leading zero is lost. */
function digitsOf(member: unknown): string | null {
  if (typeof member === 'number') return String(member).padStart(9, '0');
  return typeof member === 'string' ? member.trim() : null;
}
