/** What the SQLite driver's errors mean to whoever asked. */

/** Why a file could not be read or written. */
export interface SqliteFailure {
  /** In words, for operators: what is the matter with which file. */
  readonly reason: string;
  /** Whether the same call may succeed later without anyone mending something first. */
  readonly retryable: boolean;
}

/** By primary result code (sqlite.org/rescode.html). @param what the file, as in "event store" */
const REASONS: Readonly<Record<number, readonly [reason: (what: string) => string, retryable: boolean]>> = {
  5: [(what) => `another process holds the ${what}`, true],
  6: [(what) => `the ${what} is locked`, true],
  8: [(what) => `the ${what} may only be read; check the rights on its file and folder`, false],
  10: [(what) => `the disk of the ${what} failed`, true],
  11: [(what) => `the file of the ${what} is damaged; restore a backup`, false],
  13: [(what) => `the disk of the ${what} is full`, true],
  14: [(what) => `the file of the ${what} cannot be opened; check its folder and the rights on it`, false],
  26: [(what) => `the file is no ${what}`, false],
};

/**
 * Why the file that an error speaks of is of no use now; null for an error that says nothing of it, such as a fault in the program.
 * @param what the file in words, for the reason, such as "event store"
 */
export function sqliteFailure(error: unknown, what: string): SqliteFailure | null {
  const known = REASONS[codeOf(error) ?? -1];
  return known ? { reason: known[0](what), retryable: known[1] } : null;
}

/** Whether SQLite gave up because someone else holds the lock. */
export function isBusy(error: unknown): boolean {
  return codeOf(error) === 5;
}

/** Whether a rule of the schema stopped a statement: a unique index, or a trigger. */
export function isConstraint(error: unknown): boolean {
  return codeOf(error) === 19;
}

/** SQLite's primary result code: the low byte of the extended one. */
function codeOf(error: unknown): number | null {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : null;
}
