import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { LRUCache } from 'lru-cache';
import type { Cell } from './cells.js';
import { outlineOf, sizeOf, type Outline } from './outline.js';

/** An answer that somebody got, as far as later ones are held against it. */
export interface KeptAnswer {
  readonly indicator: string;
  /** The question without the state of knowledge that it is about. */
  readonly question: string;
  readonly position: string;
  readonly observedUntil: string;
  readonly cells: readonly Cell[];
  /** By row a digest of each case with all that the row reads from it. */
  readonly details: Readonly<Record<string, readonly string[]>>;
}

/** An answer that was kept, without its contents. */
export type EarlierAnswer = Pick<KeptAnswer, 'indicator' | 'question' | 'position' | 'observedUntil'> & {
  readonly id: number;
};

/** How long answers are kept: what may be derived from an older one is no longer looked at. */
export const KEPT_DAYS = 400;

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE IF NOT EXISTS answer (
    id INTEGER PRIMARY KEY,
    principal TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    indicator TEXT NOT NULL,
    question TEXT NOT NULL,
    position TEXT NOT NULL,
    observed_until TEXT NOT NULL,
    cells TEXT NOT NULL,
    cases BLOB NOT NULL,
    details TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS answer_of ON answer (principal);
  CREATE INDEX IF NOT EXISTS answer_at ON answer (asked_at);
`;

/** Bytes of outlines that are held in memory. Those beyond are made from the file when they are needed. */
const MOST_BYTES = 192 * 1024 * 1024;
/**
 * When memory is full, one of so many outlines that are made from the file takes the place of another. All answers of somebody are gone through for every
 * question: if each took a place, none would still be there the next time.
 */
const ADMITTED = 16;

/** The answers that analysts got, in a file of their own. It holds counts and numbers that stand for cases; no pseudonym and no value of a case. */
export class AnswerStore {
  private readonly db: DatabaseSyncInstance;
  private readonly outlines: LRUCache<number, Outline>;
  private made = 0;

  /**
   * @param path made when it does not exist; `:memory:` for none
   * @param mostBytes of outlines that are held in memory
   */
  constructor(path: string, mostBytes = MOST_BYTES) {
    this.outlines = new LRUCache({ maxSize: mostBytes, sizeCalculation: sizeOf });
    if (path !== ':memory:') closeSync(openSync(path, 'a', 0o600)); // for its owner only
    this.db = new DatabaseSync(path);
    this.db.exec(SCHEMA);
  }

  /** Keeps an answer, and lets go of those that are kept long enough. */
  keep(principal: string, answer: KeptAnswer, now: Date): void {
    const until = new Date(now.getTime() - KEPT_DAYS * 86_400_000).toISOString();
    this.db.prepare('DELETE FROM answer WHERE asked_at < ?').run(until);
    const cases = Float64Array.from(answer.cells.flatMap((cell) => [...cell.cases]));
    const cells = answer.cells.map(({ row, count, shown, cases: { length } }) => [row, count, shown, length]);
    const { lastInsertRowid } = this.db
      .prepare(
        'INSERT INTO answer (principal, asked_at, indicator, question, position, observed_until, cells, cases, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        principal,
        now.toISOString(),
        answer.indicator,
        answer.question,
        answer.position,
        answer.observedUntil,
        JSON.stringify(cells),
        new Uint8Array(cases.buffer),
        JSON.stringify(answer.details),
      );
    this.outlines.set(Number(lastInsertRowid), outlineOf(answer.cells));
  }

  /** The answers that somebody got, the newest first. */
  of(principal: string): EarlierAnswer[] {
    const rows = this.db
      .prepare(
        'SELECT id, indicator, question, position, observed_until AS "observedUntil" FROM answer WHERE principal = ? ORDER BY id DESC',
      )
      .all(principal);
    return rows as EarlierAnswer[];
  }

  /** The counts of an answer. */
  cells({ id }: EarlierAnswer): Cell[] {
    return readCells(this.db.prepare('SELECT cells, cases FROM answer WHERE id = ?').get(id) as StoredCells);
  }

  /** The outline of an answer's counts. */
  outline(answer: EarlierAnswer): Outline {
    const known = this.outlines.get(answer.id);
    if (known) return known;
    const outline = outlineOf(this.cells(answer));
    const hasRoom = this.outlines.calculatedSize + sizeOf(outline) <= this.outlines.maxSize;
    this.made += 1;
    if (hasRoom || this.made % ADMITTED === 0) this.outlines.set(answer.id, outline);
    return outline;
  }

  /** What the rows of an answer read from their cases. */
  details({ id }: EarlierAnswer): KeptAnswer['details'] {
    const { details } = this.db.prepare('SELECT details FROM answer WHERE id = ?').get(id) as { details: string };
    return JSON.parse(details) as KeptAnswer['details'];
  }

  close(): void {
    this.db.close();
  }
}

interface StoredCells {
  readonly cells: string;
  readonly cases: Uint8Array;
}

function readCells(row: StoredCells): Cell[] {
  const cases = new Float64Array(Uint8Array.from(row.cases).buffer);
  let at = 0;
  return (JSON.parse(row.cells) as [string, string, boolean, number][]).map(([name, count, shown, length]) => {
    const own = cases.subarray(at, at + length);
    at += length;
    return { row: name, count, shown, cases: own };
  });
}
