/** The objects of an OCEL log: persons, their trajectories, measures and probations, and who provides. */
import type { PersonHistory } from '#libs/facts';
import type { StreamKind } from '#libs/trajectory';
import { onStream, standingEventsOf, type StandingEvent } from '../events/person-events.js';
import { carriersOf, type Carrier } from './carriers.js';
import { instantOf } from './event-attributes.js';

type ObjectTypeName = Exclude<StreamKind, 'client'> | 'person' | Carrier['type'];

/** Attributes per type; all texts, each with the day from which it holds. */
const ATTRIBUTES = {
  person: ['born', 'sex', 'municipality'],
  trajectory: ['careForm', 'referrer', 'endReason'],
  measure: ['measureType', 'endReason'],
  probation: ['probationType', 'riskChange', 'careAfter'],
  provider: [],
  institution: [],
} as const satisfies Record<ObjectTypeName, readonly string[]>;

/** The types of objects as an OCEL log declares them. */
export const OBJECT_TYPES = Object.entries(ATTRIBUTES).map(([name, attributes]) => ({
  name,
  attributes: attributes.map((attribute) => ({ name: attribute, type: 'string' })),
}));

/** The id of an object, which no object of another type has. */
export function objectId(type: ObjectTypeName, id: string): string {
  return `${type}:${id}`;
}

/** The object of a provider or institution. */
export function carrierObject({ type, id }: Carrier): object {
  return { id: objectId(type, id), type, attributes: [], relationships: [] };
}

/** The objects of one person; none when none of its events stands. */
export function objectsOf(history: PersonHistory): object[] {
  const events = standingEventsOf(history);
  if (events.length === 0) return [];
  const carriers = carriersOf(events);
  const person = objectId('person', history.person);
  const own = { id: person, type: 'person', attributes: changes('person', events), relationships: [] };
  return [own, ...streamsOf(events).map(([kind, subject]) => streamObject(person, kind, subject, events, carriers))];
}

function streamsOf(events: readonly StandingEvent[]): (readonly [Exclude<StreamKind, 'client'>, string])[] {
  const streams = new Map<string, readonly [Exclude<StreamKind, 'client'>, string]>();
  for (const { kind, event } of events) {
    if (kind !== 'client') streams.set(objectId(kind, event.subject), [kind, event.subject]);
  }
  return [...streams.values()];
}

function streamObject(
  person: string,
  kind: Exclude<StreamKind, 'client'>,
  subject: string,
  all: readonly StandingEvent[],
  carriers: ReadonlyMap<StandingEvent, Carrier>,
): object {
  const events = onStream(all, kind, subject);
  const parties = new Map(
    events.flatMap((one) => {
      const carrier = carriers.get(one);
      return carrier ? [[objectId(carrier.type, carrier.id), carrier.type] as const] : [];
    }),
  );
  return {
    id: objectId(kind, subject),
    type: kind,
    attributes: changes(kind, events),
    relationships: [
      { objectId: person, qualifier: 'client' },
      ...[...parties].map(([id, qualifier]) => ({ objectId: id, qualifier })),
    ],
  };
}

/** The values that events give to the attributes of an object, each once and from the day on which it changes. */
function changes(type: ObjectTypeName, events: readonly StandingEvent[]): object[] {
  const names: readonly string[] = ATTRIBUTES[type];
  const current = new Map<string, string>();
  return events.flatMap(({ event }) =>
    Object.entries(event.data).flatMap(([name, value]) => {
      if (!names.includes(name) || typeof value !== 'string' || current.get(name) === value) return [];
      current.set(name, value);
      return [{ name, time: instantOf(event.data.effectiveOn), value }];
    }),
  );
}
