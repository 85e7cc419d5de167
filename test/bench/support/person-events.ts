/** Recorded events by person, in memory: where a program without fact tables would begin. */
import type { PersonHistory, StreamHistory } from '#libs/facts';
import { clientOf, resolve, type RecordedCareEvent, type StreamKind } from '#libs/trajectory';

export interface PlacedEvent {
  readonly kind: StreamKind;
  readonly event: RecordedCareEvent;
}

/** Puts streams together that are about one person: those of one client, and of clients that are linked. */
export function personHistories(events: readonly PlacedEvent[]): PersonHistory[] {
  const streams = new Map<string, RecordedCareEvent[]>();
  for (const { kind, event } of events) {
    const place = `${kind} ${event.subject}`;
    const known = streams.get(place);
    if (known) known.push(event);
    else streams.set(place, [event]);
  }
  const linkedTo = new Map<string, string>();
  const personOf = (client: string): string => {
    let person = client;
    for (let next = linkedTo.get(person); next !== undefined; next = linkedTo.get(person)) person = next;
    return person;
  };
  const histories: (StreamHistory & { client: string })[] = [];
  for (const [name, all] of streams) {
    const kind = name.slice(0, name.indexOf(' ')) as StreamKind;
    const [{ subject }] = all as [RecordedCareEvent];
    const client = clientOf(kind, subject, all);
    if (client === null) continue;
    histories.push({ kind, subject, events: all, client });
    for (const { name: what, data } of kind === 'client' ? resolve(all).standing : []) {
      if (what !== 'clients-linked') continue;
      const [first, second] = [personOf(subject), personOf(data.otherClient)].sort() as [string, string];
      if (first !== second) linkedTo.set(second, first);
    }
  }
  const persons = new Map<string, StreamHistory[]>();
  for (const history of histories) {
    const person = personOf(history.client);
    const known = persons.get(person);
    if (known) known.push(history);
    else persons.set(person, [history]);
  }
  return [...persons].map(([person, own]) => ({ person, streams: own }));
}
