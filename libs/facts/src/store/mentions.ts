/** Which clients an event names, whatever becomes of it later. */
import type { RecordedCareEvent, StreamKind } from '#libs/trajectory';

/** A client named by an event; `links` when the event links it to another or speaks of such a link. */
export interface Mention {
  readonly client: string;
  readonly links: boolean;
}

/** The clients an event names: the client of its stream, and those in its data or in the data inside a correction. */
export function mentionsOf(kind: StreamKind, event: RecordedCareEvent): Mention[] {
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
