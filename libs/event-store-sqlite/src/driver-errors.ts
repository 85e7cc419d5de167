import { EventStoreError, StoreUnavailableError } from '#libs/event-store';
import { sqliteFailure } from '#libs/sqlite';

/** The store's own error for one of the driver's; a fault in the program comes back as it is. */
export function translated(error: unknown): Error {
  if (error instanceof EventStoreError) return error;
  const failure = sqliteFailure(error, 'event store');
  if (failure)
    return new StoreUnavailableError(`The call failed: ${failure.reason}.`, failure.retryable, { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}
