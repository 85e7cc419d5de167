import { describe, expect, it } from '@jest/globals';
import type { RecordedCareEvent, StreamKind } from '#libs/trajectory';
import { personHistories, type PlacedEvent } from './person-events.js';

let position = 0;

function placed(kind: StreamKind, name: string, subject: string, data: object): PlacedEvent {
  position += 1;
  const event = { name, subject, source: 'urn:test', id: String(position), position: String(position), data };
  return { kind, event: event as unknown as RecordedCareEvent };
}

const intake = (trajectory: string, pseudonym: string) =>
  placed('trajectory', 'intake-registered', trajectory, { effectiveOn: '2024-01-10', client: { pseudonym } });

const linked = (client: string, otherClient: string) =>
  placed('client', 'clients-linked', client, { effectiveOn: '2024-02-01', otherClient });

describe('recorded events', () => {
  it('are put together by person: one client, and clients that are linked, whatever the order', () => {
    const events = [linked('c', 'b'), intake('T1', 'a'), intake('T2', 'b'), intake('T3', 'z'), linked('b', 'a')];
    const persons = personHistories(events).map(({ person, streams }) => ({
      person,
      streams: streams.map(({ subject }) => subject).sort(),
    }));
    expect(persons).toHaveLength(2);
    expect(persons).toContainEqual({ person: 'a', streams: ['T1', 'T2', 'b', 'c'] });
    expect(persons).toContainEqual({ person: 'z', streams: ['T3'] });
  });
});
