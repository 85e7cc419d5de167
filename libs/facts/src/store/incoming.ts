/** Events on their way in, as the tables of the store keep them: read, and with whom they name. No database: threads do this. */
import { isStandIn, kindOfStream, type Codec } from '#libs/codec';
import { decodeDecision } from '#libs/erasure';
import { positionOrder, type StoredEvent } from '#libs/event-store';
import { ERASED } from '#libs/privacy';
import type { RecordedCareEvent, StreamKind } from '#libs/trajectory';
import type { PlacedErasure } from './erase-streams.js';
import { eventText } from './stream-text.js';

/** A care event on its way in. */
export interface Incoming {
  readonly order: bigint;
  readonly stream: string;
  readonly kind: StreamKind;
  readonly event: RecordedCareEvent;
  /** Names of the own streams of the clients that it names. */
  readonly clientStreams: ReadonlyMap<string, string>;
}

/** A client named by an event; `links` when the event links it to another or speaks of such a link. */
export interface Mention {
  readonly client: string;
  readonly links: boolean;
}

/** The clients an event names: the client of its stream, and those in its data or in the data inside a correction. */
export function mentionsOf(kind: StreamKind, event: RecordedCareEvent): readonly Mention[] {
  // Most events name nobody.
  if (kind !== 'client' && !('client' in event.data || 'data' in event.data)) return NOBODY;
  const clients = new Set<string>();
  let data: unknown = event.data;
  while (isObject(data)) {
    if (isObject(data['client']) && typeof data['client']['pseudonym'] === 'string') {
      clients.add(data['client']['pseudonym']);
    }
    if (typeof data['otherClient'] === 'string') clients.add(data['otherClient']);
    data = data['data'];
  }
  if (kind !== 'client') return [...clients].map((client) => ({ client, links: false }));
  const others = [...clients].filter((client) => client !== event.subject);
  const own = { client: event.subject, links: others.length > 0 };
  return [own, ...others.map((client) => ({ client, links: true }))];
}

const NOBODY: readonly Mention[] = [];

/** The erasure that an event decides, if it does. */
export function erasureIn(stored: StoredEvent): PlacedErasure[] {
  const erasure = decodeDecision(stored);
  return erasure?.decision === 'erased' ? [{ order: positionOrder(stored.position), erasure }] : [];
}

/** What is no care event, or erased, only moves the checkpoint. @throws DamagedEventError for one that cannot be read. */
export function decoded(codec: Codec, stored: StoredEvent): Incoming[] {
  const event = codec.decode(stored);
  if (event === null || event === ERASED) return [];
  const kind = kindOfStream(stored.stream)!;
  const order = positionOrder(stored.position);
  return [{ order, stream: stored.stream, kind, event, clientStreams: clientStreamsOf(codec, kind, event) }];
}

const NO_STREAMS: ReadonlyMap<string, string> = new Map();

/** @throws Error when one was erased since the event was read: read again, it names a stand-in. */
function clientStreamsOf(codec: Codec, kind: StreamKind, event: RecordedCareEvent): ReadonlyMap<string, string> {
  const mentions = mentionsOf(kind, event);
  if (mentions.length === 0) return NO_STREAMS;
  return new Map(
    mentions.map(({ client }) => {
      const stream = isStandIn(client) ? client : codec.findStream('client', client);
      if (stream === null) throw new Error('a client was erased while its events were read: they are read again');
      return [client, stream];
    }),
  );
}

/** The row of the event table. */
export function eventRow({ order, stream, kind, event }: Incoming): Readonly<Record<string, unknown>> {
  const { position, subject, recordedAt, name } = event;
  return { order, position, stream, kind, subject, recordedAt, name, event: eventText(event) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
