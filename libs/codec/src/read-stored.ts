import type { StoredEvent } from '#libs/event-store';
import { DamagedEventError } from './damaged-event-error.js';
import { faultOf, isObject, type Envelope } from './envelope.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** The envelope of a stored care event. @throws DamagedEventError */
export function readEnvelope(stored: StoredEvent): Envelope {
  const value = parse(stored, 'metadata');
  const fault = faultOf(value);
  if (fault !== null) throw damaged(stored, `its envelope ${fault}`);
  return value as Envelope;
}

/** The data of a stored care event, in the schema version it was written in. @throws DamagedEventError */
export function readData(stored: StoredEvent): Record<string, unknown> {
  const value = parse(stored, 'data');
  if (!isObject(value)) throw damaged(stored, 'its data is no JSON object');
  return value;
}

/** The error for a stored event with this fault. */
export function damaged(stored: StoredEvent, fault: string): DamagedEventError {
  return new DamagedEventError(stored.position, stored.stream, fault);
}

function parse(stored: StoredEvent, part: 'data' | 'metadata'): unknown {
  try {
    return JSON.parse(UTF8.decode(stored[part]));
  } catch {
    // A parser's message repeats part of the text.
    throw damaged(stored, `its ${part} is no JSON in UTF-8`);
  }
}
