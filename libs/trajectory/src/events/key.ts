/** The idempotency key of an event as one text. */
import type { EventKey } from './event-data.js';

/** A text that differs for different (source, id) pairs, whatever characters they hold. */
export function keyOf(key: EventKey): string {
  return `${key.id.length}:${key.id}${key.source}`;
}
