/** What the rows of care were before events changed them: so that a state before the newest is read and not folded. */
import { positionOrder } from '#libs/event-store';
import type { RecordedCareEvent } from '#libs/trajectory';
import { BESIDE_CARE, CARE_TABLES, foldCare, type CareFacts, type CareTableName } from '../fold/fold-person.js';
import type { StreamHistory } from '../fold/history.js';
import { sameRows } from '../fold/same-rows.js';
import { historyOf } from '../store/ownership.js';
import { personsOf, standingLinks } from '../store/persons.js';

/** The rows of one person in one table, until an event changed them. */
export interface PastRows {
  readonly table: CareTableName;
  readonly person: string;
  /** Order of the event from which on they were others; they held since the one before, of the same person and table. */
  readonly until: bigint;
  /** None where there were none. */
  readonly rows: readonly object[];
}

/** The rows of a person as of the order after which states are asked, and of the last state. */
export interface KnownEnds {
  readonly first?: CareFacts | null;
  readonly last?: CareFacts;
}

/**
 * With more events that speak of care, times how many of them are new, a fold after each takes too long: in a thread of a
 * fill, and in the one that answers requests, which all wait meanwhile.
 */
export const MOST_FOLDED = { filling: 160_000, applying: 20_000 } as const;

/**
 * Every state of the rows of care before the last, oldest first.
 * @param clients everybody who was ever one person with one of them, and whom their streams ever named
 * @param streams whole, and all that ever named one of the clients
 * @param after only states that ended later than this order
 * @param ends of one client: what is known of it already
 * @param most of `MOST_FOLDED`
 * @returns null when there are too many events to fold after each of them
 */
export function pastRows(
  clients: readonly string[],
  streams: readonly StreamHistory[],
  after = 0n,
  ends: KnownEnds = {},
  most: number = MOST_FOLDED.filling,
): PastRows[] | null {
  const growing = streams.map(({ kind, subject }) => ({ kind, subject, events: [] as RecordedCareEvent[] }));
  const arrivals: { readonly order: bigint; readonly event: RecordedCareEvent; readonly stream: number }[] = [];

  for (const [stream, { events }] of streams.entries()) {
    for (const event of events) {
      if (BESIDE.has(event.name)) continue;
      const order = positionOrder(event.position);
      if (order > after) arrivals.push({ order, event, stream });
      else growing[stream]!.events.push(event);
    }
  }
  if (arrivals.length === 0) return [];
  const earlier = growing.reduce((sum, { events }) => sum + events.length, 0);
  if (arrivals.length * (earlier + arrivals.length) > most) return null;
  arrivals.sort((a, b) => (a.order < b.order ? -1 : 1));
  const past: PastRows[] = [];
  const known = (facts: CareFacts | null | undefined) => (facts ? new Map([[clients[0]!, facts]]) : undefined);
  // Of nothing there are no rows.
  let before = earlier === 0 ? new Map<string, CareFacts>() : (known(ends.first) ?? foldAll(clients, growing));
  for (const [i, { order, event, stream }] of arrivals.entries()) {
    growing[stream]!.events.push(event);
    const now = (i === arrivals.length - 1 && known(ends.last)) || foldAll(clients, growing);
    addChanged(past, order, before, now);
    before = now;
  }
  return past;
}

const BESIDE: ReadonlySet<string> = new Set(BESIDE_CARE);

function foldAll(clients: readonly string[], streams: readonly StreamHistory[]): ReadonlyMap<string, CareFacts> {
  const begun = streams.filter(({ events }) => events.length > 0);
  const links = clients.length === 1 ? [] : standingLinks(begun.filter(({ kind }) => kind === 'client'));
  return new Map(personsOf(clients, links).map((one) => [one.person, foldCare(historyOf(one, begun))]));
}

function addChanged(
  past: PastRows[],
  until: bigint,
  before: ReadonlyMap<string, CareFacts>,
  now: ReadonlyMap<string, CareFacts>,
): void {
  for (const person of new Set([...before.keys(), ...now.keys()])) {
    const [old, fresh] = [before.get(person), now.get(person)];
    for (const table of CARE_TABLES) {
      const rows: readonly object[] = old?.[table] ?? [];
      if (!sameRows(rows, fresh?.[table] ?? [])) past.push({ table, person, until, rows });
    }
  }
}
