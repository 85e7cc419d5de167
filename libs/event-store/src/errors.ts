/**
 * What an event store can answer besides a result. Messages are for operators: they name no stream, whose name may
 * hold a person's pseudonym, and nothing of an event but its id.
 */
import type { ExpectedRevision } from './port.js';

/** Every error of this file; anything else thrown by a store is a fault in the program. */
export abstract class EventStoreError extends Error {}

/** The stream does not look as the append expected. Read it again, decide again, append again. */
export class WrongExpectedRevisionError extends EventStoreError {
  override readonly name = 'WrongExpectedRevisionError';
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    /** The stream's last revision, or null when it has no event. */
    readonly actual: number | null,
  ) {
    super(
      `Expected the stream ${typeof expected === 'number' ? `to be at revision ${expected}` : inWords(expected)}, ` +
        `but it ${actual === null ? 'has no event' : `is at revision ${actual}`}.`,
    );
  }
}

/** An event with this id is in the ledger already, elsewhere than a repeat of this very append would find it. */
export class EventIdTakenError extends EventStoreError {
  override readonly name = 'EventIdTakenError';
  constructor(readonly id: string) {
    super(`An event with the id ${id} is stored already, not where this append would have put it.`);
  }
}

/** An event is larger than the store takes. */
export class EventTooLargeError extends EventStoreError {
  override readonly name = 'EventTooLargeError';
  constructor(
    readonly id: string,
    /** Its size (`sizeOf`); of an append that is too large as a whole, that of the events up to this one. */
    readonly bytes: number,
    /** Most bytes that the store takes. */
    readonly limit: number,
  ) {
    super(`The event ${id} has ${bytes} bytes; at most ${limit} are taken.`);
  }
}

/** A call that no state of the store could answer: an id that is no UUID, a position that is none, an empty name. */
export class InvalidArgumentError extends EventStoreError {
  override readonly name: string = 'InvalidArgumentError';
}

/** A position that another kind of store gave: a sender kept it when the ledger moved. */
export class ForeignPositionError extends InvalidArgumentError {
  override readonly name = 'ForeignPositionError';
  constructor() {
    super(
      'This position was given by another kind of event store: the ledger has moved. Begin anew, or use an instant.',
    );
  }
}

/** The store cannot answer now. */
export class StoreUnavailableError extends EventStoreError {
  override readonly name: string = 'StoreUnavailableError';
  constructor(
    message: string,
    /** Whether the same call may succeed later without anyone mending something first. */
    readonly retryable: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The store was closed by this program. */
export class StoreClosedError extends StoreUnavailableError {
  override readonly name = 'StoreClosedError';
  constructor() {
    super('The event store is closed.', false);
  }
}

/** What lies at the given place is no event store of this program, or one of a newer version. */
export class IncompatibleStoreError extends EventStoreError {
  override readonly name = 'IncompatibleStoreError';
}

function inWords(expected: 'must-not-exist' | 'must-exist' | 'any'): string {
  return { 'must-not-exist': 'to have no event', 'must-exist': 'to have an event', any: 'to be in any state' }[
    expected
  ];
}
