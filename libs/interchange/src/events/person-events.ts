/** One person's events with corrections and retractions applied, and where each stands. */
import type { PersonHistory } from '#libs/facts';
import { compareEvents, resolve, type RecordedCareEvent, type StreamKind } from '#libs/trajectory';

/** An event that stands, with the data that holds, and the kind of its stream. */
export interface StandingEvent {
  readonly kind: StreamKind;
  readonly event: RecordedCareEvent;
  /** Its data is not what was sent first. */
  readonly corrected: boolean;
}

/** The events of a person that stand, in the order of contract section 1. */
export function standingEventsOf({ streams }: PersonHistory): StandingEvent[] {
  const standing = streams.flatMap(({ kind, events }) =>
    resolve(events).entries.flatMap(({ status, effective }): StandingEvent[] =>
      status === 'retracted' || effective.name === 'event-corrected' || effective.name === 'event-retracted'
        ? []
        : [{ kind, event: effective, corrected: status === 'corrected' }],
    ),
  );
  return standing.sort((a, b) => compareEvents(a.event, b.event));
}

/** The standing events of one stream, in order. */
export function onStream(events: readonly StandingEvent[], kind: StreamKind, subject: string): StandingEvent[] {
  return events.filter((one) => one.kind === kind && one.event.subject === subject);
}
