import { EventStoreError, StoreUnavailableError } from '#libs/event-store';

/** Primary result codes of SQLite (sqlite.org/rescode.html) that say why a call could not be answered. */
const REASONS: Readonly<Record<number, readonly [reason: string, retryable: boolean]>> = {
  5: ['another process holds the event store', true],
  6: ['the event store is locked', true],
  8: ['the event store may only be read; check the rights on its file and folder', false],
  10: ['the disk of the event store failed', true],
  11: ['the event store file is damaged; restore a backup', false],
  13: ['the disk of the event store is full', true],
  14: ['the event store file cannot be opened; check its folder and the rights on it', false],
  26: ['the file is no event store', false],
};

/** Whether SQLite gave up because someone else holds the lock. */
export function isBusy(error: unknown): boolean {
  return codeOf(error) === 5;
}

/** Whether a rule of the schema stopped a statement: a unique index, or a trigger. */
export function isConstraint(error: unknown): boolean {
  return codeOf(error) === 19;
}

/** The store's own error for one of the driver's; a fault in the program comes back as it is. */
export function translated(error: unknown): Error {
  if (error instanceof EventStoreError) return error;
  const known = REASONS[codeOf(error) ?? -1];
  if (known) return new StoreUnavailableError(`The call failed: ${known[0]}.`, known[1], { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}

/** SQLite's primary result code: the low byte of the extended one. */
function codeOf(error: unknown): number | null {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : null;
}
