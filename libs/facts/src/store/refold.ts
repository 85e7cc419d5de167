/** Folding a set of clients anew, in portions that fit in memory. */
import { EVENT_TYPES } from '#libs/trajectory';
import { standingEvents, type PersonHistory, type StreamHistory } from '../fold/history.js';
import { streamsLinking, streamsNaming, type EventSource } from './histories.js';
import { personsOf, standingLinks, type PersonClients } from './persons.js';

/** Clients whose histories are in memory at one time. */
const CLIENTS_PER_PORTION = 2000;

/**
 * The persons that a set of clients makes up at the source's position. The set must be closed: whoever is linked to
 * one of them at that position is in it.
 */
export async function personsAmong(source: EventSource, clients: readonly string[]): Promise<PersonClients[]> {
  return personsOf(clients, standingLinks(await streamsLinking(source, clients)));
}

/** Some persons and all streams that ever named one of their clients, whoever these belong to now. */
export interface Portion {
  readonly persons: readonly PersonClients[];
  readonly streams: readonly StreamHistory[];
}

/** Reads what concerns persons, a portion at a time. */
export async function* portionsFor(source: EventSource, persons: readonly PersonClients[]): AsyncGenerator<Portion> {
  for (const portion of portionsOf(persons)) {
    const clients = portion.flatMap((one) => one.clients);
    yield { persons: portion, streams: await streamsNaming(source, clients) };
  }
}

/** Gives each stream to the person it belongs to; those of others are left out. One history per person, in order. */
export function historiesIn({ persons, streams }: Portion): PersonHistory[] {
  const personOf = new Map(persons.flatMap(({ person, clients }) => clients.map((client) => [client, person])));
  const own = new Map<string, StreamHistory[]>(persons.map(({ person }) => [person, []]));
  for (const stream of streams) {
    const owner = ownerOf(stream);
    const person = owner === null ? undefined : personOf.get(owner);
    if (person !== undefined) own.get(person)!.push(stream);
  }
  return persons.map(({ person }) => ({ person, streams: own.get(person)! }));
}

function* portionsOf(persons: readonly PersonClients[]): Generator<PersonClients[]> {
  let portion: PersonClients[] = [];
  let clients = 0;
  for (const person of persons) {
    portion.push(person);
    clients += person.clients.length;
    if (clients < CLIENTS_PER_PORTION) continue;
    yield portion;
    portion = [];
    clients = 0;
  }
  if (portion.length > 0) yield portion;
}

/** The client a stream belongs to: that of its standing opening event. */
export function ownerOf({ kind, subject, events }: StreamHistory): string | null {
  if (kind === 'client') return subject;
  const changed = events.some(({ name }) => EVENT_TYPES[name].kind === 'any');
  const opening = (changed ? standingEvents(events) : events).find(({ name }) => EVENT_TYPES[name].opens);
  return opening && 'client' in opening.data ? opening.data.client.pseudonym : null;
}
