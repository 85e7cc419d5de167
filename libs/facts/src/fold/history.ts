/** What the fold starts from: one person's streams, and their standing events in the order of contract section 1. */
import { compareEvents, compareText, resolve } from '#libs/trajectory';
import type { CareEventOf, EventName, Recorded, RecordedCareEvent, StreamKind } from '#libs/trajectory';

/** Everything recorded on one stream, corrections and retractions included, by revision. */
export interface StreamHistory {
  readonly kind: StreamKind;
  /** Id of the trajectory, measure or probation, or pseudonym of the client. */
  readonly subject: string;
  readonly events: readonly RecordedCareEvent[];
}

/** Everything recorded about one person: the streams of all pseudonyms that are linked. */
export interface PersonHistory {
  /** Smallest pseudonym of the person by code point. */
  readonly person: string;
  readonly streams: readonly StreamHistory[];
}

/** An event that stands, with its data as corrected, and its place among the person's events. */
export interface Standing<N extends EventName = EventName> {
  readonly event: { [M in N]: CareEventOf<M> & Recorded }[N];
  /** From 0, in the order of contract section 1. */
  readonly rank: number;
}

/** The standing events of one stream, in order. */
export interface StandingStream {
  readonly kind: StreamKind;
  readonly subject: string;
  readonly events: readonly Standing[];
}

/** The standing events of one person: by stream (ordered by subject) and all together, both in order. */
export interface StandingHistory {
  readonly person: string;
  readonly streams: readonly StandingStream[];
  readonly all: readonly Standing[];
}

/** Applies corrections and retractions and puts a person's events in order. */
export function standingHistory(history: PersonHistory): StandingHistory {
  const resolved = history.streams
    .map((stream) => ({ ...stream, standing: standingEvents(stream.events) }))
    .sort((a, b) => compareText(a.kind, b.kind) || compareText(a.subject, b.subject));
  const ordered = resolved.flatMap((stream) => stream.standing).sort(compareEvents);
  const all = ordered.map((event, rank) => ({ event, rank }));
  const ranked = new Map(all.map((standing) => [standing.event, standing]));
  const streams = resolved.map(({ kind, subject, standing }) => ({
    kind,
    subject,
    events: standing.map((event) => ranked.get(event)!),
  }));
  return { person: history.person, streams, all };
}

/** The events of a stream that stand, in order, with their data as corrected. */
export function standingEvents(events: readonly RecordedCareEvent[]): readonly RecordedCareEvent[] {
  return resolve(events).standing;
}

/** The events of the given names, in order. */
export function named<N extends EventName>(events: readonly Standing[], ...names: readonly N[]): Standing<N>[] {
  return events.filter((standing) => (names as readonly EventName[]).includes(standing.event.name)) as Standing<N>[];
}

/** The streams of one kind. */
export function streamsOf(history: StandingHistory, kind: StreamKind): readonly StandingStream[] {
  return history.streams.filter((stream) => stream.kind === kind);
}
