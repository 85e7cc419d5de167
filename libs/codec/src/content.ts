/** What an event says, from the bytes it is stored in to the event the domain knows. */
import type { StoredEvent } from '#libs/event-store';
import { eventNameOf, type EventName, type RecordedCareEvent } from '#libs/trajectory';
import { isObject } from './envelope.js';
import { damaged } from './read-stored.js';
import { schemaVersionOf, upcast, type Upcasts } from './upcast.js';

/** The members of a care event that are no part of its place in the store. */
export interface Content {
  readonly source: string;
  readonly id: string;
  readonly subject: string;
  readonly time?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** In the schema version it was written in. */
  readonly data: Record<string, unknown>;
}

/** The name of a stored care event. @throws DamagedEventError when this version does not know it. */
export function nameOf(stored: StoredEvent): EventName {
  const name = eventNameOf(stored.type);
  if (name === null) throw damaged(stored, 'its type is not known to this version of the program');
  return name;
}

/** The event with its place, its data in the present schema version. @throws DamagedEventError */
export function recorded(stored: StoredEvent, content: Content, version: number, upcasts: Upcasts): RecordedCareEvent {
  const name = nameOf(stored);
  const event: Record<string, unknown> = {
    source: content.source,
    id: content.id,
    name,
    subject: content.subject,
    data: inPresentVersion(stored, name, content.data, version, upcasts),
    revision: stored.revision,
    position: stored.position,
    recordedAt: stored.recordedAt,
    schemaVersion: schemaVersionOf(name, upcasts),
  };
  if (content.time !== undefined) event['time'] = content.time;
  if (content.attributes !== undefined) event['attributes'] = content.attributes;
  return event as unknown as RecordedCareEvent;
}

/** What is wrong with members that tell who sent an event and when, naming members and never values; null when sound. */
export function faultOfMembers(value: Readonly<Record<string, unknown>>, needed: readonly string[]): string | null {
  for (const member of needed) {
    if (typeof value[member] !== 'string' || value[member] === '') return `has no ${member}`;
  }
  if (value['time'] !== undefined && typeof value['time'] !== 'string') return 'has a time that is no text';
  const attributes = value['attributes'];
  if (attributes === undefined) return null;
  const sound = isObject(attributes) && Object.values(attributes).every((text) => typeof text === 'string');
  return sound ? null : 'has attributes that are no texts';
}

function inPresentVersion(
  stored: StoredEvent,
  name: EventName,
  data: Record<string, unknown>,
  version: number,
  upcasts: Upcasts,
) {
  try {
    return upcast(name, version, data, upcasts);
  } catch (error) {
    throw damaged(stored, error instanceof RangeError ? error.message : `its data does not fit ${name}`);
  }
}
