import type { StoredEvent } from '#libs/event-store';
import { eventNameOf, TYPE_PREFIX, type EventName, type RecordedCareEvent } from '#libs/trajectory';
import { damaged, readData, readEnvelope } from './read-stored.js';
import { parseStream } from './stream-name.js';
import { schemaVersionOf, upcast, UPCASTS, type Upcasts } from './upcast.js';

/**
 * Reads a stored event back, with its data in the present schema version.
 * @returns null for an event that is no care event (another kind of stream).
 * @throws DamagedEventError naming the position when the bytes are not what `encode` writes, or were written by a
 *   newer version of the program: leaving such an event out would make every figure wrong in silence.
 */
export function decode(stored: StoredEvent, upcasts: Upcasts = UPCASTS): RecordedCareEvent | null {
  const place = parseStream(stored.stream);
  if (place === null || !stored.type.startsWith(TYPE_PREFIX)) return null;
  const name = eventNameOf(stored.type);
  if (name === null) throw damaged(stored, 'its type is not known to this version of the program');
  const envelope = readEnvelope(stored);
  if (envelope.subject !== place.subject) throw damaged(stored, 'its envelope names another stream');
  const recorded = {
    source: envelope.source,
    id: envelope.id,
    name,
    subject: envelope.subject,
    ...(envelope.time === undefined ? {} : { time: envelope.time }),
    ...(envelope.attributes === undefined ? {} : { attributes: envelope.attributes }),
    data: inPresentVersion(stored, name, envelope.schemaVersion, upcasts),
    revision: stored.revision,
    position: stored.position,
    recordedAt: stored.recordedAt,
    schemaVersion: schemaVersionOf(name, upcasts),
  };
  return recorded as unknown as RecordedCareEvent;
}

function inPresentVersion(stored: StoredEvent, name: EventName, version: number, upcasts: Upcasts) {
  const data = readData(stored);
  try {
    return upcast(name, version, data, upcasts);
  } catch (error) {
    throw damaged(stored, error instanceof RangeError ? error.message : `its data does not fit ${name}`);
  }
}
