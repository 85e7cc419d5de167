import { canonicalBytes } from '#libs/codec';
import type { StoredEvent } from '#libs/event-store';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is wrong with a stored event by itself, without any key: null when nothing is. Values are never repeated. */
export function eventFault({ id, type, data, metadata }: StoredEvent): string | null {
  if (!UUID.test(id) || type === '') return 'The event has no proper id or type.';
  const envelope = canonicalValue(metadata);
  if (envelope === undefined) return 'The envelope of the event is no canonical JSON (RFC 8785).';
  const isPlain =
    typeof envelope === 'object' && envelope !== null && 'encoding' in envelope && envelope.encoding === 'plain';
  if (isPlain && canonicalValue(data) === undefined) return 'The data of the event is no canonical JSON (RFC 8785).';
  return null;
}

/** The JSON value of bytes that are its canonical form; undefined for others. */
function canonicalValue(bytes: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return Buffer.compare(canonicalBytes(value), bytes) === 0 ? value : undefined;
  } catch {
    return undefined;
  }
}
