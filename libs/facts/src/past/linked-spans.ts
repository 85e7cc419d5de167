/** When each event stood, and of whom, where clients were linked to each other at some time. */
import { positionOrder } from '#libs/event-store';
import { compareEvents, type RecordedCareEvent } from '#libs/trajectory';
import { standingEvents, type StreamHistory } from '../fold/history.js';
import { ownerOf } from '../store/ownership.js';
import { personsOf, standingLinks } from '../store/persons.js';
import type { StandingSpan } from './standing-spans.js';

interface PersonSpan {
  readonly person: string;
  readonly span: StandingSpan;
}

/**
 * Everything that ever stood, by the person it stood of, in the order of contract section 1: an event that another link makes one of somebody
 * else's stands no longer of whom it stood before.
 * @param clients everybody who was ever linked to one of them, by however many steps
 * @param streams all that ever named one of them
 * @param most how many events, times themselves, may be looked at
 * @returns null when there are more
 */
export function linkedSpans(
  clients: readonly string[],
  streams: readonly StreamHistory[],
  most: number,
): ReadonlyMap<string, readonly StandingSpan[]> | null {
  const arrivals = streams.flatMap(({ events }, stream) =>
    events.map((event) => ({ event, stream, order: positionOrder(event.position) })),
  );
  if (arrivals.length ** 2 > most) return null;
  arrivals.sort((a, b) => (a.order < b.order ? -1 : 1));
  const growing = streams.map(({ kind, subject }) => ({ kind, subject, events: [] as RecordedCareEvent[] }));
  const ended: PersonSpan[] = [];
  // By its data, which is one object as long as nothing else holds of the event.
  const standing = new Map<object, PersonSpan>();
  for (const { event, stream, order } of arrivals) {
    growing[stream]!.events.push(event);
    const now = standingOf(clients, growing, order);
    for (const [data, { person, span }] of standing) {
      if (now.get(data)?.person === person) continue;
      standing.delete(data);
      ended.push({ person, span: { ...span, until: order } });
    }
    for (const [data, one] of now) if (!standing.has(data)) standing.set(data, one);
  }
  const spans = new Map<string, StandingSpan[]>(clients.map((client) => [client, []]));
  for (const { person, span } of [...ended, ...standing.values()]) spans.get(person)!.push(span);
  for (const own of spans.values()) own.sort((a, b) => compareEvents(a.event, b.event) || (a.since < b.since ? -1 : 1));
  return spans;
}

/** What stands, and of whom, as if it did from an order on. */
function standingOf(
  clients: readonly string[],
  streams: readonly StreamHistory[],
  since: bigint,
): ReadonlyMap<object, PersonSpan> {
  const begun = streams.filter(({ events }) => events.length > 0);
  const links = standingLinks(begun.filter(({ kind }) => kind === 'client'));
  const personOf = new Map(
    personsOf(clients, links).flatMap(({ person, clients: own }) => own.map((client) => [client, person])),
  );
  const standing = new Map<object, PersonSpan>();
  for (const stream of begun) {
    const person = personOf.get(ownerOf(stream) ?? '');
    if (person === undefined) continue;
    for (const event of standingEvents(stream.events))
      standing.set(event.data, { person, span: { event, since, until: null } });
  }
  return standing;
}
