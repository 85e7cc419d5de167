/** Refused events in a SQLite file of their own: it may be emptied, the ledger may not. */
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Problem } from '#libs/http';
import type { About } from './about.js';
import type { Keepable } from './keepable.js';
import { mentions, type Mentions } from './mentions.js';
import type { Rejection, RejectionCount, RejectionFilter, RejectionPage } from './rejection.js';
import { prepareFile } from './schema.js';

const COLUMNS = `number, id, problem, source, event_id AS eventId, type, event, bytes, sha256,
  first_refused_at AS firstRefusedAt, last_refused_at AS lastRefusedAt, times,
  resolved_at AS resolvedAt, resolved_position AS resolvedPosition`;

/** What was recorded after all. */
export interface Resolution {
  readonly source: string;
  readonly eventId: string;
  readonly position: string;
}

export interface Refused {
  readonly keepable: Keepable;
  readonly problem: Problem;
  readonly about: About;
}

export class RejectionStore {
  private readonly db: DatabaseSyncInstance;
  private readonly statements: ReturnType<typeof prepare>;

  /** @param path of the file, made when it does not exist; `:memory:` for one that is gone afterwards. */
  constructor(path: string) {
    this.db = new DatabaseSync(path);
    prepareFile(this.db);
    this.statements = prepare(this.db);
  }

  /** Keeps refused events in one commit; the same content refused by the same rule is one rejection. Gives their ids. */
  keep(refused: readonly Refused[], at: string): string[] {
    return this.inTransaction(() =>
      refused.map(({ keepable, problem, about }) => {
        const { fingerprint, source, eventId, type, event, bytes, sha256 } = keepable;
        const values = [
          fingerprint,
          problem.code,
          JSON.stringify(problem),
          source,
          eventId,
          type,
          event,
          bytes,
          sha256,
          Number(about.unknown),
        ];
        const kept = this.statements.keep.get(randomUUID(), ...values, at, at) as { id: string; number: number };
        for (const reference of about.references) this.statements.mention.run(reference, kept.number);
        return kept.id;
      }),
    );
  }

  /** Marks the open rejections of events that are recorded now. */
  resolve(recorded: readonly Resolution[], at: string): void {
    if (this.statements.anyOpen.get() === undefined) return;
    const keys = JSON.stringify(recorded.map(({ source, eventId }) => [source, eventId]));
    const open = this.statements.openAmong.all(keys) as unknown as { place: number }[];
    if (open.length === 0) return;
    this.inTransaction(() => {
      for (const { place } of open) {
        const { source, eventId, position } = recorded[place]!;
        this.statements.resolve.run(at, position, source, eventId);
      }
    });
  }

  /** Marks one rejection, whose event may have been recorded under another key. */
  resolveOne(id: string, position: string, at: string): void {
    this.statements.resolveOne.run(at, position, id);
  }

  get(id: string): Rejection | null {
    const row = this.statements.get.get(id) as Row | undefined;
    return row ? toRejection(row) : null;
  }

  /** The one with a number that this store gave. */
  at(number: number): Rejection {
    const row = this.statements.at.get(number) as Row | undefined;
    return toRejection(row!);
  }

  /** Up to `limit` rejections, newest first, going on after the one with number `after`. */
  list(filter: RejectionFilter, after = Number.MAX_SAFE_INTEGER, limit = 100): RejectionPage {
    const { sources, code = null, resolved } = filter;
    const among = sources === undefined ? null : JSON.stringify(sources);
    const wanted = resolved === undefined ? null : Number(resolved);
    const values = [after, among, among, code, code, wanted, wanted, limit + 1];
    const rows = this.statements.list.all(...values) as unknown as Row[];
    const page = rows.slice(0, limit);
    return {
      rejections: page.map(toRejection),
      after: page.length > 0 ? String(page.at(-1)!.number) : null,
      more: rows.length > limit,
    };
  }

  /** Counts them by source, type and code, in that order; of all sources when none are given. */
  counts(sources?: readonly string[]): RejectionCount[] {
    const among = sources === undefined ? null : JSON.stringify(sources);
    return this.statements.counts.all(among, among) as RejectionCount[];
  }

  /** The numbers of those whose text mentions a person, resolved or not. */
  async mentioning(person: Mentions): Promise<number[]> {
    const found: number[] = [];
    for (let after = 0; ;) {
      const rows = this.statements.page.all(after, PAGE) as unknown as KeptRow[];
      for (const { number, event, problem } of rows) {
        if ([event, problem].some((text) => text && mentions(text, person))) found.push(number);
      }
      if (rows.length < PAGE) return found;
      after = rows.at(-1)!.number;
      await setImmediate();
    }
  }

  /**
   * The numbers of those that are, or may be, about a person of whom only opaque names are left: they name one of them, or
   * somebody whom the ledger did not know.
   * @param references names of streams and ids of events, as `aboutOf` gives them
   */
  perhapsAbout(references: readonly string[]): number[] {
    const rows = this.statements.perhapsAbout.all(JSON.stringify(references)) as unknown as { number: number }[];
    return rows.map(({ number }) => number);
  }

