import { typeOf, type RecordedCareEvent } from '#libs/trajectory';

/** A recorded event as the ledger's API gives it: CloudEvents 1.0 JSON with what the ledger added. */
export interface ReadCloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time?: string;
  /** Place in the ledger (extension attribute). */
  readonly position: string;
  /** Place in its stream, from 0 (extension attribute). */
  readonly revision: number;
  /** When the ledger learned it, RFC 3339 in UTC (extension attribute). */
  readonly recordedtime: string;
  readonly data: unknown;
  /** Other attributes as they were sent. */
  readonly [attribute: string]: unknown;
}

/** The CloudEvent that was sent (a BSN replaced by the pseudonym) with `position`, `revision` and `recordedtime`. */
export function toCloudEvent(event: RecordedCareEvent): ReadCloudEvent {
  return {
    ...event.attributes,
    specversion: '1.0',
    id: event.id,
    source: event.source,
    type: typeOf(event.name),
    subject: event.subject,
    ...(event.time === undefined ? {} : { time: event.time }),
    position: event.position,
    revision: event.revision,
    recordedtime: event.recordedAt,
    data: event.data,
  };
}
