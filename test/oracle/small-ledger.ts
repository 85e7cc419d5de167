/** A ledger of a test: takes an event when the rules accept it, at positions 1, 2, 3 and so on. */
import { decide, EVENT_TYPES, type CareEvent, type RecordedCareEvent, type StreamKind } from '#libs/trajectory';

export const SOURCE = 'urn:nld:kvknr:00000000:systeem:test';
const TODAY = '2026-01-01';

export class SmallLedger {
  readonly events: RecordedCareEvent[] = [];
  private readonly streams = new Map<string, RecordedCareEvent[]>();
  private readonly kinds = new Map<string, StreamKind>();

  /** Records an event, unless a rule stands in the way; whether it did. */
  offer(event: CareEvent): boolean {
    const ref = 'corrects' in event.data ? event.data.corrects : 'retracts' in event.data ? event.data.retracts : null;
    const kind = ref ? this.kinds.get(`${ref.source} ${ref.id}`) : (EVENT_TYPES[event.name].kind as StreamKind);
    if (kind === undefined) return false;
    const stream = `${kind} ${event.subject}`;
    const history = this.streams.get(stream) ?? [];
    if (decide(kind, history, event, TODAY) !== null) return false;
    const recorded = {
      ...event,
      revision: history.length,
      position: String(this.events.length + 1),
      recordedAt: `${TODAY}T00:00:00.000Z`,
      schemaVersion: 1,
    } as RecordedCareEvent;
    this.kinds.set(`${event.source} ${event.id}`, kind);
    this.streams.set(stream, [...history, recorded]);
    this.events.push(recorded);
    return true;
  }
}

/** What the rules accept of some events, in their order. */
export function accepted(events: readonly CareEvent[]): RecordedCareEvent[] {
  const ledger = new SmallLedger();
  for (const event of events) ledger.offer(event);
  return ledger.events;
}
