/** Where the data of an event names clients: one name for every place, so that a client can be erased from all of them. */
import { isObject } from './envelope.js';

/**
 * A copy of data with every pseudonym in it replaced: that of its client, of a client it links to, and of either in the
 * data inside a correction. Data that names no client comes back as it is.
 */
export function mapClients(
  data: Readonly<Record<string, unknown>>,
  replace: (pseudonym: string) => string,
): Record<string, unknown> {
  let mapped = data as Record<string, unknown>;
  const { client, otherClient, data: inner } = data;
  if (isObject(client) && typeof client['pseudonym'] === 'string') {
    mapped = { ...mapped, client: { ...client, pseudonym: replace(client['pseudonym']) } };
  }
  if (typeof otherClient === 'string') mapped = { ...mapped, otherClient: replace(otherClient) };
  if (isObject(inner)) {
    const within = mapClients(inner, replace);
    if (within !== inner) mapped = { ...mapped, data: within };
  }
  return mapped;
}

/** No sender can send a name that begins like this: `~` stands in no id. */
const STAND_IN = 'erased~';

/** What stands where an erased client was named: it tells nothing but that it is the same one. */
export function standInFor(clientStream: string): string {
  return STAND_IN + clientStream.slice(clientStream.indexOf('-') + 1);
}

/** Whether a pseudonym stands where an erased client was named. */
export function isStandIn(pseudonym: string): boolean {
  return pseudonym.startsWith(STAND_IN);
}
