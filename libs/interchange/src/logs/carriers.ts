/** Who provides: the organisation behind each event. */
import type { StandingEvent } from '../events/person-events.js';

/** An organisation: a care provider (aanbieder) or a certified body (GI). */
export interface Carrier {
  readonly type: 'provider' | 'institution';
  readonly id: string;
}

/**
 * The organisation of each event: on a trajectory its provider, on a measure or probation the institution that carries it
 * out then (the event of a transfer already has the new one); none on a client stream.
 * @param events standing events of one person, in order.
 */
export function carriersOf(events: readonly StandingEvent[]): ReadonlyMap<StandingEvent, Carrier> {
  const current = new Map<string, Carrier>();
  const carriers = new Map<StandingEvent, Carrier>();
  const streamOf = ({ kind, event }: StandingEvent) => `${kind}-${event.subject}`;
  for (const one of events) {
    const { event } = one;
    if ('provider' in event.data) current.set(streamOf(one), { type: 'provider', id: event.data.provider });
    if ('institution' in event.data) current.set(streamOf(one), { type: 'institution', id: event.data.institution });
  }
  for (const one of events) {
    const { event } = one;
    if ('toInstitution' in event.data) {
      current.set(streamOf(one), { type: 'institution', id: event.data.toInstitution });
    }
    const carrier = current.get(streamOf(one));
    if (carrier) carriers.set(one, carrier);
  }
  return carriers;
}
