import { schemaVersionOf } from '#libs/codec';
import type { NewEvent } from '#libs/event-store';
import type { CareEvent, RecordedCareEvent, StreamKind } from '#libs/trajectory';
import type { KnownStream } from './stream-cache.js';

/** A stream while one group of events is decided: what is recorded, and what is about to be. */
export class WorkingStream {
  /** Recorded and accepted events, in order of arrival. */
  readonly history: RecordedCareEvent[];
  /** Last revision, accepted events included. */
  revision: number | null;
  /** Whether something made the recorded part doubtful: what was decided on it must be decided anew. */
  doubtful = false;

  constructor(
    readonly stream: string,
    readonly kind: StreamKind,
    readonly subject: string,
    known: KnownStream,
    /** Whether the recorded part was read from the store for this group. */
    public fresh: boolean,
  ) {
    this.history = [...known.history];
    this.revision = known.revision;
  }

  /** Takes an event in; gives the revision it will have. */
  accept(event: CareEvent): number {
    const revision = this.revision === null ? 0 : this.revision + 1;
    // Place and time are not known yet; no rule looks at them.
    this.history.push(recordedAs(event, { revision, position: '', recordedAt: '' }));
    this.revision = revision;
    return revision;
  }

  /** Gives an accepted event the place where it was appended. */
  place(event: CareEvent, appended: Place): void {
    this.history[this.history.length - 1 - (this.revision! - appended.revision)] = recordedAs(event, appended);
  }
}

/** Where an event stands. */
type Place = Pick<RecordedCareEvent, 'revision' | 'position' | 'recordedAt'>;

function recordedAs(event: CareEvent, { revision, position, recordedAt }: Place): RecordedCareEvent {
  return { ...event, revision, position, recordedAt, schemaVersion: schemaVersionOf(event.name) };
}

/** An accepted event, ready to be appended. */
export interface Accepted {
  readonly stream: WorkingStream;
  readonly event: CareEvent;
  readonly encoded: NewEvent;
  readonly revision: number;
}
