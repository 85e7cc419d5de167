/** A care event as the domain sees it: the envelope of contract section 2 with a BSN already replaced. */
import type { EventDataByName } from './event-data.js';

/** Short name of an event type, without the prefix. */
export type EventName = keyof EventDataByName;

/** What every CloudEvents `type` of the ledger starts with. */
export const TYPE_PREFIX = 'nl.jeugdhulptrajecten.';

/** The four kinds of stream; (kind, subject) is one stream. */
export const STREAM_KINDS = ['trajectory', 'measure', 'probation', 'client'] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];

/** One event of a named type. */
export interface CareEventOf<N extends EventName> {
  /** CloudEvents `source`: the sending system. */
  readonly source: string;
  /** CloudEvents `id`, unique within `source`. */
  readonly id: string;
  readonly name: N;
  /** Id of the trajectory, measure, probation, or pseudonym of the client. */
  readonly subject: string;
  /** RFC 3339 instant at which the sender logged it, if said. */
  readonly time?: string;
  readonly data: EventDataByName[N];
  /** Other CloudEvents attributes that were sent (`datacontenttype`, `dataschema`, ...), kept to read back what came in. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Any event; narrow on `name`. */
export type CareEvent = { [N in EventName]: CareEventOf<N> }[EventName];

/** What the ledger adds when it records an event. */
export interface Recorded {
  /** Place in its stream, from 0. Within a stream, revisions grow with positions. */
  readonly revision: number;
  /** Place in the ledger: opaque and ordered (see event-store). */
  readonly position: string;
  /** RFC 3339 instant in UTC. */
  readonly recordedAt: string;
  /** Version of the event type's schema, 1 for the first. */
  readonly schemaVersion: number;
}

/** An event as it stands in the ledger. */
export type RecordedCareEvent = CareEvent & Recorded;
