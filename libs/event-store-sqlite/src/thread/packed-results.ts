/** What became of writes, on its way back from the thread. */
import {
  EventIdTakenError,
  StoreClosedError,
  StoreUnavailableError,
  WrongExpectedRevisionError,
  type AppendedEvent,
  type ExpectedRevision,
  type StreamWrite,
  type StreamWriteResult,
} from '#libs/event-store';
import { leafHashTextOf } from '#libs/integrity';

/** Stands, in the thread, for the fault of a write that was never sent there. */
export class FallenBefore extends Error {
  constructor(readonly index: number) {
    super('a write before it cannot be made');
  }
}

export type PackedError =
  | { readonly kind: 'fallen'; readonly index: number }
  | {
      readonly kind: 'revision';
      readonly stream: string;
      readonly expected: ExpectedRevision;
      readonly actual: number | null;
    }
  | { readonly kind: 'taken'; readonly id: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'unavailable'; readonly message: string; readonly retryable: boolean; readonly cause: string }
  | { readonly kind: 'other'; readonly error: Error };

export interface PackedResults {
  /** Of writes that were not made, by their place. */
  readonly errors: readonly (readonly [place: number, error: PackedError])[];
  /** Of writes that were made before, by their place. */
  readonly repeated: readonly (readonly [place: number, ids: readonly string[]])[];
  /** Of each event of the others: revision, position, and which of the instants. */
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly instants: readonly string[];
  /** Leaf hashes of these events, one after the other; null where none are wanted. */
  readonly leaves: string | null;
}

/** Length of a leaf hash as text. */
const LEAF = 44;

/** @param hashed the writes, where leaf hashes of their events are wanted: they are made here, and not where they are waited for */
export function packResults(
  results: readonly StreamWriteResult[],
  hashed: readonly StreamWrite[] | null = null,
): PackedResults {
  const errors: [number, PackedError][] = [];
  const repeated: [number, readonly string[]][] = [];
  const numbers: number[] = [];
  const instants: string[] = [];
  let leaves = '';
  results.forEach((result, place) => {
    if (!result.ok) {
      errors.push([place, packError(result.error)]);
      return;
    }
    if (result.repeated) repeated.push([place, result.repeated]);
    for (const { revision, position, recordedAt } of result.events) {
      if (instants.at(-1) !== recordedAt) instants.push(recordedAt);
      numbers.push(revision, Number(position), instants.length - 1);
    }
    if (hashed) leaves += leavesOf(hashed[place]!, result.events);
  });
  return { errors, repeated, numbers: Float64Array.from(numbers), instants, leaves: hashed && leaves };
}

function leavesOf({ stream, events }: StreamWrite, appended: readonly AppendedEvent[]): string {
  let leaves = '';
  events.forEach(({ id, type, data, metadata }, n) => {
    const { revision, recordedAt } = appended[n]!;
    leaves += leafHashTextOf({ stream, revision, id, type, recordedAt, data, metadata });
  });
  return leaves;
}

/**
 * @param writes those that were sent
 * @param fallen faults of the writes that were not
 */
export function unpackResults(
  { errors, repeated, numbers, instants, leaves }: PackedResults,
  writes: readonly StreamWrite[],
  fallen: readonly Error[],
): StreamWriteResult[] {
  const [errorOf, repeatedOf] = [new Map(errors), new Map(repeated)];
  let at = 0;
  const next = (id: string): AppendedEvent => {
    const [revision, position, instant] = [numbers[at]!, numbers[at + 1]!, numbers[at + 2]!];
    const leaf = at / 3;
    at += 3;
    const event = { id, revision, position: String(position), recordedAt: instants[instant]! };
    return leaves === null ? event : { ...event, leafHash: leaves.slice(LEAF * leaf, LEAF * (leaf + 1)) };
  };
  return writes.map((write, place): StreamWriteResult => {
    const error = errorOf.get(place);
    if (error) return { ok: false, error: unpackError(error, fallen) };
    const events = write.events.map(({ id }) => next(id));
    const again = repeatedOf.get(place);
    return again ? { ok: true, events, repeated: again } : { ok: true, events };
  });
}

export function packError(error: Error): PackedError {
  if (error instanceof FallenBefore) return { kind: 'fallen', index: error.index };
  if (error instanceof WrongExpectedRevisionError) {
    const { stream, expected, actual } = error;
    return { kind: 'revision', stream, expected, actual };
  }
  if (error instanceof EventIdTakenError) return { kind: 'taken', id: error.id };
  if (error instanceof StoreClosedError) return { kind: 'closed' };
  if (error instanceof StoreUnavailableError) {
    const { message, retryable, cause } = error;
    return { kind: 'unavailable', message, retryable, cause: cause instanceof Error ? cause.message : '' };
  }
  return { kind: 'other', error };
}

/** @param fallen faults of writes that were not sent to the thread */
export function unpackError(packed: PackedError, fallen: readonly Error[] = []): Error {
  switch (packed.kind) {
    case 'fallen':
      return fallen[packed.index]!;
    case 'revision':
      return new WrongExpectedRevisionError(packed.stream, packed.expected, packed.actual);
    case 'taken':
      return new EventIdTakenError(packed.id);
    case 'closed':
      return new StoreClosedError();
    case 'unavailable':
      return new StoreUnavailableError(packed.message, packed.retryable, { cause: new Error(packed.cause) });
    case 'other':
      return packed.error;
  }
}
