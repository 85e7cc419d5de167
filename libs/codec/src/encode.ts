import type { NewEvent, StoredEvent } from '#libs/event-store';
import { typeOf, type CareEvent } from '#libs/trajectory';
import { canonicalBytes } from './canonical-json.js';
import { PLAIN, type Envelope } from './envelope.js';
import { eventIdOf } from './event-id.js';
import { readEnvelope } from './read-stored.js';
import { schemaVersionOf } from './upcast.js';

/**
 * A care event in the form the store keeps: `data` and the envelope as RFC 8785 bytes, under an id derived from
 * (`source`, `id`). The same event always gives the same bytes.
 * @throws TypeError when a value has no canonical JSON form.
 */
export function encode(event: CareEvent): NewEvent {
  const envelope: Envelope = {
    schemaVersion: schemaVersionOf(event.name),
    encoding: PLAIN,
    source: event.source,
    id: event.id,
    subject: event.subject,
    time: event.time,
    attributes: event.attributes && Object.keys(event.attributes).length > 0 ? event.attributes : undefined,
  };
  return {
    id: eventIdOf(event),
    type: typeOf(event.name),
    data: canonicalBytes(event.data),
    metadata: canonicalBytes(envelope),
  };
}

/**
 * Whether an event that arrives says the same as the stored one with its key (contract section 2): equal RFC 8785
 * bytes of type, subject and data. `time` and the other attributes do not count.
 * @throws DamagedEventError when the stored event cannot be read.
 */
export function sameContent(event: CareEvent, stored: StoredEvent): boolean {
  return (
    stored.type === typeOf(event.name) &&
    readEnvelope(stored).subject === event.subject &&
    Buffer.compare(canonicalBytes(event.data), stored.data) === 0
  );
}