  /** Removes rejections, so that no byte of them stays in the files. */
  remove(numbers: readonly number[]): void {
    if (numbers.length === 0) return;
    this.inTransaction(() => numbers.forEach((number) => this.statements.remove.run(number)));
    this.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** Whether what an erasure asks for was removed from this file. */
  isCarriedOut(erasure: string): boolean {
    return this.statements.isCarriedOut.get(erasure) !== undefined;
  }

  /** Notes that what an erasure asks for is removed. */
  noteCarriedOut(erasure: string): void {
    this.statements.noteCarriedOut.run(erasure);
  }

  /** The vault's last destruction up to which every erasure was carried out here; -1 before the first time. */
  get settledUpTo(): number {
    return (this.statements.settledUpTo.get() as { destruction: number | null }).destruction ?? -1;
  }

  set settledUpTo(destruction: number) {
    this.statements.settle.run(destruction);
  }

  /** How many are not resolved. */
  open(): number {
    return (this.statements.countOpen.get() as { open: number }).open;
  }

  close(): void {
    if (this.db.isOpen) this.db.close();
  }

  private inTransaction<T>(work: () => T): T {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }
}

/** Rejections looked through at once. */
const PAGE = 500;

interface KeptRow {
  readonly number: number;
  readonly event: string | null;
  readonly problem: string;
}

function prepare(db: DatabaseSyncInstance) {
  return {
    page: db.prepare('SELECT number, event, problem FROM rejection WHERE number > ? ORDER BY number LIMIT ?'),
    remove: db.prepare('DELETE FROM rejection WHERE number = ?'),
    keep: db.prepare(`
      INSERT INTO rejection (id, fingerprint, code, problem, source, event_id, type, event, bytes, sha256,
        names_unknown, first_refused_at, last_refused_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (fingerprint, code) DO UPDATE SET times = times + 1, problem = excluded.problem,
        names_unknown = excluded.names_unknown,
        last_refused_at = excluded.last_refused_at, resolved_at = NULL, resolved_position = NULL
      RETURNING id, number`),
    mention: db.prepare('INSERT INTO mention (reference, number) VALUES (?, ?) ON CONFLICT DO NOTHING'),
    perhapsAbout: db.prepare(`
      SELECT number FROM rejection WHERE names_unknown = 1
      UNION SELECT number FROM mention WHERE reference IN (SELECT value FROM json_each(?))`),
    isCarriedOut: db.prepare('SELECT 1 FROM carried_out WHERE erasure = ?'),
    noteCarriedOut: db.prepare('INSERT INTO carried_out (erasure) VALUES (?) ON CONFLICT DO NOTHING'),
    settledUpTo: db.prepare('SELECT max(destruction) AS destruction FROM settled'),
    settle: db.prepare(
      'INSERT INTO settled (one, destruction) VALUES (1, ?) ON CONFLICT DO UPDATE SET destruction = excluded.destruction',
    ),
    anyOpen: db.prepare('SELECT 1 FROM rejection WHERE resolved_at IS NULL LIMIT 1'),
    openAmong: db.prepare(`
      SELECT sent.key AS place FROM json_each(?) AS sent
      WHERE EXISTS (SELECT 1 FROM rejection
        WHERE source = sent.value ->> 0 AND event_id = sent.value ->> 1 AND resolved_at IS NULL)`),
    countOpen: db.prepare('SELECT count(*) AS open FROM rejection WHERE resolved_at IS NULL'),
    resolve: db.prepare(`
      UPDATE rejection SET resolved_at = ?, resolved_position = ?
      WHERE source = ? AND event_id = ? AND resolved_at IS NULL`),
    resolveOne: db.prepare('UPDATE rejection SET resolved_at = ?, resolved_position = ? WHERE id = ?'),
    at: db.prepare(`SELECT ${COLUMNS} FROM rejection WHERE number = ?`),
    get: db.prepare(`SELECT ${COLUMNS} FROM rejection WHERE id = ?`),
    counts: db.prepare(`
      SELECT source, type, code, count(*) AS rejections, count(*) FILTER (WHERE resolved_at IS NULL) AS open,
        max(last_refused_at) AS lastRefusedAt
      FROM rejection WHERE ? IS NULL OR source IN (SELECT value FROM json_each(?))
      GROUP BY source, type, code ORDER BY source, type, code`),
    list: db.prepare(`
      SELECT ${COLUMNS} FROM rejection
      WHERE number < ? AND (? IS NULL OR source IN (SELECT value FROM json_each(?))) AND (? IS NULL OR code = ?)
        AND (? IS NULL OR (resolved_at IS NOT NULL) = ?)
      ORDER BY number DESC LIMIT ?`),
  };
}

interface Row {
  readonly number: number;
  readonly id: string;
  readonly problem: string;
  readonly source: string | null;
  readonly eventId: string | null;
  readonly type: string | null;
  readonly event: string | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly firstRefusedAt: string;
  readonly lastRefusedAt: string;
  readonly times: number;
  readonly resolvedAt: string | null;
  readonly resolvedPosition: string | null;
}

function toRejection(row: Row): Rejection {
  const { id, problem, source, eventId, type, event, bytes, sha256, firstRefusedAt, lastRefusedAt, times } = row;
  return {
    id,
    problem: JSON.parse(problem) as Problem,
    source,
    eventId,
    type,
    event: event === null ? null : (JSON.parse(event) as unknown),
    unreadable: bytes === null || sha256 === null ? null : { bytes, sha256 },
    firstRefusedAt,
    lastRefusedAt,
    times,
    resolved:
      row.resolvedAt === null || row.resolvedPosition === null
        ? null
        : { at: row.resolvedAt, position: row.resolvedPosition },
  };
}
