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
    this.history.push({ ...event, revision, position: '', recordedAt: '', schemaVersion: 1 } as RecordedCareEvent);
    this.revision = revision;
    return revision;
  }
}

/** An accepted event, ready to be appended. */
export interface Accepted {
  readonly stream: WorkingStream;
  readonly event: CareEvent;
  readonly encoded: NewEvent;
  readonly revision: number;
}
