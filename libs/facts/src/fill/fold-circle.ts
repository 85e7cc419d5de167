/** What the events of a circle come to: rows of every table. */
import type { Codec } from '#libs/codec';
import type { StoredEvent } from '#libs/event-store';
import type { PersonFacts } from '#libs/fact-schema';
import { foldPerson } from '../fold/fold-person.js';
import type { StreamHistory } from '../fold/history.js';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { besidePast, type KeptBeside } from '../past/beside-past.js';
import { linkedSpans } from '../past/linked-spans.js';
import { MOST_FOLDED, pastRows, type PastRows } from '../past/past-rows.js';
import { standingSpans } from '../past/standing-spans.js';
import { decoded, mentionsOf, type Incoming, type Mention } from '../store/incoming.js';
import { historyOf } from '../store/ownership.js';
import { personsOf, standingLinks, withEverLinked } from '../store/persons.js';

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
  /** Of everybody whom its streams ever named, by person. */
  readonly facts: ReadonlyMap<string, PersonFacts>;
  /** What the facts of care were before; null when that is too much to be kept. */
  readonly past: readonly PastRows[] | null;
  /** Of each client, what tells earlier states of what stands beside care; null where that is not kept. */
  readonly beside: ReadonlyMap<string, KeptBeside | null>;
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
  const byStream = new Map(
    Array.from(streams, ([stream, own]): [string, StreamHistory] => {
      const { kind, event } = own[0]!;
      return [stream, { kind, subject: event.subject, events: own.map((one) => one.event) }];
    }),
  );
  const histories = [...byStream.values()];
  const links = mentions.some((one) => one.links)
    ? standingLinks(histories.filter(({ kind }) => kind === 'client'))
    : [];
  const clients = [...new Set(mentions.map(({ client }) => client))];
  const facts = new Map(
    personsOf(clients, links).map((one) => [one.person, foldPerson(historyOf(one, histories), instruments)]),
  );
  const past = pastRows(clients, histories);
  const beside = past ? besideOf(byStream, mentions, facts, past, instruments) : NOTHING_BESIDE;
  return { events, mentions, facts, past, beside };
}

const NOTHING_BESIDE: FoldedCircle['beside'] = new Map();

/** Of clients who were ever linked to each other, what was theirs as the person that they were then. */
function besideOf(
  streams: ReadonlyMap<string, StreamHistory>,
  mentions: readonly MentionRow[],
  facts: FoldedCircle['facts'],
  care: readonly PastRows[],
  instruments: InstrumentRegistry,
): FoldedCircle['beside'] {
  const linked = mentions.filter(({ links }) => links);
  const naming = new Map<string, Set<string>>();
  for (const { stream, client } of mentions) addTo(naming, client, stream);
  const most = MOST_FOLDED.filling;
  const past = new Map<string, KeptBeside | null>();
  for (const first of naming.keys()) {
    if (past.has(first)) continue;
    const clients = [...withEverLinked([first], linked)];
    const names = new Set(clients.flatMap((client) => [...naming.get(client)!]));
    const histories = Array.from(names, (stream) => streams.get(stream)!);
    const spans = spansOf(clients, histories, most);
    for (const client of clients) {
      const kept = { past: care, last: facts.get(client) };
      past.set(client, spans && besidePast(client, spans.get(client)!, instruments, 0n, kept, most));
    }
  }
  return past;
}

function spansOf(clients: readonly string[], streams: readonly StreamHistory[], most: number) {
  const [only, other] = clients;
  if (other !== undefined) return linkedSpans(clients, streams, most);
  const spans = standingSpans(only!, streams, most);
  return spans && new Map([[only!, spans]]);
}

function addTo(sets: Map<string, Set<string>>, key: string, item: string): void {
  const known = sets.get(key);
  if (known) known.add(item);
  else sets.set(key, new Set([item]));
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
