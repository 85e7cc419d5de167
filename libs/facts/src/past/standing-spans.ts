/** When each event of a person stood, and with which data: so that an earlier state is told without a fold after each event. */
import { positionOrder } from '#libs/event-store';
import { compareEvents, EVENT_TYPES, isChange, type RecordedCareEvent } from '#libs/trajectory';
import { standingEvents, type StreamHistory } from '../fold/history.js';
import { ownerOf } from '../store/ownership.js';

/** An event as it stood from one order on, until another. */
export interface StandingSpan {
  /** With the data that held. */
  readonly event: RecordedCareEvent;
  readonly since: bigint;
  /** Order of the event that corrected or retracted it; null while it stands. */
  readonly until: bigint | null;
}

/**
 * Everything that ever stood of a client, in the order of contract section 1.
 * @param streams all that ever named the client, who was never linked to anybody
 * @param most how many events, times themselves, may be looked at in a stream with corrections or retractions
 * @returns null when there are more
 */
export function standingSpans(
  client: string,
  streams: readonly StreamHistory[],
  most: number,
): readonly StandingSpan[] | null {
  const spans: StandingSpan[] = [];
  for (const stream of streams) {
    if (isPlain(stream)) {
      if (ownerOf(stream) !== client) continue;
      for (const event of stream.events) spans.push({ event, since: positionOrder(event.position), until: null });
    } else {
      if (stream.events.length ** 2 > most) return null;
      spans.push(...spansAfterEach(client, stream));
    }
  }
  return spans.sort((a, b) => compareEvents(a.event, b.event) || (a.since < b.since ? -1 : 1));
}

/** Whether each event stands from its arrival on, if the stream is somebody's. */
function isPlain({ kind, events }: StreamHistory): boolean {
  return !events.some(isChange) && (kind === 'client' || EVENT_TYPES[events[0]!.name].opens);
}

function spansAfterEach(client: string, { kind, subject, events }: StreamHistory): StandingSpan[] {
  const ended: StandingSpan[] = [];
  // By its data, which is one object as long as nothing else holds of the event.
  const standing = new Map<object, StandingSpan>();
  let owned = kind === 'client';
  for (const [i, event] of events.entries()) {
    const since = positionOrder(event.position);
    if (!isChange(event) && !EVENT_TYPES[event.name].opens) {
      // Nothing that came before it changes it, and it changes nothing.
      if (owned) standing.set(event.data, { event, since, until: null });
      continue;
    }
    const prefix = { kind, subject, events: events.slice(0, i + 1) };
    owned = ownerOf(prefix) === client;
    const now = new Map(owned ? standingEvents(prefix.events).map((one) => [one.data, one]) : []);
    for (const [data, span] of standing) {
      if (now.has(data as RecordedCareEvent['data'])) continue;
      standing.delete(data);
      ended.push({ ...span, until: since });
    }
    for (const [data, one] of now) if (!standing.has(data)) standing.set(data, { event: one, since, until: null });
  }
  return [...ended, ...standing.values()];
}
