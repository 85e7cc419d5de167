/** The access log: a SQLite file apart from the ledger, append-only and hash-chained, with its own retention. */
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { BEGINNING, chained, referenceOf } from './chain.js';
import type { AccessEntry, Look, Viewer } from './entry.js';
import { EVERYONE, SCHEMA } from './schema.js';

export interface AccessLogOptions {
  /** `:memory:` for none on disk. */
  readonly path: string;
  /** At least 32 bytes; references of clients are made with it. */
  readonly key: Uint8Array;
  /** Years that an entry is kept; default 5, the least that the decree on it asks for. */
  readonly years?: number;
  readonly now?: () => Date;
}

/** What checking the chain found. */
export interface AccessLogCheck {
  readonly entries: number;
  /** Number and hash of the newest entry, to be noted elsewhere: only so is it seen when the newest entries are gone. */
  readonly head: { readonly number: number; readonly hash: string };
  /** The first entry that is not as it was written; null when all are. */
  readonly fault: { readonly number: number; readonly what: string } | null;
}

export const USUAL_YEARS = 5;
const DAY_MS = 86_400_000;

interface Row {
  readonly number: number;
  readonly text: string;
  readonly hash: Uint8Array;
}

/** The key that is given is not the one that the entries were made with. */
export class WrongLogKeyError extends Error {
  override readonly name = 'WrongLogKeyError';
}

/** One access log. Several processes may write it at once. */
export class AccessLog {
  private readonly db: DatabaseSyncInstance;
  private readonly now: () => Date;
  private retainedAt = 0;

  /** @throws WrongLogKeyError */
  constructor(private readonly options: AccessLogOptions) {
    const { path, key, now = () => new Date() } = options;
    this.now = now;
    if (path !== ':memory:') closeSync(openSync(path, 'a', 0o600)); // for its owner only
    this.db = new DatabaseSync(path);
    this.db.exec(SCHEMA);
    this.checkKey(referenceOf(key, 'key', 'check'));
  }

  /**
   * Adds an entry; it is on disk when this returns.
   * @throws Error when it cannot be written: then nothing may be shown
   */
  append(viewer: Viewer, { action, object, id, detail, clients, outcome = 'given' }: Look): void {
    const at = this.now().toISOString();
    const references = clients === 'everyone' ? clients : [...new Set(clients)].map((client) => this.clientOf(client));
    const content = {
      at,
      ...viewerOf(viewer),
      action,
      object,
      reference: id === undefined ? null : referenceOf(this.options.key, object, id),
      detail: detail ?? null,
      clients: references,
      outcome,
    };
    this.retain();
    this.inTransaction(() => {
      const before = this.last();
      const number = before.number + 1;
      const text = JSON.stringify(content);
      this.db
        .prepare('INSERT INTO entry (number, at, text, hash) VALUES (?, ?, ?, ?)')
        .run(number, at, text, chained(before.hash, number, text));
      const insert = this.db.prepare('INSERT INTO entry_client (client, number) VALUES (?, ?)');
      for (const client of references === 'everyone' ? [EVERYONE] : references) insert.run(client, number);
    });
  }

  /**
   * Entries in order.
   * @param clients pseudonyms of one client: only entries in which something of them was shown, those about everyone too
   * @param after number of the entry before the first one wanted
   */
  list(options: { clients?: readonly string[]; after?: number; limit?: number } = {}): AccessEntry[] {
    const { clients, after = 0, limit = -1 } = options;
    const wanted = clients && [EVERYONE, ...clients.map((client) => this.clientOf(client))];
    const which = wanted
      ? `AND number IN (SELECT number FROM entry_client WHERE client IN (${wanted.map(() => '?').join(', ')}))`
      : '';
    const sql = `SELECT number, text, hash FROM entry WHERE number > ? ${which} ORDER BY number LIMIT ?`;
    const rows = this.db.prepare(sql).all(after, ...(wanted ?? []), limit) as unknown as Row[];
    return rows.map(({ number, text }) => ({ number, ...(JSON.parse(text) as Omit<AccessEntry, 'number'>) }));
  }

