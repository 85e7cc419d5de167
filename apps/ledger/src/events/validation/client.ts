/** From the client as a sender names one to the pseudonym that is kept. */
import type { Pseudonymiser } from '#libs/privacy';
import type { EventName } from '#libs/trajectory';
import { EVENT_TYPES } from '#libs/trajectory';
import type { SentClient } from '../data/shared.data.js';

type Data = Readonly<Record<string, unknown>>;

/** The pseudonym of the client that checked data names, or null when it names none. */
export function pseudonymIn(data: Data, pseudonymiser: Pseudonymiser): string | null {
  const client = data['client'] as SentClient | undefined;
  if (client === undefined) return null;
  return client.bsn === undefined ? client.pseudonym! : pseudonymiser.of(client.bsn);
}

/**
 * Checked data in the form that is kept: a client by pseudonym. In the data of a client's own events it is left out,
 * where the subject says it already.
 */
export function withoutBsn(name: EventName, data: Data, pseudonymiser: Pseudonymiser): Data {
  const client = data['client'] as SentClient | undefined;
  if (client === undefined) return data;
  if (EVENT_TYPES[name].kind !== 'client') {
    return client.bsn === undefined ? data : { ...data, client: { pseudonym: pseudonymiser.of(client.bsn) } };
  }
  const { client: _, ...rest } = data;
  return rest;
}
