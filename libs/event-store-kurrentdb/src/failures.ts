import { ErrorType } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { EventStoreError, IncompatibleStoreError, StoreUnavailableError } from '#libs/event-store';

/** What the client or gRPC throws. The same fault comes as a class of the client on one path and bare on another. */
interface Failure {
  readonly code?: unknown;
  readonly type?: unknown;
  readonly message?: unknown;
  readonly metadata?: { get?(name: string): unknown };
}

const GONE = 'The event store cannot be reached.';
const LATE = 'The event store did not answer in time.';
const REFUSED = 'The event store refuses this user. Check user, password or certificate in the connection string.';
const MOVED = 'The event store has another leader now.';
const TOO_OLD = 'This server is no EventStoreDB from 22.10 on, nor a KurrentDB.';

/** By gRPC code. */
const BY_CODE: Readonly<Record<number, readonly [message: string, retryable: boolean]>> = {
  [status.UNAVAILABLE]: [GONE, true],
  [status.CANCELLED]: [GONE, true],
  [status.DEADLINE_EXCEEDED]: [LATE, true],
  [status.ABORTED]: [LATE, true],
  [status.RESOURCE_EXHAUSTED]: ['The event store is too busy.', true],
  [status.INVALID_ARGUMENT]: ['The event store cannot do what it was asked, such as to begin at this position.', false],
  [status.PERMISSION_DENIED]: [REFUSED, false],
  [status.UNAUTHENTICATED]: [REFUSED, false],
};

/** By the name that the server puts in the trailers and the client in `type`; it says more than the code. */
const BY_NAME: Readonly<Record<string, readonly [message: string, retryable: boolean]>> = {
  [ErrorType.NOT_LEADER]: [MOVED, true],
  [ErrorType.UNAVAILABLE]: [GONE, true],
  [ErrorType.CANCELLED]: [GONE, true],
  [ErrorType.TIMEOUT]: [LATE, true],
  [ErrorType.DEADLINE_EXCEEDED]: [LATE, true],
  [ErrorType.ACCESS_DENIED]: [REFUSED, false],
  [ErrorType.STREAM_DELETED]: ['A stream of the ledger was deleted on the server; restore a backup.', false],
};

/**
 * The port's error for whatever a call failed with. Only what cannot be reached keeps its cause, which then tells
 * hosts, ports and certificates; other causes may name streams, and those hold pseudonyms.
 */
export function translated(error: unknown): Error {
  if (error instanceof EventStoreError) return error;
  const failure = (error ?? {}) as Failure;
  const known = BY_NAME[nameOf(failure)] ?? BY_CODE[failure.code as number];
  if (known) {
    const [message, retryable] = known;
    return new StoreUnavailableError(message, retryable, message === GONE ? { cause: error } : undefined);
  }
  if (failure.code === status.UNIMPLEMENTED) return new IncompatibleStoreError(TOO_OLD);
  if (typeof failure.code === 'number') {
    return new StoreUnavailableError(`The event store failed with gRPC code ${failure.code}.`, true);
  }
  // What discovery of a cluster throws has neither code nor class of its own.
  if (typeof failure.message === 'string' && failure.message.startsWith('Failed to discover')) {
    return new StoreUnavailableError(GONE, true, { cause: error });
  }
  return error instanceof Error ? error : new Error('The client of the event store failed.');
}

function nameOf({ metadata, type }: Failure): string {
  const [exception] = (metadata?.get?.('exception') as (string | Buffer)[] | undefined) ?? [];
  return exception?.toString() ?? (typeof type === 'string' ? type : '');
}
