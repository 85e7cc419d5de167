/** To whom a stream belongs. */
import { isStandIn } from '#libs/codec';
import { EVENT_TYPES } from '#libs/trajectory';
import { standingEvents, type PersonHistory, type StreamHistory } from '../fold/history.js';
import type { PersonClients } from './persons.js';

/** The history of a person: those of the streams that belong to one of its clients. */
export function historyOf({ person, clients }: PersonClients, streams: readonly StreamHistory[]): PersonHistory {
  return { person, streams: streams.filter((stream) => clients.includes(ownerOf(stream) ?? '')) };
}

/** The client a stream belongs to: that of its standing opening event; nobody when that one is erased. */
export function ownerOf({ kind, subject, events }: StreamHistory): string | null {
  if (kind === 'client') return subject;
  const changed = events.some(({ name }) => EVENT_TYPES[name].kind === 'any');
  const opening = (changed ? standingEvents(events) : events).find(({ name }) => EVENT_TYPES[name].opens);
  const client = opening && 'client' in opening.data ? opening.data.client.pseudonym : null;
  return client === null || isStandIn(client) ? null : client;
}
