/** From recorded events to what stands and whom it belongs to: contract sections 1 and 3, in plain recursion. */
import type { RecordedCareEvent } from '#libs/trajectory';
import { day, type DayNumber } from './calendar.js';

/** A recorded event as the oracle reads it; `name` is the type without its prefix. */
export interface OracleEvent {
  readonly position: number;
  readonly source: string;
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly time?: string;
  readonly data: any;
}

export const asOracleEvents = (events: readonly RecordedCareEvent[]): OracleEvent[] =>
  events.map((event) => ({ ...event, position: Number(event.position) }));

/** A standing event: `data` as corrected. */
export interface Standing extends OracleEvent {
  readonly on: DayNumber;
}

/** One stream's standing events in their order by date, and its client. */
export interface Stream {
  readonly kind: 'trajectory' | 'measure' | 'probation' | 'client';
  readonly id: string;
  readonly events: Standing[];
}

/** A person: linked clients with all their streams. */
export interface Person {
  readonly id: string;
  readonly streams: Stream[];
  /** All standing events of all streams, in order. */
  readonly events: Standing[];
}

const ORDER = [
  'intake-registered', 'care-started', 'waiting-paused', 'waiting-resumed', 'step-assessed', 'plan-established', 'goal-updated',
  'explanatory-analysis-completed', 'perspective-plan-made', 'referral-stepped-up', 'referral-stepped-down', 'exit-questionnaire-completed',
  'cost-declared', 'trajectory-ended', 're-entry-registered', 'protection-measure-imposed', 'protection-measure-transferred',
  'placement-authorised', 'placement-authorisation-ended', 'protection-measure-ended', 'probation-started', 'probation-transferred',
  'probation-ended', 'offence-recorded', 'justice-register-matched', 'client-moved', 'client-deceased', 'client-left-observation',
  'client-returned-to-observation', 'clients-linked',
]; // prettier-ignore

const OPENINGS = ['intake-registered', 'protection-measure-imposed', 'probation-started'];

const before = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function inOrder(a: Standing, b: Standing): number {
  return (
    a.on - b.on ||
    ORDER.indexOf(a.name) - ORDER.indexOf(b.name) ||
    (a.time === b.time
      ? 0
      : a.time === undefined
        ? -1
        : b.time === undefined
          ? 1
          : Date.parse(a.time) - Date.parse(b.time)) ||
    before(a.source, b.source) ||
    before(a.id, b.id)
  );
}

function kindOf(name: string): Stream['kind'] {
  const place = ORDER.indexOf(name);
  if (place <= ORDER.indexOf('re-entry-registered')) return 'trajectory';
  if (place <= ORDER.indexOf('protection-measure-ended')) return 'measure';
  return place <= ORDER.indexOf('probation-ended') ? 'probation' : 'client';
}

/** The persons known at a position. */
export function personsAt(all: readonly OracleEvent[], asOf: number): Person[] {
  const known = all.filter((event) => event.position <= asOf);
  const isTarget = (ref: { source: string; id: string }, event: OracleEvent) =>
    ref.source === event.source && ref.id === event.id;

  // A later event decides about an earlier one, so the recursion ends.
  const stands = (event: OracleEvent): boolean =>
    !known.some((other) => other.name === 'event-retracted' && isTarget(other.data.retracts, event) && stands(other));
  const dataOf = (event: OracleEvent): any => {
    const corrections = known.filter(
      (other) => other.name === 'event-corrected' && isTarget(other.data.corrects, event) && stands(other),
    );
    if (corrections.length === 0) return event.data;
    return dataOf(corrections.reduce((a, b) => (a.position > b.position ? a : b))).data;
  };

  const streams = new Map<string, Stream>();
  for (const event of known) {
    if (event.name === 'event-corrected' || event.name === 'event-retracted' || !stands(event)) continue;
    const kind = kindOf(event.name);
    const key = `${kind} ${event.subject}`;
    if (!streams.has(key)) streams.set(key, { kind, id: event.subject, events: [] });
    const data = dataOf(event);
    streams.get(key)!.events.push({ ...event, data, on: day(data.effectiveOn) });
  }

  const clientOf = (stream: Stream): string | undefined =>
    stream.kind === 'client'
      ? stream.id
      : stream.events.find((event) => OPENINGS.includes(event.name))?.data.client.pseudonym;

  // Linked clients: repeat until nothing changes.
  const personOf = new Map<string, string>();
  for (const stream of streams.values()) {
    const client = clientOf(stream);
    if (client !== undefined) personOf.set(client, client);
    for (const event of stream.events)
      if (event.name === 'clients-linked') personOf.set(event.data.otherClient, event.data.otherClient);
  }
  for (let changed = true; changed;) {
    changed = false;
    for (const stream of streams.values()) {
      for (const event of stream.events.filter((e) => e.name === 'clients-linked')) {
        const [a, b] = [personOf.get(stream.id)!, personOf.get(event.data.otherClient)!];
        if (a === b) continue;
        changed = true;
        const smallest = a < b ? a : b;
        for (const [client, person] of personOf) if (person === a || person === b) personOf.set(client, smallest);
      }
    }
  }

  const persons = new Map<string, Person>();
  for (const stream of streams.values()) {
    stream.events.sort(inOrder);
    const client = clientOf(stream);
    if (client === undefined) continue;
    const id = personOf.get(client)!;
    if (!persons.has(id)) persons.set(id, { id, streams: [], events: [] });
    persons.get(id)!.streams.push(stream);
    persons.get(id)!.events.push(...stream.events);
  }
  for (const person of persons.values()) person.events.sort(inOrder);
  return [...persons.values()];
}
