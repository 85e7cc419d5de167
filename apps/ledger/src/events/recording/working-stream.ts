import { schemaVersionOf, type Draft } from '#libs/codec';
import type { AppendedEvent, NewEvent } from '#libs/event-store';
import { isChange, outlineOf, type CareEvent, type RecordedCareEvent, type StreamKind } from '#libs/trajectory';
import { markOf } from './mark.js';
import type { KnownStream, StreamHistory } from './stream-cache.js';

/** A stream while one group of events is decided: what is recorded, and what is about to be. */
export class WorkingStream {
  /** Whether something made the recorded part doubtful: what was decided on it must be decided anew. */
  doubtful = false;
  /** Whether events were accepted. */
  touched = false;
  /** Accepted events in order. */
  private readonly accepted: CareEvent[] = [];
  /** Events before the accepted ones, once they were read for this group. */
  private recorded: readonly RecordedCareEvent[] | null = null;
  /** How many there are before the accepted ones, those of others included. */
  private readonly decidedOn: number;

  /**
   * @param known changed as events are accepted
   * @param pending the last events of what is known, where they are being appended: the store may have them or not
   */
  constructor(
    readonly stream: string,
    readonly kind: StreamKind,
    readonly subject: string,
    readonly known: KnownStream,
    private readonly pending: readonly CareEvent[] = [],
  ) {
    this.decidedOn = lengthOf(known.revision);
  }

  /** The same stream for the group after this one, while the events accepted here are being appended. */
  next(): WorkingStream {
    const next = new WorkingStream(this.stream, this.kind, this.subject, { ...this.known }, this.accepted);
    next.recorded = this.history;
    return next;
  }

  /** Last revision, accepted events included. */
  get revision(): number | null {
    return this.known.revision;
  }

  /** Recorded and accepted events, in order of arrival; null as long as the recorded ones were not read. */
  get history(): readonly RecordedCareEvent[] | null {
    if (this.recorded === null || this.accepted.length === 0) return this.recorded;
    return [...this.recorded, ...asRecorded(this.accepted, this.decidedOn)];
  }

  /** Takes in what was read; when that is another stream than the one known, all that was decided on it is doubtful. */
  learn({ revision, events }: StreamHistory): void {
    const length = lengthOf(revision);
    const certain = this.decidedOn - this.pending.length;
    if (length < certain || length > this.decidedOn) this.doubtful = true;
    else if (this.pending.length === 0) this.recorded = events;
    else this.recorded = [...events.filter((event) => event.revision < certain), ...asRecorded(this.pending, certain)];
  }

  /** Whether an event that is none of its own, by all that is known, can be accepted without a look at the history. */
  admits(event: CareEvent): boolean {
    return this.known.outline.admits(event) && !this.known.marks.includes(markOf(event));
  }

  /** Takes an event in; gives the revision it will have. */
  accept(event: CareEvent): number {
    const { known } = this;
    const revision = known.revision === null ? 0 : known.revision + 1;
    this.accepted.push(event);
    if (isChange(event)) known.outline = outlineOf(this.kind, this.history!);
    else known.outline.follow(event);
    known.revision = revision;
    known.marks.push(markOf(event));
    this.touched = true;
    return revision;
  }
}

/** How many events a stream has. */
function lengthOf(revision: number | null): number {
  return revision === null ? 0 : revision + 1;
}

/** Place and time of an accepted event are not known yet; no rule looks at them. */
function asRecorded(events: readonly CareEvent[], first: number): RecordedCareEvent[] {
  return events.map((event, i) => ({
    ...event,
    revision: first + i,
    position: '',
    recordedAt: '',
    schemaVersion: schemaVersionOf(event.name),
  }));
}

/** An event that is in the ledger now. */
export interface Committed extends AppendedEvent {
  /** Whether another process recorded it, at the same moment as this one. */
  readonly repeated: boolean;
}

/** An accepted event. */
export interface Accepted {
  readonly stream: WorkingStream;
  readonly event: CareEvent;
  readonly draft: Draft;
  /** What is appended; null until it is sealed. */
  encoded: NewEvent | null;
  readonly revision: number;
  /** Where it came to stand, or why it was not appended; null until then. */
  place: Committed | Error | null;
}
