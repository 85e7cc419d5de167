import type { NewEvent } from './port.js';

/**
 * Bytes that an event counts for where a store has a limit: data, metadata, and the type as EventStoreDB counts it (two
 * bytes for each UTF-16 unit).
 */
export function sizeOf({ data, metadata, type }: NewEvent): number {
  return data.byteLength + metadata.byteLength + 2 * type.length;
}
