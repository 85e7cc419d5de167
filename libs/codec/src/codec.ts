/** Between care events and what an event store keeps: names of streams, ids and bytes. */
import type { NewEvent, StoredEvent } from '#libs/event-store';
import type { ERASED } from '#libs/privacy';
import type { CareEvent, RecordedCareEvent, StreamKind } from '#libs/trajectory';
import type { Draft } from './sealing/draft.js';

/** One stream of care events: a trajectory, a measure, a probation or a client. */
export interface StreamOf {
  readonly kind: StreamKind;
  /** Id of the trajectory, measure, probation, or pseudonym of the client. */
  readonly subject: string;
}

export interface Codec {
  /** The name of a subject's stream in the store; null when nothing that can be read was recorded of it. */
  findStream(kind: StreamKind, subject: string): string | null;
  /** The same, made where there is none; it lasts when `save` names it. */
  streamFor(kind: StreamKind, subject: string): string;
  /** What a stream's name stands for; null when it is no stream of care events, or an erased one. */
  placeOf(stream: string): StreamOf | null;
  /** Whether the key of a stream was destroyed, so that nothing of it can be read any more. */
  isErased(stream: string): boolean;
  /** Whether the store cannot have anything of a stream, because its name was made just now. */
  isNew(stream: string): boolean;
  /** The id under which the store keeps an event: a UUID, always the same for the same (`source`, `id`). */
  eventIdOf(key: { readonly source: string; readonly id: string }): string;
  /**
   * A care event in the form the store keeps, for a stream. The same event on the same stream always gives the same bytes.
   * @throws TypeError when a value has no canonical JSON form
   */
  encode(event: CareEvent, stream: string): NewEvent;
  /**
   * The same before it is sealed, which a `Sealer` does for many at once.
   * @param id its `eventIdOf`
   * @throws TypeError when a value has no canonical JSON form
   */
  draft(event: CareEvent, stream: string, id: string): Draft;
  /**
   * Makes lasting what encoded events of these streams need to be read; to be called before they are appended.
   * What else is new is forgotten before the call returns; what is made afterwards is not part of it.
   * @returns false when another process made or destroyed one of the streams since: decide anew
   */
  save(streams: Iterable<string>): Promise<boolean>;
  /** Whether what was saved for these streams is there at this moment: an erasure may have come between. */
  holds(streams: Iterable<string>): boolean;
  /** Forgets names that were made and are not being saved: what they were made for is decided anew. */
  forgetNew(): void;
  /**
   * Reads a stored event back, with its data in the present schema version.
   * @returns null for an event that is no care event (another kind of stream); `ERASED` when its key was destroyed
   * @throws DamagedEventError naming the position when the bytes are not what `encode` writes, were written by a newer
   *   version of the program, or their key is missing: leaving such an event out would make every figure wrong in silence
   */
  decode(stored: StoredEvent): RecordedCareEvent | typeof ERASED | null;
  /**
   * Whether an event that arrives says the same as the stored one with its key (contract section 2): equal RFC 8785
   * form of type, subject and data. `time` and the other attributes do not count. `ERASED` when that cannot be told.
   * @throws DamagedEventError when the stored event cannot be read
   */
  sameContent(event: CareEvent, stored: StoredEvent): boolean | typeof ERASED;
}
