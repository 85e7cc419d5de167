/** Everything that the ledger holds about one person, for who asks to see it (GDPR art. 15, Jeugdwet art. 7.3.10). */
import type { Rejection } from '#apps/ledger';
import type { AccessEntry } from '#libs/access';
import { mapClients, toCloudEvent, type ReadCloudEvent } from '#libs/codec';
import type { Person, RecordedDecision, Refusal } from '#libs/erasure';
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
  /** Events that were sent in and not recorded, but kept so that they can be mended. */
  readonly refused: readonly Pick<Rejection, 'event' | 'problem' | 'source' | 'firstRefusedAt' | 'lastRefusedAt'>[];
  /** Requests to erase that were considered and refused. */
  readonly decisions: readonly Pick<Refusal, 'id' | 'ground' | 'reason' | 'decidedOn'>[];
  /** Whether the BSN is kept in the BSN vault. */
  readonly bsnKept: boolean;
  /** Who saw something of it, by the access log of this directory. */
  readonly looks: readonly Look[];
}

/** A look, without what tells of others. */
export type Look = Pick<
  AccessEntry,
  'at' | 'who' | 'roles' | 'organisation' | 'address' | 'action' | 'object' | 'detail' | 'outcome'
>;

/** What is found of a person in each place. */
export interface Found {
  /** None where only refused events are kept. */
  readonly person: Person;
  readonly refused: readonly Rejection[];
  readonly decisions: readonly RecordedDecision[];
  readonly bsnKept: boolean;
  readonly looks: readonly AccessEntry[];
}

/** Stands where an event names somebody else, whose privacy limits what may be shown. */
const SOMEBODY_ELSE = '(another client)';

/** The whole history of a person, by kind and id, and what is held beside it. */
export function subjectAccess({ person, refused, decisions, bsnKept, looks }: Found, madeAt: Date): SubjectAccess {
  const { clients, clientStreams, streams } = person;
  const shown = streams.map(({ kind, subject, events }) => ({
    kind,
    id: subject,
    state: stateOf(kind, events, subject),
    events: resolve(events).entries.map((entry) => asEvent(entry, clients)),
  }));
  const byPlace = (a: AccessStream, b: AccessStream) => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1);
  return {
    madeAt: madeAt.toISOString(),
    clients,
    streams: shown.sort(byPlace),
    refused: refused.map(({ event, problem, source, firstRefusedAt, lastRefusedAt }) => ({
      event: withoutOthers(event, clients),
      problem,
      source,
      firstRefusedAt,
      lastRefusedAt,
    })),
    decisions: decisions.flatMap((decision) => {
      if (decision.decision !== 'refused' || !clientStreams.includes(decision.client)) return [];
      const { id, ground, reason, decidedOn } = decision;
      return [{ id, ground, reason, decidedOn }];
    }),
    bsnKept,
    looks: looks.map(({ at, who, roles, organisation, address, action, object, detail, outcome }) => {
      return { at, who, roles, organisation, address, action, object, detail, outcome };
    }),
  };
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

/** The same of a refused event, whose data may be anything. */
function withoutOthers(value: unknown, clients: readonly string[], member = ''): unknown {
  if (typeof value === 'string') {
    const names = member === 'pseudonym' || member === 'otherClient';
    return names && !clients.includes(value) ? SOMEBODY_ELSE : value;
  }
  if (Array.isArray(value)) return value.map((item) => withoutOthers(item, clients));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutOthers(item, clients, name)]));
}
