/** What the events of a circle come to: rows of every table. */
import type { Codec } from '#libs/codec';
import type { StoredEvent } from '#libs/event-store';
import type { PersonFacts } from '#libs/fact-schema';
import { foldPerson } from '../fold/fold-person.js';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { pastRows, type PastRows } from '../past/past-rows.js';
import { decoded, mentionsOf, type Incoming, type Mention } from '../store/incoming.js';
import { historyOf } from '../store/ownership.js';
import { personsOf, standingLinks } from '../store/persons.js';

/** A row of the mention table. */
interface MentionRow extends Mention {
  readonly stream: string;
  readonly clientStream: string;
}

/** A circle, read and folded. */
export interface FoldedCircle {
  /** Its events, a stream after the other. */
  readonly events: readonly Incoming[];
  readonly mentions: readonly MentionRow[];
  /** Of everybody whom its streams ever named. */
  readonly facts: readonly PersonFacts[];
  /** What the facts of care were before; null when that is too much to be kept. */
  readonly past: readonly PastRows[] | null;
}

/**
 * Reads and folds the events of whole streams.
 * @param stored in the order of the ledger
 * @throws DamagedEventError for an event that cannot be read
 */
export function foldCircle(
  stored: readonly StoredEvent[],
  codec: Codec,
  instruments: InstrumentRegistry,
): FoldedCircle {
  const streams = new Map<string, Incoming[]>();
  for (const one of stored) {
    for (const incoming of decoded(codec, one)) {
      const known = streams.get(incoming.stream);
      if (known) known.push(incoming);
      else streams.set(incoming.stream, [incoming]);
    }
  }
  const events = [...streams.values()].flat();
  const mentions = mentionsIn(events);
  const histories = Array.from(streams.values(), (own) => {
    const { kind, event } = own[0]!;
    return { kind, subject: event.subject, events: own.map((one) => one.event) };
  });
  const links = mentions.some((one) => one.links)
    ? standingLinks(histories.filter(({ kind }) => kind === 'client'))
    : [];
  const clients = [...new Set(mentions.map(({ client }) => client))];
  const facts = personsOf(clients, links).map((one) => foldPerson(historyOf(one, histories), instruments));
  return { events, mentions, facts, past: pastRows(clients, histories) };
}

/** Whom the events name, once for each stream. */
function mentionsIn(events: readonly Incoming[]): MentionRow[] {
  const rows = new Map<string, MentionRow>();
  for (const { stream, kind, event, clientStreams } of events) {
    for (const { client, links } of mentionsOf(kind, event)) {
      const clientStream = clientStreams.get(client)!;
      const key = `${links} ${stream} ${clientStream}`;
      if (!rows.has(key)) rows.set(key, { stream, client, links, clientStream });
    }
  }
  return [...rows.values()];
}
