/** What the parts of a random history share. */
import fc from 'fast-check';
import { day, text } from './calendar.js';

/** The first day on which a history can begin. */
export const FIRST = day('2020-01-01');

/** A day so many days after that. */
export const on = (offset: number) => text(FIRST + offset);

export const pick = <T>(...values: T[]) => fc.constantFrom(...values);

/** An event to be offered to the rules. */
export interface Draft {
  readonly name: string;
  readonly subject: string;
  readonly data: Record<string, any>;
}

/** Days that meet: few, so that spans touch, overlap, leave one free day, and begin and end on the edges of windows and follow-ups. */
export const meetingDay = (last: number) =>
  fc.tuple(fc.integer({ min: 0, max: Math.floor(last / 90) }), pick(-1, 0, 0, 0, 1, 2)).map(([n, off]) => 90 * n + off);
