/** Folding a set of clients anew, in portions that fit in memory. */
import { EVENT_TYPES } from '#libs/trajectory';
import type { PersonFacts } from '#libs/fact-schema';
import { foldPerson } from '../fold/fold-person.js';
import { standingEvents, type StreamHistory } from '../fold/history.js';
import type { InstrumentRegistry } from '../fold/instruments.js';
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

/** Folds persons, a portion at a time. */
export async function* foldPersons(
  source: EventSource,
  persons: readonly PersonClients[],
  instruments: InstrumentRegistry,
): AsyncGenerator<readonly PersonFacts[]> {
  for (const portion of portionsOf(persons)) {
    const personOf = new Map(portion.flatMap(({ person, clients }) => clients.map((client) => [client, person])));
    const streams = new Map<string, StreamHistory[]>(portion.map(({ person }) => [person, []]));
    for (const stream of await streamsNaming(source, [...personOf.keys()])) {
      const owner = ownerOf(stream);
      const person = owner === null ? undefined : personOf.get(owner);
      if (person !== undefined) streams.get(person)!.push(stream);
    }
    yield [...streams].map(([person, own]) => foldPerson({ person, streams: own }, instruments));
  }
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
