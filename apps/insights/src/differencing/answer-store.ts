import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Cell } from './cells.js';

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
`;

/** The answers that analysts got, in a file of their own. It holds counts and numbers that stand for cases; no pseudonym and no value of a case. */
export class AnswerStore {
  private readonly db: DatabaseSyncInstance;

  /** @param path made when it does not exist; `:memory:` for none */
  constructor(path: string) {
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
    this.db
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
  }

  /** The answers that somebody got, the newest first. */
  of(principal: string): KeptAnswer[] {
    const rows = this.db.prepare('SELECT * FROM answer WHERE principal = ? ORDER BY id DESC').all(principal);
    return (rows as unknown as StoredRow[]).map(read);
  }

  close(): void {
    this.db.close();
  }
}

interface StoredRow {
  readonly indicator: string;
  readonly question: string;
  readonly position: string;
  readonly observed_until: string;
  readonly cells: string;
  readonly cases: Uint8Array;
  readonly details: string;
}

function read(row: StoredRow): KeptAnswer {
  const cases = new Float64Array(Uint8Array.from(row.cases).buffer);
  let at = 0;
  const cells = (JSON.parse(row.cells) as [string, string, boolean, number][]).map(([name, count, shown, length]) => {
    const own = cases.subarray(at, at + length);
    at += length;
    return { row: name, count, shown, cases: own };
  });
  return {
    indicator: row.indicator,
    question: row.question,
    position: row.position,
    observedUntil: row.observed_until,
    cells,
    details: JSON.parse(row.details) as KeptAnswer['details'],
  };
}
