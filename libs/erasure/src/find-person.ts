import { isStandIn, type Codec } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import { ERASED, type KeyVault } from '#libs/privacy';
import { clientOf, EVENT_TYPES, resolve, type RecordedCareEvent, type StreamKind } from '#libs/trajectory';

/** Where a person is looked for. */
export interface Ledger {
  readonly store: EventStore;
  readonly codec: Codec;
  readonly vault: KeyVault;
}

/** A stream that stands for a person, with everything recorded on it. */
export interface PersonStream {
  readonly stream: string;
  readonly kind: StreamKind;
  readonly subject: string;
  readonly events: readonly RecordedCareEvent[];
}

/** Everything of one person. */
export interface Person {
  /** All pseudonyms that are linked, ascending. */
  readonly clients: readonly string[];
  /** Names of their own streams. */
  readonly clientStreams: readonly string[];
  /** Streams that stand for the person, those of the clients themselves included where there is any event on them. */
  readonly streams: readonly PersonStream[];
}

/**
 * Finds everything that stands for the person a pseudonym belongs to: the streams of all pseudonyms linked to it. A
 * stream belongs to the client that its opening event names now; where that event is retracted, to the last it named.
 * @returns null when nothing names the pseudonym
 */
export async function findPerson(ledger: Ledger, pseudonym: string): Promise<Person | null> {
  const { codec, vault } = ledger;
  const clients = new Map<string, string>();
  const read = new Map<string, PersonStream>();
  const waiting = [pseudonym];
  while (waiting.length > 0) {
    const client = waiting.pop()!;
    const own = codec.findStream('client', client);
    if (own === null || clients.has(client)) continue;
    clients.set(client, own);
    for (const name of vault.streamsNaming([own])) {
      if (read.has(name)) continue;
      const stream = await readStream(ledger, name);
      if (stream) read.set(name, stream);
    }
    waiting.push(...linkedTo(client, [...read.values()]));
  }
  if (clients.size === 0) return null;
  const streams = [...read.values()].filter((stream) => clients.has(ownerOf(stream) ?? '') && stream.events.length > 0);
  return { clients: [...clients.keys()].sort(), clientStreams: [...clients.values()].sort(), streams };
}

async function readStream({ store, codec }: Ledger, stream: string): Promise<PersonStream | null> {
  const place = codec.placeOf(stream);
  if (place === null) return null;
  const events: RecordedCareEvent[] = [];
  for await (const stored of store.readStream(stream)) {
    const event = codec.decode(stored);
    if (event !== null && event !== ERASED) events.push(event);
  }
  return { stream, ...place, events };
}

function linkedTo(client: string, streams: readonly PersonStream[]): string[] {
  return streams.flatMap(({ kind, subject, events }) => {
    if (kind !== 'client') return [];
    return resolve(events).standing.flatMap((event) => {
      if (event.name !== 'clients-linked' || isStandIn(event.data.otherClient)) return [];
      const pair = [subject, event.data.otherClient];
      return pair.includes(client) ? pair : [];
    });
  });
}

function ownerOf({ kind, subject, events }: PersonStream): string | null {
  const standing = clientOf(kind, subject, events);
  if (standing !== null) return standing;
  const openings = resolve(events).entries.filter(({ event }) => EVENT_TYPES[event.name].opens);
  const data = openings.at(-1)?.effective.data as { client?: { pseudonym: string } } | undefined;
  return data?.client?.pseudonym ?? null;
}
