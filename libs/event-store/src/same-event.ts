import type { NewEvent } from './port.js';

/**
 * Whether two events with one id are the same, byte for byte. An append is a repeat only of the same events: who appends
 * other content under an id that is there must not be told where that content came to stand.
 */
export function isSameEvent(a: NewEvent, b: NewEvent): boolean {
  return (
    a.id === b.id &&
    a.type === b.type &&
    Buffer.compare(a.data, b.data) === 0 &&
    Buffer.compare(a.metadata, b.metadata) === 0
  );
}
