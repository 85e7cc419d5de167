/** Checks of what a caller hands in, the same for every adapter. */
import { InvalidArgumentError } from './errors.js';
import type { ExpectedRevision, Position, StreamWrite } from './port.js';
import { isPosition } from './position.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Checks that a write can be stored at all: a stream name, ids that are UUIDs in lower case, types, instants, an expectation.
 * @throws InvalidArgumentError
 */
export function checkWrite(write: StreamWrite): void {
  if (write.stream === '') throw new InvalidArgumentError('A stream needs a name.');
  if (!isExpectedRevision(write.expectedRevision)) {
    throw new InvalidArgumentError('An expected revision is a whole number from 0, or one of the named modes.');
  }
  for (const event of write.events) {
    if (!UUID.test(event.id)) throw new InvalidArgumentError('An event id must be a UUID in lower case.');
    if (event.type === '') throw new InvalidArgumentError(`The event ${event.id} has no type.`);
    if (event.recordedAt !== undefined && !isInstant(event.recordedAt)) {
      throw new InvalidArgumentError('An instant must be one that exists, in UTC with milliseconds.');
    }
  }
}

/**
 * Checks a position before it is used.
 * @throws InvalidArgumentError
 */
export function checkPosition(position: Position): void {
  if (!isPosition(position)) throw new InvalidArgumentError('This is no position of the ledger.');
}

function isExpectedRevision(expected: ExpectedRevision): boolean {
  if (typeof expected === 'number') return Number.isSafeInteger(expected) && expected >= 0;
  return expected === 'must-not-exist' || expected === 'must-exist' || expected === 'any';
}

function isInstant(text: string): boolean {
  const ms = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text;
}
