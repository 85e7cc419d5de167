/** Which clients are one person: components of standing links. */
import { compareText } from '#libs/trajectory';
import type { StreamHistory } from '../fold/history.js';
import { standingEvents } from '../fold/history.js';

/** A person and the pseudonyms it goes by. */
export interface PersonClients {
  /** The smallest of the pseudonyms by code point. */
  readonly person: string;
  readonly clients: readonly string[];
}

export type Link = readonly [client: string, otherClient: string];

/** The links that stand on client streams. */
export function standingLinks(streams: readonly StreamHistory[]): Link[] {
  return streams.flatMap(({ subject, events }) =>
    standingEvents(events).flatMap((event): Link[] =>
      event.name === 'clients-linked' ? [[subject, event.data.otherClient]] : [],
    ),
  );
}

/** Puts clients together that links connect. Links to clients outside the given ones are left out. */
export function personsOf(clients: Iterable<string>, links: readonly Link[]): PersonClients[] {
  const parent = new Map<string, string>();
  for (const client of clients) parent.set(client, client);
  const root = (client: string): string => {
    let current = client;
    while (parent.get(current) !== current) current = parent.get(current)!;
    parent.set(client, current);
    return current;
  };
  for (const [a, b] of links) {
    if (!parent.has(a) || !parent.has(b)) continue;
    const [x, y] = [root(a), root(b)];
    if (compareText(x, y) < 0) parent.set(y, x);
    else parent.set(x, y);
  }
  const members = new Map<string, string[]>();
  for (const client of parent.keys()) {
    const person = root(client);
    members.set(person, [...(members.get(person) ?? []), client]);
  }
  return [...members].map(([person, own]) => ({ person, clients: own }));
}

/**
 * Clients together with all that were ever linked to them, by however many steps: whoever makes up a person with one of them, at any position, is
 * among these.
 * @param linked the clients that each stream ever linked
 */
export function withEverLinked(
  clients: Iterable<string>,
  linked: readonly { readonly stream: string; readonly client: string }[],
): Set<string> {
  const byStream = groupedBy(linked, 'stream', 'client');
  const byClient = groupedBy(linked, 'client', 'stream');
  const all = new Set(clients);
  // A set gives what is added while it is walked.
  for (const client of all) {
    for (const stream of byClient.get(client) ?? []) for (const other of byStream.get(stream)!) all.add(other);
  }
  return all;
}

function groupedBy<K extends string>(
  rows: readonly Readonly<Record<K, string>>[],
  by: K,
  what: K,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const row of rows) {
    const own = groups.get(row[by]);
    if (own) own.push(row[what]);
    else groups.set(row[by], [row[what]]);
  }
  return groups;
}
