import type { StoredEvent } from '#libs/event-store';
import { DamagedEventError } from './damaged-event-error.js';
import { faultOf, isObject, type Envelope } from './envelope.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Sound envelopes by their bytes: those of sealed events are few, and all alike. */
const known = new Map<string, Envelope>();
const KNOWN_BYTES = 64;
const MOST_KNOWN = 100;

/** The bytes of the last envelope that was read, which stores share between events. */
let last: { readonly bytes: Uint8Array; readonly envelope: Envelope } | null = null;

/** The envelope of a stored care event. @throws DamagedEventError */
export function readEnvelope(stored: StoredEvent): Envelope {
  if (last?.bytes === stored.metadata) return last.envelope;
  const envelope = envelopeOf(stored);
  last = { bytes: stored.metadata, envelope };
  return envelope;
}

function envelopeOf(stored: StoredEvent): Envelope {
  const short = stored.metadata.byteLength <= KNOWN_BYTES ? Buffer.from(stored.metadata).toString('latin1') : null;
  const seen = short === null ? undefined : known.get(short);
  if (seen) return seen;
  const value = parse(stored, 'metadata');
  const fault = faultOf(value);
  if (fault !== null) throw damaged(stored, `its envelope ${fault}`);
  if (short !== null && known.size < MOST_KNOWN) known.set(short, value as Envelope);
  return value as Envelope;
}

/** The data of a plain care event, in the schema version it was written in. @throws DamagedEventError */
export function readData(stored: StoredEvent): Record<string, unknown> {
  const value = parse(stored, 'data');
  if (!isObject(value)) throw damaged(stored, 'its data is no JSON object');
  return value;
}

/** The value of JSON text in UTF-8; undefined when it is none. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(UTF8.decode(bytes));
  } catch {
    return undefined; // a parser's message repeats part of the text
  }
}

/** The error for a stored event with this fault. */
export function damaged(stored: StoredEvent, fault: string): DamagedEventError {
  return new DamagedEventError(stored.position, stored.stream, fault);
}

function parse(stored: StoredEvent, part: 'data' | 'metadata'): unknown {
  const value = parseJson(stored[part]);
  if (value === undefined) throw damaged(stored, `its ${part} is no JSON in UTF-8`);
  return value;
}
