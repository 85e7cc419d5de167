/** Events for specs: short to write, complete when recorded. */
import { plainCodec } from '#libs/codec';
import type { StoredEvent } from '#libs/event-store';
import {
  EVENT_TYPES,
  type CareEvent,
  type EventDataByName,
  type EventName,
  type RecordedCareEvent,
  type StreamKind,
} from '#libs/trajectory';
import type { PersonHistory, StreamHistory } from '../src/fold/history.js';

/** An event and the stream it stands on. */
export interface OnStream {
  readonly kind: StreamKind;
  readonly event: CareEvent;
}

const codec = plainCodec();
let serial = 0;

/** An event on a stream of its own kind; the id is `e1`, `e2`, ... unless given. */
export function event<N extends EventName>(
  name: N,
  subject: string,
  data: EventDataByName[N],
  extra: { kind?: StreamKind; id?: string; source?: string; time?: string } = {},
): OnStream {
  const { kind = EVENT_TYPES[name].kind, id = `e${++serial}`, source = 'urn:test', ...time } = extra;
  if (kind === 'any') throw new Error(`say which kind of stream ${name} stands on`);
  return { kind, event: { source, id, name, subject, data, ...time } as unknown as CareEvent };
}

/** An intake of a client; what is not said is ordinary. */
export function intake(subject: string, client: string, data: Partial<EventDataByName['intake-registered']> = {}) {
  return event('intake-registered', subject, {
    effectiveOn: '2023-01-01',
    client: { pseudonym: client },
    provider: 'A',
    municipality: 'GM0344',
    careForm: '02',
    referrer: '01',
    born: '2010-05-20',
    sex: 'V',
    ...data,
  });
}

/** Intake, start and, when given, end of a trajectory of one care form. */
export function trajectory(
  subject: string,
  client: string,
  startOn: string,
  endOn?: string,
  data: Partial<EventDataByName['intake-registered']> & { endReason?: '01' | '02' | '03'; crisis?: boolean } = {},
): OnStream[] {
  const { endReason = '01', crisis = false, ...opening } = data;
  const careForm = opening.careForm ?? '02';
  const events = [
    intake(subject, client, { effectiveOn: startOn, ...opening }),
    event('care-started', subject, { effectiveOn: startOn, careForm, crisis }),
  ];
  return endOn === undefined
    ? events
    : [...events, event('trajectory-ended', subject, { effectiveOn: endOn, endReason })];
}

/** Records events in the order given: revisions per stream, positions 1, 2, 3, ... a second apart. */
export function recorded(events: readonly OnStream[]): { kind: StreamKind; event: RecordedCareEvent }[] {
  const revisions = new Map<string, number>();
  return events.map(({ kind, event: one }, i) => {
    const stream = codec.streamFor(kind, one.subject);
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const recordedAt = new Date(Date.UTC(2025, 0, 1) + (i + 1) * 1000).toISOString();
    return { kind, event: { ...one, revision, position: String(i + 1), recordedAt, schemaVersion: 1 } };
  });
}

/** A person's history of events recorded in the order given. */
export function history(person: string, events: readonly OnStream[]): PersonHistory {
  const streams = new Map<string, { kind: StreamKind; subject: string; events: RecordedCareEvent[] }>();
  for (const { kind, event: one } of recorded(events)) {
    const name = codec.streamFor(kind, one.subject);
    const stream = streams.get(name) ?? { kind, subject: one.subject, events: [] };
    stream.events.push(one);
    streams.set(name, stream);
  }
  return { person, streams: [...streams.values()] satisfies StreamHistory[] };
}

/** Events as an event store hands them out, in the order given. */
export function stored(events: readonly OnStream[]): StoredEvent[] {
  return recorded(events).map(({ kind, event: one }) => ({
    ...codec.encode(one, codec.streamFor(kind, one.subject)),
    stream: codec.streamFor(kind, one.subject),
    revision: one.revision,
    position: one.position,
    recordedAt: one.recordedAt,
  }));
}

/** A correction of an event: its data with something changed. */
export function correction(of: OnStream, changes: object): OnStream {
  return change('event-corrected', of, { corrects: keyOf(of), data: { ...of.event.data, ...changes } });
}

/** A retraction of an event. */
export function retraction(of: OnStream): OnStream {
  return change('event-retracted', of, { retracts: keyOf(of) });
}

function change(
  name: 'event-corrected' | 'event-retracted',
  { kind, event: target }: OnStream,
  data: object,
): OnStream {
  const full = { effectiveOn: '2024-06-01', reason: 'other', ...data } as EventDataByName[typeof name];
  return event(name, target.subject, full, { kind });
}

function keyOf({ event: { source, id } }: OnStream) {
  return { source, id };
}
