/** Object-centric event logs in OCEL 2.0 (JSON) for pm4py and its kin. */
import { eventIdOf } from '#libs/codec';
import type { PersonHistory } from '#libs/facts';
import { standingEventsOf, type StandingEvent } from '../events/person-events.js';
import { carriersOf, type Carrier } from './carriers.js';
import { attributesOf, instantOf, type AttributeKind } from './event-attributes.js';
import { carrierObject, objectId, OBJECT_TYPES, objectsOf } from './ocel-objects.js';

const TYPES: Readonly<Record<AttributeKind, string>> = {
  text: 'string',
  day: 'time',
  whole: 'integer',
  number: 'float',
  truth: 'boolean',
};

/** Attributes that every event has; the sender's own come with `data.` before them. */
const RECORDED: readonly (readonly [string, string])[] = [
  ['source', 'string'],
  ['sourceId', 'string'],
  ['position', 'string'],
  ['recordedAt', 'time'],
];

/** Attributes of each event type, with their types. */
type EventTypes = Map<string, Map<string, string>>;

/**
 * A log piece by piece: the events that stand, each with its person, its trajectory, measure or probation, and its provider or
 * institution. Events come first, then objects, then the types of both: what attributes a type of event has is known when
 * the last one has been seen, and no member of a JSON object has to come first.
 * @param read gives the histories; called twice, for the events and for the objects.
 */
export async function* ocelLog(read: () => AsyncIterable<PersonHistory>): AsyncGenerator<string> {
  const types: EventTypes = new Map();
  const carriers = new Map<string, Carrier>();
  yield '{"events":';
  yield* jsonList(eventsOf(read(), types, carriers));
  yield ',\n"objects":';
  yield* jsonList(allObjects(read(), carriers));
  const eventTypes = [...types].map(([name, attributes]) => ({
    name,
    attributes: [...attributes].map(([attribute, type]) => ({ name: attribute, type })),
  }));
  yield `,\n"objectTypes":${JSON.stringify(OBJECT_TYPES)},\n"eventTypes":${JSON.stringify(eventTypes)}}\n`;
}

async function* jsonList(portions: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const portion of portions) {
    if (portion.length === 0) continue;
    yield before + portion.map((one) => JSON.stringify(one)).join(',\n');
    before = ',\n';
  }
  yield before === ',\n' ? '\n]' : '[]';
}

async function* eventsOf(
  histories: AsyncIterable<PersonHistory>,
  types: EventTypes,
  carriers: Map<string, Carrier>,
): AsyncGenerator<readonly object[]> {
  for await (const history of histories) {
    const events = standingEventsOf(history);
    const own = carriersOf(events);
    for (const carrier of own.values()) carriers.set(objectId(carrier.type, carrier.id), carrier);
    yield events.map((one) => eventOf(history.person, one, own.get(one), types));
  }
}

function eventOf(person: string, { kind, event }: StandingEvent, carrier: Carrier | undefined, types: EventTypes) {
  const declared = types.get(event.name) ?? new Map(RECORDED);
  types.set(event.name, declared);
  const data = attributesOf(event).map(({ key, kind: type, value }) => {
    const name = `data.${key}`;
    declared.set(name, TYPES[type]);
    return { name, value: type === 'day' ? instantOf(String(value)) : value };
  });
  const { source, id: sourceId, position, recordedAt } = event;
  const recorded = Object.entries({ source, sourceId, position, recordedAt });
  return {
    id: eventIdOf(event),
    type: event.name,
    time: instantOf(event.data.effectiveOn),
    attributes: [...recorded.map(([name, value]) => ({ name, value })), ...data],
    relationships: [
      { objectId: objectId('person', person), qualifier: 'client' },
      ...(kind === 'client' ? [] : [{ objectId: objectId(kind, event.subject), qualifier: kind }]),
      ...(carrier ? [{ objectId: objectId(carrier.type, carrier.id), qualifier: carrier.type }] : []),
    ],
  };
}

async function* allObjects(
  histories: AsyncIterable<PersonHistory>,
  carriers: ReadonlyMap<string, Carrier>,
): AsyncGenerator<readonly object[]> {
  for await (const history of histories) yield objectsOf(history);
  yield [...carriers.values()].map(carrierObject);
}
