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
import { COLUMNS, toInstant, toStoredEvent, type Row } from './rows.js';

/** A page ends after this many bytes of events, whatever its count, so that memory stays flat with large events. */
const PAGE_BYTES = 4 * 1024 * 1024;

/** Largest position that SQLite can hold. */
const LAST = 2n ** 63n - 1n;

/** Reads pages. No statement is left open between two of them, so that the log can always be moved into the file. */
export class Reader {
  private readonly byPosition: Statement;
  private readonly byPositionAndType: Statement;
  private readonly byRevision: Statement;
  private readonly byId: Statement;
  private readonly atPosition: Statement;
  private readonly positions: Statement;
  private readonly newest: Statement;
  private readonly lastRevision: Statement;

  constructor(private readonly db: Connection) {
    const prepare = (sql: string) => db.prepare(sql, { returnArrays: true });
    const page = `SELECT ${COLUMNS} FROM events WHERE position > ? AND position <= ?`;
    this.byPosition = prepare(`${page} ORDER BY position LIMIT ?`);
    this.byPositionAndType = prepare(`${page} AND type IN (SELECT value FROM json_each(?)) ORDER BY position LIMIT ?`);
    this.byRevision = prepare(
      `SELECT ${COLUMNS} FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`,
    );
    this.byId = prepare(`SELECT ${COLUMNS} FROM events WHERE id = ?`);
    this.atPosition = prepare(`SELECT ${COLUMNS} FROM events WHERE position = ?`);
    this.positions = prepare(
      `SELECT position FROM events INDEXED BY events_by_stream
       WHERE stream IN (SELECT value FROM json_each(?)) AND position > ? AND position <= ?`,
    );
    this.newest = prepare('SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1');
    this.lastRevision = prepare('SELECT max(revision) FROM events WHERE stream = ?');
  }

  /** Events after one position up to and including another, at most `limit`. */
  pageByPosition(after: bigint, until: bigint, limit: number): StoredEvent[] {
    return this.page(this.byPosition, after, until, limit);
  }

  /** The same, only events of these types. */
  pageByType(after: bigint, until: bigint, types: readonly string[], limit: number): StoredEvent[] {
    return this.page(this.byPositionAndType, after, until, JSON.stringify(types), limit);
  }

  /** Events of a stream from a revision on. */
  pageOfStream(stream: string, from: number, limit: number): StoredEvent[] {
    return this.page(this.byRevision, stream, from, limit);
  }

  /** Positions of all events of these streams after one position up to and including another, ascending. */
  positionsOf(streams: readonly string[], after: bigint, until: bigint): number[] {
    const rows = this.all<[number]>(this.positions, JSON.stringify(streams), after, until);
    return rows.map(([position]) => position).sort((a, b) => a - b);
  }

  eventAt(position: number): StoredEvent | null {
    return this.page(this.atPosition, position)[0] ?? null;
  }

  eventWithId(id: string): StoredEvent | null {
    return this.page(this.byId, id)[0] ?? null;
  }

  revisionOf(stream: string): number | null {
    return this.all<[number | null]>(this.lastRevision, stream)[0]![0];
  }

  head(): Head | null {
    const [row] = this.all<[number, number]>(this.newest);
    return row ? { position: String(row[0]), recordedAt: toInstant(row[1]) } : null;
  }

  private page(statement: Statement, ...parameters: unknown[]): StoredEvent[] {
    return this.guarded(() => {
      const events: StoredEvent[] = [];
      let bytes = 0;
      for (const row of statement.iterate(...parameters) as IterableIterator<Row>) {
        const event = toStoredEvent(row);
        events.push(event);
        bytes += event.data.byteLength + event.metadata.byteLength;
        if (bytes >= PAGE_BYTES) break;
      }
      return events;
    });
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

/**
 * A position as SQLite orders it; one that lies beyond every possible event is the last possible.
 * @throws ForeignPositionError for one of two numbers
 */
export function toRowId(position: Position): bigint {
  if (position.includes('-')) throw new ForeignPositionError();
  const order = positionOrder(position);
  return order > LAST ? LAST : order;
}
