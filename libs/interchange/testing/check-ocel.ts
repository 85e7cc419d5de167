/** The structure of OCEL 2.0 JSON, checked: members, declared types and attributes, references. */

export interface OcelAttribute {
  readonly name: string;
  readonly value: unknown;
  readonly time?: string;
}

export interface OcelItem {
  readonly id: string;
  readonly type: string;
  readonly time?: string;
  readonly attributes: readonly OcelAttribute[];
  readonly relationships: readonly { readonly objectId: string; readonly qualifier: string }[];
}

interface OcelType {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly type: string }[];
}

export interface Ocel {
  readonly objectTypes: readonly OcelType[];
  readonly eventTypes: readonly OcelType[];
  readonly objects: readonly OcelItem[];
  readonly events: readonly OcelItem[];
}

const isInstant = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  time: isInstant,
  integer: Number.isSafeInteger,
  float: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
};

/** What is wrong with a log, in words; nothing when it is right. */
export function ocelFaults(log: Ocel): string[] {
  const faults: string[] = [];
  const say = (fault: string) => void faults.push(fault);
  const members = Object.keys(log).sort().join();
  if (members !== 'eventTypes,events,objectTypes,objects') say(`members ${members}`);

  const declared = (types: readonly OcelType[], what: string) => {
    const names = types.map(({ name }) => name);
    if (new Set(names).size < names.length) say(`${what}: a type twice`);
    return new Map(
      types.map(({ name, attributes }) => {
        const own = new Map(attributes.map((attribute) => [attribute.name, attribute.type]));
        if (own.size < attributes.length) say(`${what} ${name}: an attribute twice`);
        for (const type of own.values()) if (!(type in TYPES)) say(`${what} ${name}: type ${type}`);
        return [name, own];
      }),
    );
  };
  const ids = new Set(log.objects.map(({ id }) => id));
  if (ids.size < log.objects.length) say('an object twice');
  if (new Set(log.events.map(({ id }) => id)).size < log.events.length) say('an event twice');

  const check = (items: readonly OcelItem[], types: ReturnType<typeof declared>, what: 'event' | 'object') => {
    for (const { id, type, time, attributes, relationships } of items) {
      if (typeof id !== 'string' || id === '') say(`${what} without id`);
      const known = types.get(type);
      if (!known) say(`${what} of type ${type}, which is not declared`);
      if (what === 'event' && !isInstant(time)) say(`${type}: time`);
      for (const one of attributes) {
        const expected = known?.get(one.name);
        if (expected === undefined) say(`${type}: ${one.name} is not declared`);
        else if (!TYPES[expected]!(one.value)) say(`${type}: ${one.name} is no ${expected}`);
        if (what === 'object' && !isInstant(one.time)) say(`${type}: ${one.name} without time`);
      }
      for (const { objectId, qualifier } of relationships) {
        if (!ids.has(objectId)) say(`${type}: no object ${objectId}`);
        if (typeof qualifier !== 'string') say(`${type}: no qualifier`);
      }
    }
  };
  check(log.events, declared(log.eventTypes, 'event type'), 'event');
  check(log.objects, declared(log.objectTypes, 'object type'), 'object');
  return faults;
}
