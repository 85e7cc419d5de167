/** What a rule is: a check of everything that stands in one stream, in date order. */
import type { CareEvent, CareEventOf, EventName, StreamKind } from '../events/care-event.js';
import type { RefusalCode } from './refusal.js';

/** The standing events of one stream, as they would be after what is being decided. */
export interface Standing {
  readonly kind: StreamKind;
  /** All of them, in the order of `compareEvents`. */
  readonly all: readonly CareEvent[];
  /** Those of one type, in order. */
  of<N extends EventName>(name: N): readonly CareEventOf<N>[];
}

/** A rule that is broken, and by which events. Always 409: what one event shows by itself is checked in `alone`. */
export interface Broken {
  readonly code: RefusalCode;
  /** The rule and what to do; names fields, never repeats a value. */
  readonly detail: string;
  /** Every event that takes part: the one being decided, if among them, is not shown as standing in the way. */
  readonly involved: readonly CareEvent[];
  /** The fields to look at: the one of the event being decided, if it has one, is shown. */
  readonly at?: readonly FieldOf[];
}

/** A field of an event's data, as a JSON pointer into the data. */
export interface FieldOf {
  readonly event: CareEvent;
  readonly pointer: string;
}

/** The dates of events that do not go together. */
export function datesOf(...events: readonly CareEvent[]): FieldOf[] {
  return events.map((event) => ({ event, pointer: '/effectiveOn' }));
}

/** Finds the first way in which a rule is broken, or null. */
export type Rule = (standing: Standing) => Broken | null;

const NONE: readonly never[] = [];

/** Groups the standing events of a stream by type. */
export function standingOf(kind: StreamKind, ordered: readonly CareEvent[]): Standing {
  const byName = new Map<EventName, CareEvent[]>();
  for (const event of ordered) {
    const same = byName.get(event.name);
    if (same === undefined) byName.set(event.name, [event]);
    else same.push(event);
  }
  return {
    kind,
    all: ordered,
    of: <N extends EventName>(name: N) => (byName.get(name) ?? NONE) as readonly CareEventOf<N>[],
  };
}
