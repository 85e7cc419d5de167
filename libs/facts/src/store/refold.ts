/** Folding a set of clients anew, in portions that fit in memory. */
import type { StreamHistory } from '../fold/history.js';
import { streamsLinking, streamsNaming, type EventSource, type NamedIn } from './histories.js';
import { personsOf, standingLinks, type PersonClients } from './persons.js';
import { parseStreamText, type StreamText } from './stream-text.js';

/** Clients whose histories are in memory at one time. */
const CLIENTS_PER_PORTION = 2000;

/**
 * The persons that a set of clients makes up at the source's position. The set must be closed: whoever is linked to
 * one of them at that position is in it.
 */
export async function personsAmong(source: EventSource, clients: readonly string[]): Promise<PersonClients[]> {
  const streams = await streamsLinking(source, clients);
  return personsOf(clients, standingLinks(streams.map(parseStreamText)));
}

/**
 * Those persons with what concerns them. All is read by one look-up when there are few clients, and first who is one person, then a
 * portion of them at a time, when there are many.
 * @param few how many clients may be in memory at one time
 */
export async function personsConcerned(
  source: EventSource,
  clients: readonly string[],
  few = CLIENTS_PER_PORTION,
): Promise<{
  readonly persons: readonly PersonClients[];
  readonly portions: Iterable<Iterable<Concerning>> | AsyncIterable<Iterable<Concerning>>;
}> {
  if (clients.length > few) {
    const persons = await personsAmong(source, clients);
    return { persons, portions: concerning(source, persons) };
  }
  const streams = await streamsNaming(source, clients);
  const linking = uniqueStreams(streams.filter(({ links }) => links));
  const persons = personsOf(clients, standingLinks(linking.map(parseStreamText)));
  return { persons, portions: [parsed(persons, streams)] };
}

/** A person and all streams that ever named one of its clients, whoever these belong to. */
export interface Concerning extends PersonClients {
  readonly streams: readonly StreamHistory[];
}

/** Reads what concerns persons, a portion at a time; the events of a person are parsed when its turn comes. */
export async function* concerning(
  source: EventSource,
  persons: readonly PersonClients[],
): AsyncGenerator<Iterable<Concerning>> {
  for (const portion of portionsOf(persons)) {
    const clients = portion.flatMap((one) => one.clients);
    yield parsed(portion, await streamsNaming(source, clients));
  }
}

function* parsed(portion: readonly PersonClients[], streams: readonly NamedIn[]): Generator<Concerning> {
  const byClient = new Map<string, NamedIn[]>();
  for (const stream of streams) {
    const own = byClient.get(stream.client);
    if (own) own.push(stream);
    else byClient.set(stream.client, [stream]);
  }
  for (const { person, clients } of portion) {
    const named = clients.flatMap((client) => byClient.get(client) ?? []);
    const once = clients.length === 1 ? named : uniqueStreams(named);
    yield { person, clients, streams: once.map(parseStreamText) };
  }
}

function uniqueStreams(streams: readonly NamedIn[]): readonly NamedIn[] {
  return [...new Map(streams.map((stream) => [placeKey(stream), stream])).values()];
}

/** One text for one stream: its kind and subject. */
export function placeKey({ kind, subject }: Pick<StreamText, 'kind' | 'subject'>): string {
  return `${kind} ${subject}`;
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
