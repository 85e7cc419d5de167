import {
  EventIdTakenError,
  isSameEvent,
  WrongExpectedRevisionError,
  type AppendedEvent,
  type ExpectedRevision,
  type StoredEvent,
  type StreamWrite,
  type StreamWriteResult,
} from '#libs/event-store';
import type { Connection } from './connection.js';
import { COLUMNS, toInstant, toStoredEvent, type Row } from './rows.js';

/** Appends writes inside a transaction that the caller holds. */
export interface Appender {
  /** Begins a transaction: its events get this instant (ms), or that of the last event when the clock went back. */
  begin(now: number): void;
  /** One write, all of it or nothing. */
  append(write: StreamWrite): StreamWriteResult;
}

/** Prepares the statements once for a connection. */
export function createAppender(db: Connection): Appender {
  const options = { returnArrays: true };
  const lastInstant = db.prepare('SELECT recorded_at FROM events ORDER BY position DESC LIMIT 1', options);
  const lastRevision = db.prepare('SELECT max(revision) FROM events WHERE stream = ?', options);
  const withId = db.prepare(`SELECT ${COLUMNS} FROM events WHERE id = ?`, options);
  const insert = db.prepare(
    'INSERT INTO events (id, stream, revision, type, recorded_at, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );

  let clock = 0;
  /** The instant of the last event: none that follows is given an earlier one. */
  let latest = 0;

  function store(write: StreamWrite, after: number | null): AppendedEvent[] {
    let revision = after ?? -1;
    return write.events.map(({ id, type, data, metadata, recordedAt }) => {
      revision += 1;
      latest = Math.max(latest, recordedAt === undefined ? clock : Date.parse(recordedAt));
      const { lastInsertRowid } = insert.run(id, write.stream, revision, type, latest, data, metadata);
      return { id, revision, position: String(lastInsertRowid), recordedAt: toInstant(latest) };
    });
  }

  return {
    begin(now) {
      clock = now;
      [latest] = (lastInstant.get() as [number] | undefined) ?? [-Infinity];
    },
    append(write) {
      const [actual] = lastRevision.get(write.stream) as [number | null];
      const found = write.events.map(({ id }) => withId.get(id) as Row | undefined);
      const seen = new Set<string>();
      const taken = found.findIndex((row, index) => row !== undefined || isRepeated(seen, write.events[index]!.id));
      if (taken >= 0) {
        const first = firstResult(write, found);
        if (first) return { ok: true, events: first, repeated: first.map(({ id }) => id) };
      }
      if (!holds(write.expectedRevision, actual)) {
        return {
          ok: false,
          error: new WrongExpectedRevisionError(write.stream, write.expectedRevision, actual),
        };
      }
      if (taken >= 0) return { ok: false, error: new EventIdTakenError(write.events[taken]!.id) };
      return { ok: true, events: store(write, actual) };
    },
  };
}

function holds(expected: ExpectedRevision, actual: number | null): boolean {
  if (expected === 'any') return true;
  if (expected === 'must-not-exist') return actual === null;
  if (expected === 'must-exist') return actual !== null;
  return actual === expected;
}

/** Whether an earlier event of the same write has the same id; notes this one. */
function isRepeated(seen: Set<string>, id: string): boolean {
  return seen.size === seen.add(id).size;
}

/**
 * The result of the first append when this write repeats one: all of its events stand in its stream as they are, one
 * after the other, beginning where the expectation would have put them. Null when it is no repeat.
 */
function firstResult(write: StreamWrite, found: readonly (Row | undefined)[]): AppendedEvent[] | null {
  const stored = found.flatMap((row): StoredEvent[] => (row ? [toStoredEvent(row)] : []));
  const [first] = stored;
  if (stored.length < write.events.length || !startsAsExpected(write.expectedRevision, first!.revision)) return null;
  const isRepeat = stored.every(
    (event, n) =>
      event.stream === write.stream && event.revision === first!.revision + n && isSameEvent(event, write.events[n]!),
  );
  return isRepeat
    ? stored.map(({ id, revision, position, recordedAt }) => ({ id, revision, position, recordedAt }))
    : null;
}

function startsAsExpected(expected: ExpectedRevision, start: number): boolean {
  if (expected === 'any') return true;
  if (expected === 'must-not-exist') return start === 0;
  if (expected === 'must-exist') return start > 0;
  return start === expected + 1;
}
