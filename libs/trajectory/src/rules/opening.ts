/** Rules about the event that opens a stream: `not-opened`, `already-opened`, `before-birth`, `before-opening`. */
import type { CareEvent, EventName, StreamKind } from '../events/care-event.js';
import type { OpeningData } from '../events/event-data.js';
import { dateFieldsOf } from '../events/dates.js';
import { earliestDate } from './alone.js';
import { datesOf, type Rule, type Standing } from './rule.js';

/** The type that opens a stream of each kind; client streams need none. */
export const OPENED_BY = {
  trajectory: 'intake-registered',
  measure: 'protection-measure-imposed',
  probation: 'probation-started',
  client: null,
} as const satisfies Record<StreamKind, EventName | null>;

/** An event that opens a stream. */
export type OpeningEvent = CareEvent & { readonly data: OpeningData };

/** The standing events that open a stream. */
export function openingsOf(standing: Standing): readonly OpeningEvent[] {
  const name = OPENED_BY[standing.kind];
  return name === null ? [] : (standing.of(name) as readonly OpeningEvent[]);
}

/** Nothing stands without an opening event. */
export const opened: Rule = (standing) =>
  standing.all.length > 0 && openingsOf(standing).length === 0
    ? {
        code: 'not-opened',
        detail:
          'No opening event stands in this stream. Send that first; it can be retracted only when nothing else stands.',
        involved: standing.all,
      }
    : null;

/** One opening event stands. */
export const openedOnce: Rule = (standing) => {
  const openings = openingsOf(standing);
  return openings.length > 1
    ? {
        code: 'already-opened',
        detail: 'This stream has its opening event. Correct that one, or choose another id for a new stream.',
        involved: openings,
      }
    : null;
};

/** No date lies before the earliest day that `born` can mean; in a measure 280 days earlier at most. */
export const notBeforeBirth: Rule = (standing) => {
  const [opening] = openingsOf(standing);
  if (opening === undefined) return null;
  const earliest = earliestDate(standing.kind, opening.data.born);
  for (const event of standing.all) {
    const data = event.data as object as Readonly<Record<string, unknown>>;
    for (const field of dateFieldsOf(event.name)) {
      const day = data[field];
      if (typeof day !== 'string' || day >= earliest) continue;
      return {
        code: 'before-birth',
        detail: `${field} lies before the client's birth. Check it, and born in the opening event.`,
        involved: [opening, event],
        at: [{ event, pointer: `/${field}` }],
      };
    }
  }
  return null;
};

/** Events of these types are not dated before the opening event. */
export function notBeforeOpening(...names: readonly EventName[]): Rule {
  const bound = new Set(names);
  return (standing) => {
    const [opening] = openingsOf(standing);
    if (opening === undefined) return null;
    const event = standing.all.find((e) => bound.has(e.name) && e.data.effectiveOn < opening.data.effectiveOn);
    if (event === undefined) return null;
    return {
      code: 'before-opening',
      detail: `${event.name} is dated before the opening event of its stream. Check effectiveOn of both.`,
      involved: [opening, event],
      at: datesOf(opening, event),
    };
  };
}
