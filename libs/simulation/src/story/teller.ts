/** What the parts of a client's story have in common. */
import type { Client, ClientName } from '../client.js';
import type { Random } from '../random.js';
import { Stream, type Story } from './story.js';

export interface Teller {
  readonly client: Client;
  readonly story: Story;
  readonly random: Random;
  /** The client's own stream: offences, moves, death. */
  readonly clientStream: Stream;
}

/** What every opening event says about the client. */
export function identity(teller: Teller, name: ClientName = teller.client.name) {
  const { municipality, bornText, sex } = teller.client;
  return { client: name, municipality, born: bornText, sex };
}

/** The stream of a client by name: a pseudonym is its subject, a BSN goes in the data. */
export function clientStreamOf(name: ClientName, prefix: string): Stream {
  return new Stream('client', 'pseudonym' in name ? name.pseudonym : null, prefix);
}

/** What the data of a message on the client's stream needs besides its own fields. */
export function clientField(name: ClientName): { client?: ClientName } {
  return 'bsn' in name ? { client: name } : {};
}

/** Leaves out what is not known. */
export function known<T extends object>(fields: { [K in keyof T]: T[K] | null | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as T;
}
