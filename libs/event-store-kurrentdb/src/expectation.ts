/** What an append expects of its stream, and whether it repeats an earlier one; the same in every event store. */
import {
  isSameEvent,
  type AppendedEvent,
  type ExpectedRevision,
  type StoredEvent,
  type StreamWrite,
} from '#libs/event-store';

/** Whether a stream at this revision (null = no event) is as expected. */
export function holds(expected: ExpectedRevision, actual: number | null): boolean {
  if (expected === 'any') return true;
  if (expected === 'must-not-exist') return actual === null;
  if (expected === 'must-exist') return actual !== null;
  return actual === expected;
}

/**
 * The result of the first append when this write repeats one: all of its events stand in its stream as they are, one
 * after the other, beginning where the expectation would have put them. Null when it is no repeat.
 */
export function firstResult(write: StreamWrite, found: readonly (StoredEvent | null)[]): AppendedEvent[] | null {
  const start = found[0]?.revision;
  if (start === undefined || !startsAsExpected(write.expectedRevision, start)) return null;
  const isRepeat = found.every(
    (event, n) =>
      event?.stream === write.stream && event.revision === start + n && isSameEvent(event, write.events[n]!),
  );
  return isRepeat ? found.map((event) => toAppended(event!)) : null;
}

export function toAppended({ id, revision, position, recordedAt }: AppendedEvent): AppendedEvent {
  return { id, revision, position, recordedAt };
}

/** The first id that an earlier event of the same write has too, or null. */
export function repeatedId({ events }: StreamWrite): string | null {
  const seen = new Set<string>();
  for (const { id } of events) {
    if (seen.has(id)) return id;
    seen.add(id);
  }
  return null;
}

function startsAsExpected(expected: ExpectedRevision, start: number): boolean {
  if (expected === 'any') return true;
  if (expected === 'must-not-exist') return start === 0;
  if (expected === 'must-exist') return start > 0;
  return start === expected + 1;
}
