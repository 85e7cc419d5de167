/** Everything that the ledger holds about one person, for who asks to see it (GDPR art. 15, Jeugdwet art. 7.3.10). */
import { mapClients, toCloudEvent, type ReadCloudEvent } from '#libs/codec';
import type { Person } from '#libs/erasure';
import { resolve, stateOf, type HistoryEntry, type StreamState } from '#libs/trajectory';

/** One stream: what stands, and everything recorded, corrections beside what they correct. */
export interface AccessStream {
  readonly kind: string;
  readonly id: string;
  readonly state: StreamState;
  readonly events: readonly AccessEvent[];
}

/** An event with both clocks: `data.effectiveOn` and `recordedtime`. */
export interface AccessEvent extends ReadCloudEvent {
  readonly status: HistoryEntry['status'];
  readonly changedBy?: { readonly source: string; readonly id: string; readonly position: string };
  readonly effectiveData?: unknown;
}

export interface SubjectAccess {
  readonly madeAt: string;
  /** All pseudonyms of the person. */
  readonly clients: readonly string[];
  readonly streams: readonly AccessStream[];
}

/** Stands where an event names somebody else, whose privacy limits what may be shown. */
const SOMEBODY_ELSE = '(another client)';

/** The whole history of a person, by kind and id. */
export function subjectAccess({ clients, streams }: Person, madeAt: Date): SubjectAccess {
  const shown = streams.map(({ kind, subject, events }) => ({
    kind,
    id: subject,
    state: stateOf(kind, events, subject),
    events: resolve(events).entries.map((entry) => asEvent(entry, clients)),
  }));
  const byPlace = (a: AccessStream, b: AccessStream) => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1);
  return { madeAt: madeAt.toISOString(), clients, streams: shown.sort(byPlace) };
}

function asEvent({ event, status, by, effective }: HistoryEntry, clients: readonly string[]): AccessEvent {
  const shown = (data: object) => mapClients({ ...data }, (one) => (clients.includes(one) ? one : SOMEBODY_ELSE));
  return {
    ...toCloudEvent(event),
    data: shown(event.data),
    status,
    ...(by ? { changedBy: { source: by.source, id: by.id, position: by.position } } : {}),
    ...(effective !== event ? { effectiveData: shown(effective.data) } : {}),
  };
}
