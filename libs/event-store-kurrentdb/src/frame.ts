/**
 * Instants of copied events. The server stamps every event with its own clock, and takes no other; so the instant that
 * another store gave an event travels in a frame around the event's metadata, which stays valid JSON where it was:
 *
 *     {"$recordedAt":"2024-01-02T03:04:05.678Z","$metadata":<the metadata, byte for byte>}
 *
 * Metadata that itself begins like a frame gets one without an instant, so that what is unwrapped is always what was given.
 */
import type { NewEvent } from '#libs/event-store';

const MARK = Buffer.from('{"$recordedAt":');
const BETWEEN = Buffer.from(',"$metadata":');
const END = Buffer.from('}');
const NO_INSTANT = Buffer.from('null');

/** Most bytes that a frame adds. */
export const FRAME_BYTES = MARK.length + '"2024-01-02T03:04:05.678Z"'.length + BETWEEN.length + END.length;

/** Metadata as the server is given it. */
export function framed({ metadata, recordedAt }: Pick<NewEvent, 'metadata' | 'recordedAt'>): Uint8Array {
  if (recordedAt === undefined && !begins(metadata)) return metadata;
  const instant = recordedAt === undefined ? NO_INSTANT : Buffer.from(JSON.stringify(recordedAt));
  return Buffer.concat([MARK, instant, BETWEEN, metadata, END]);
}

/** The metadata inside, and the instant in ms since 1970 when there is one. */
export function unframed(stored: Uint8Array): { readonly metadata: Uint8Array; readonly recordedAt: number | null } {
  if (!begins(stored)) return { metadata: stored, recordedAt: null };
  const between = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength).indexOf(BETWEEN);
  const instant = Buffer.from(stored.subarray(MARK.length, between)).toString('utf8');
  const metadata = stored.subarray(between + BETWEEN.length, stored.byteLength - END.length);
  return { metadata, recordedAt: instant === 'null' ? null : Date.parse(JSON.parse(instant) as string) };
}

function begins(bytes: Uint8Array): boolean {
  return MARK.every((byte, n) => bytes[n] === byte);
}
