import {
  ForeignPositionError,
  positionOrder,
  StoreClosedError,
  type Head,
  type Position,
  type StoredEvent,
} from '#libs/event-store';
import type { Connection, Statement } from './connection.js';
import { translated } from './driver-errors.js';
import { Kinds } from './kinds.js';
import { SELECT_EVENTS, toInstant, toStoredEvent, type Row } from './rows.js';

/** A page ends after this many bytes of events, whatever its count, so that memory stays flat with large events. */
const PAGE_BYTES = 4 * 1024 * 1024;

/** Largest position that SQLite can hold. */
const LAST = 2n ** 63n - 1n;

/** Reads pages. No statement is left open between two of them, so that the log can always be moved into the file. */
export class Reader {
  private readonly kinds: Kinds;
  private readonly statements: ReturnType<typeof prepare>;

  constructor(private readonly db: Connection) {
    this.kinds = new Kinds(db, false);
    this.statements = prepare(db);
  }

  /** Events after one position up to and including another, at most `limit`. */
  pageByPosition(after: bigint, until: bigint, limit: number): StoredEvent[] {
    return this.guarded(() => {
      const { byPosition, bytesByPosition } = this.statements;
      const [bytes] = bytesByPosition.get(after, until, limit) as [number | null];
      // Rows are cheaper all at once; one after the other they are read only where they may be too much at once.
      return (bytes ?? 0) < PAGE_BYTES
        ? this.eventsOf(byPosition.all(after, until, limit))
        : this.page(byPosition, after, until, limit);
    });
  }

  /** The same, only events of these types. */
  pageByType(after: bigint, until: bigint, types: readonly string[], limit: number): StoredEvent[] {
    return this.guarded(() => {
      const kinds = JSON.stringify(this.kinds.ofTypes(types));
      return this.page(this.statements.byPositionAndKind, after, until, kinds, limit);
    });
  }

  /** Events of a stream from a revision on; `whole` when there are no more. */
  pageOfStream(stream: string, from: number, limit: number): { events: StoredEvent[]; whole: boolean } {
    return this.guarded(() => {
      const events = this.page(this.statements.byRevision, stream, from, limit);
      return { events, whole: events.length < limit && bytesOf(events) < PAGE_BYTES };
    });
  }

  /** Positions of all events of these streams after one position up to and including another, ascending. */
  positionsOf(streams: readonly string[], after: bigint, until: bigint): number[] {
    const rows = this.all<[number]>(this.statements.positions, JSON.stringify(streams), after, until);
    return rows.map(([position]) => position).sort((a, b) => a - b);
  }

  eventAt(position: number): StoredEvent | null {
    return this.guarded(() => this.page(this.statements.atPosition, position)[0] ?? null);
  }

  /** The events with these ids, as far as they are there. */
  eventsWithIds(ids: readonly string[]): StoredEvent[] {
    return this.guarded(() => this.eventsOf(this.statements.byIds.all(JSON.stringify(ids)) as unknown as Row[]));
  }

  revisionOf(stream: string): number | null {
    return this.all<[number | null]>(this.statements.lastRevision, stream)[0]![0];
  }

  head(): Head | null {
    const [row] = this.all<[number, number]>(this.statements.newest);
    return row ? { position: String(row[0]), recordedAt: toInstant(row[1]) } : null;
  }

  private page(statement: Statement, ...parameters: unknown[]): StoredEvent[] {
    const events: StoredEvent[] = [];
    let bytes = 0;
    for (const row of statement.iterate(...parameters) as IterableIterator<Row>) {
      const event = toStoredEvent(row, this.kinds);
      events.push(event);
      bytes += event.data.byteLength + event.metadata.byteLength;
      if (bytes >= PAGE_BYTES) break;
    }
    return events;
  }

  private eventsOf(rows: readonly Row[]): StoredEvent[] {
    return rows.map((row) => toStoredEvent(row, this.kinds));
  }

  private all<R>(statement: Statement, ...parameters: unknown[]): R[] {
    return this.guarded(() => statement.all(...parameters) as R[]);
  }

  private guarded<T>(read: () => T): T {
    if (!this.db.isOpen) throw new StoreClosedError();
    try {
      return read();
    } catch (error) {
      throw translated(error);
    }
  }
}

function bytesOf(events: readonly StoredEvent[]): number {
  return events.reduce((bytes, { data, metadata }) => bytes + data.byteLength + metadata.byteLength, 0);
}

function prepare(db: Connection) {
  const statement = (sql: string) => db.prepare(sql, { returnArrays: true });
  const range = 'events.position > ? AND events.position <= ?';
  const ofStream = 'events.stream = (SELECT number FROM stream WHERE name = ?)';
  return {
    byPosition: statement(`${SELECT_EVENTS} WHERE ${range} ORDER BY events.position LIMIT ?`),
    // Lengths stand in the head of a row: no data is read.
    bytesByPosition: statement(
      `SELECT sum(bytes) FROM (SELECT length(data) + ifnull(length(metadata), 0) AS bytes FROM events
       WHERE ${range} ORDER BY position LIMIT ?)`,
    ),
    byPositionAndKind: statement(
      `${SELECT_EVENTS} WHERE events.position IN (
         SELECT position FROM events INDEXED BY events_by_kind
         WHERE ${range} AND kind IN (SELECT value FROM json_each(?)) ORDER BY position LIMIT ?)
       ORDER BY events.position`,
    ),
    byRevision: statement(
      `${SELECT_EVENTS} WHERE ${ofStream} AND events.revision >= ? ORDER BY events.revision LIMIT ?`,
    ),
    byIds: statement(`${SELECT_EVENTS} WHERE events.id IN (SELECT unhex(value, '-') FROM json_each(?))`),
    atPosition: statement(`${SELECT_EVENTS} WHERE events.position = ?`),
    positions: statement(
      `SELECT position FROM events INDEXED BY events_by_stream
       WHERE stream IN (SELECT number FROM stream WHERE name IN (SELECT value FROM json_each(?)))
         AND position > ? AND position <= ?`,
    ),
    newest: statement('SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1'),
    lastRevision: statement(`SELECT max(revision) FROM events WHERE ${ofStream}`),
  };
}

/**
 * A position as SQLite orders it; one that lies beyond every possible event is the last possible.
 * @throws ForeignPositionError for one of two numbers
 */
export function toRowId(position: Position): bigint {
  if (position.includes('-')) throw new ForeignPositionError();
  const order = positionOrder(position);
  return order > LAST ? LAST : order;
}