  /**
   * Recomputes the chain.
   * @param noted number and hash (hex) of an entry that was noted before
   */
  verify(noted?: { readonly number: number; readonly hash: string }): AccessLogCheck {
    const begin = this.cut();
    let [number, hash, entries] = [begin.number, begin.hash, 0];
    const found = (fault: AccessLogCheck['fault']): AccessLogCheck => ({
      entries,
      head: { number, hash: Buffer.from(hash).toString('hex') },
      fault,
    });
    const sql = 'SELECT number, text, hash FROM entry WHERE number > ? ORDER BY number';
    for (const row of this.db.prepare(sql).iterate(begin.number) as Iterable<Row>) {
      if (row.number !== number + 1) return found({ number: number + 1, what: 'it is missing' });
      const right = chained(hash, row.number, row.text);
      if (!right.equals(row.hash)) return found({ number: row.number, what: 'its text or hash was changed' });
      if (!this.isIndexed(row)) return found({ number: row.number, what: 'its clients were changed' });
      [number, hash] = [row.number, right];
      entries += 1;
      if (noted?.number === number && noted.hash !== right.toString('hex')) {
        return found({ number, what: 'it is not the one that was noted' });
      }
    }
    if (noted && noted.number > number) return found({ number: number + 1, what: 'it is missing, and it was there' });
    return found(null);
  }

  close(): void {
    this.db.close();
  }

  /** Takes away what is older than the retention, at most once a day. */
  private retain(): void {
    const now = this.now();
    if (now.getTime() - this.retainedAt < DAY_MS) return;
    const until = new Date(now);
    until.setUTCFullYear(now.getUTCFullYear() - (this.options.years ?? USUAL_YEARS));
    this.inTransaction(() => {
      // Up to the first entry that is young enough: what is left stays one chain.
      const young = this.db
        .prepare('SELECT min(number) AS number FROM entry WHERE at >= ?')
        .get(until.toISOString()) as { number: number | null };
      const bound = young.number ?? Number.MAX_SAFE_INTEGER;
      const sql = 'SELECT number, text, hash FROM entry WHERE number < ? ORDER BY number DESC LIMIT 1';
      const old = this.db.prepare(sql).get(bound) as Row | undefined;
      if (!old) return;
      const cut = 'INSERT INTO cut (through, hash, at) VALUES (?, ?, ?)';
      this.db.prepare(cut).run(old.number, old.hash, now.toISOString());
      this.db.prepare('DELETE FROM entry_client WHERE number <= ?').run(old.number);
      this.db.prepare('DELETE FROM entry WHERE number <= ?').run(old.number);
    });
    this.retainedAt = now.getTime();
  }

  private clientOf(pseudonym: string): string {
    return referenceOf(this.options.key, 'client', pseudonym);
  }

  private last(): Pick<Row, 'number' | 'hash'> {
    const sql = 'SELECT number, hash FROM entry ORDER BY number DESC LIMIT 1';
    return (this.db.prepare(sql).get() as Row | undefined) ?? this.cut();
  }

  private cut(): Pick<Row, 'number' | 'hash'> {
    const sql = 'SELECT through AS number, hash FROM cut ORDER BY through DESC LIMIT 1';
    return (this.db.prepare(sql).get() as Row | undefined) ?? { number: 0, hash: BEGINNING };
  }

  private isIndexed({ number, text }: Row): boolean {
    const { clients } = JSON.parse(text) as Pick<AccessEntry, 'clients'>;
    const right = clients === 'everyone' ? [EVERYONE] : [...clients].sort();
    const rows = this.db.prepare('SELECT client FROM entry_client WHERE number = ? ORDER BY client').all(number);
    const kept = rows.map((row) => (row as { client: string }).client).sort();
    return kept.length === right.length && kept.every((client, i) => client === right[i]);
  }

  private checkKey(check: string): void {
    const kept = this.db.prepare('SELECT CAST(value AS TEXT) AS value FROM key_check').get() as
      { value: string } | undefined;
    if (!kept) this.db.prepare('INSERT INTO key_check (value) VALUES (?)').run(Buffer.from(check));
    else if (kept.value !== check) {
      this.db.close();
      throw new WrongLogKeyError('The key of the access log is not the one that its entries were made with.');
    }
  }

  private inTransaction(work: () => void): void {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.db.exec('COMMIT');
    } catch (error) {
      this.db.exec('ROLLBACK');
      throw error;
    }
  }
}

function viewerOf({ who, roles, organisation, session, address, request }: Viewer): Viewer {
  return { who, roles, organisation, session, address, request };
}
