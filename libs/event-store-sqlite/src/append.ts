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
import { Kinds } from './kinds.js';
import { SELECT_EVENTS, toInstant, toStoredEvent, type Row } from './rows.js';
import { Streams } from './streams.js';

/** Appends writes inside a transaction that the caller holds. */
export interface Appender {
  /** Begins a transaction: its events get this instant (ms), or that of the last event when the clock went back. */
  begin(now: number): void;
  /**
   * One write without looking for its ids first: null when it is not as it should be, and a constraint of the database
   * when an id is there. After either the caller undoes the transaction; most writes are of new events and need no more.
   */
  appendNew(write: StreamWrite): StreamWriteResult | null;
  /** One write, all of it or nothing. */
  append(write: StreamWrite): StreamWriteResult;
  /** The transaction was undone. */
  undone(): void;
}

/** Prepares the statements once for a connection. */
export function createAppender(db: Connection): Appender {
  const options = { returnArrays: true };
  const version = db.prepare('PRAGMA data_version', options);
  const lastInstant = db.prepare('SELECT recorded_at FROM events ORDER BY position DESC LIMIT 1', options);
  const withId = db.prepare(`${SELECT_EVENTS} WHERE events.id = unhex(?, '-')`, options);
  const insert = db.prepare(
    `INSERT INTO events (id, stream, revision, kind, recorded_at, data, metadata)
     VALUES (unhex(?, '-'), ?, ?, ?, ?, ?, ?)`,
  );
  const [streams, kinds] = [new Streams(db), new Kinds(db, true)];

  let clock = 0;
  /** The instant of the last event: none that follows is given an earlier one. */
  let latest = 0;
  /** Changes when another connection has written; what is at hand is then forgotten. */
  let seen = -1;

  function forget(): void {
    streams.forget();
    kinds.forget();
  }

  function store({ stream, events }: StreamWrite): StreamWriteResult {
    const state = streams.get(stream);
    const number = streams.numberOf(stream, state);
    const appended: AppendedEvent[] = [];
    for (const { id, type, data, metadata, recordedAt } of events) {
      const revision = (state.revision ?? -1) + 1;
      const kind = kinds.forEvent(type, metadata);
      latest = Math.max(latest, recordedAt === undefined ? clock : Date.parse(recordedAt));
      const own = kind.metadata === null ? metadata : null;
      const { lastInsertRowid } = insert.run(id, number, revision, kind.number, latest, data, own);
      state.revision = revision;
      appended.push({ id, revision, position: String(lastInsertRowid), recordedAt: toInstant(latest) });
    }
    return { ok: true, events: appended };
  }

  return {
    begin(now) {
      const [present] = version.get() as unknown as [number];
      if (present !== seen) forget();
      seen = present;
      clock = now;
      [latest] = (lastInstant.get() as [number] | undefined) ?? [-Infinity];
    },
    appendNew(write) {
      return holds(write.expectedRevision, streams.get(write.stream).revision) ? store(write) : null;
    },
    append(write) {
      const actual = streams.get(write.stream).revision;
      const found = write.events.map(({ id }) => withId.get(id) as Row | undefined);
      const ids = new Set<string>();
      const taken = found.findIndex((row, index) => row !== undefined || isRepeated(ids, write.events[index]!.id));
      if (taken >= 0) {
        const stored = found.flatMap((row) => (row ? [toStoredEvent(row, kinds)] : []));
        const first = firstResult(write, stored);
        if (first) return { ok: true, events: first, repeated: first.map(({ id }) => id) };
      }
      if (!holds(write.expectedRevision, actual)) {
        return {
          ok: false,
          error: new WrongExpectedRevisionError(write.stream, write.expectedRevision, actual),
        };
      }
      if (taken >= 0) return { ok: false, error: new EventIdTakenError(write.events[taken]!.id) };
      return store(write);
    },
    undone: forget,
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
function firstResult(write: StreamWrite, stored: readonly StoredEvent[]): AppendedEvent[] | null {
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
