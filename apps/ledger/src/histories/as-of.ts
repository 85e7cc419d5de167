import { isPosition } from '#libs/event-store';
import { isDay } from '#libs/trajectory';
import { dayOfInstant } from '../events/data/envelope-rules.js';
import { Impossible, type ParameterReader } from '../http/parameters.js';

/** A past state of knowledge: up to a position, or up to an instant in UTC with milliseconds. */
export type AsOf = { readonly position: string } | { readonly instant: string };

/** A position, or an RFC 3339 instant. */
export const asOfReader: ParameterReader<AsOf> = (text) => {
  if (isPosition(text)) return { position: text };
  // A plus sign that was not escaped arrives as a space.
  const instant = text.replace(' ', '+');
  const milliseconds = isDay(dayOfInstant(instant)) ? Date.parse(instant) : NaN;
  if (Number.isNaN(milliseconds)) {
    throw new Impossible('This must be a position, or an RFC 3339 instant such as 2024-06-30T14:02:11Z.');
  }
  return { instant: new Date(milliseconds).toISOString() };
};
