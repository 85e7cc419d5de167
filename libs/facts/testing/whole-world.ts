/** The facts of a whole ledger folded at once, without a database: what a store must come to, whatever its way. */
import type { RecordedCareEvent } from '#libs/trajectory';
import type { StoredEvent } from '#libs/event-store';
import { plainCodec } from '#libs/codec';
import { ALL_FACT_TABLE_NAMES, type PersonFacts } from '#libs/fact-schema';
import { foldPerson } from '../src/fold/fold-person.js';
import type { StreamHistory } from '../src/fold/history.js';
import type { InstrumentRegistry } from '../src/fold/instruments.js';
import type { FactView } from '../src/store/view.js';
import { mentionsOf } from '../src/store/incoming.js';
import { personsOf, standingLinks } from '../src/store/persons.js';
import { ownerOf } from '../src/store/ownership.js';

/** Rows of every table as sorted texts. */
export type Content = Readonly<Record<string, readonly string[]>>;

const codec = plainCodec();

/** Folds every person of a ledger. */
export function worldOf(events: readonly StoredEvent[], instruments: InstrumentRegistry): Content {
  const streams = new Map<string, StreamHistory>();
  const clients = new Set<string>();
  for (const stored of events) {
    const event = codec.decode(stored) as RecordedCareEvent;
    const place = codec.placeOf(stored.stream)!;
    const stream = streams.get(stored.stream) ?? { ...place, events: [] };
    streams.set(stored.stream, stream);
    (stream.events as unknown[]).push(event);
    for (const { client } of mentionsOf(place.kind, event)) clients.add(client);
  }
  const all = [...streams.values()] as StreamHistory[];
  const links = standingLinks(all.filter(({ kind }) => kind === 'client'));
  const facts = personsOf(clients, links).map(({ person, clients: own }) => {
    const mine = all.filter((stream) => own.includes(ownerOf(stream) ?? ''));
    return foldPerson({ person, streams: mine }, instruments);
  });
  return contentOf(facts);
}

/** The rows of folded persons. */
export function contentOf(facts: readonly PersonFacts[]): Content {
  return Object.fromEntries(
    ALL_FACT_TABLE_NAMES.map((name) => [name, sorted(facts.flatMap((person): readonly object[] => person[name]))]),
  );
}

/** The rows that a view shows. */
export async function readContent(view: FactView): Promise<Content> {
  const content: Record<string, readonly string[]> = {};
  for (const name of ALL_FACT_TABLE_NAMES) content[name] = sorted(await view.query(`FROM ${view.schema}."${name}"`));
  return content;
}

function sorted(rows: readonly object[]): string[] {
  return rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();
}
