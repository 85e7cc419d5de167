import { describe, expect, it } from '@jest/globals';
import {
  EVENT_NAMES,
  EVENT_TYPES,
  decide,
  eventNameOf,
  keyOf,
  type CareEvent,
  type RecordedCareEvent,
  type StreamKind,
} from '#libs/trajectory';
import { NO_MESS, simulateDeliveries, type CloudEvent } from './index.js';

/** Just enough of a ledger to judge messages in their order of arrival. */
class LittleLedger {
  readonly #streams = new Map<string, RecordedCareEvent[]>();
  readonly #events = new Map<string, { stream: string; content: string }>();

  offer(cloudEvent: CloudEvent, today: string): string {
    const { event, stream, kind } = this.#read(cloudEvent);
    const content = JSON.stringify([cloudEvent.type, cloudEvent.subject, cloudEvent.data]);
    const known = this.#events.get(keyOf(event));
    if (known) return known.content === content ? 'duplicate' : 'event-id-conflict';
    const history = this.#streams.get(stream) ?? [];
    const refusal = decide(kind, history, event, today);
    if (refusal) return refusal.code;
    const position = `${this.#events.size + 1}`;
    history.push({ ...event, revision: history.length, position, recordedAt: `${today}T00:00:00Z`, schemaVersion: 1 });
    this.#streams.set(stream, history);
    this.#events.set(keyOf(event), { stream, content });
    return 'recorded';
  }

  #read({ source, id, type, subject, time, data }: CloudEvent): { event: CareEvent; stream: string; kind: StreamKind } {
    const name = eventNameOf(type)!;
    const target = (data['corrects'] ?? data['retracts']) as { source: string; id: string } | undefined;
    const client = data['client'] as { bsn?: string; pseudonym?: string } | undefined;
    const pseudonym = client && { client: { pseudonym: client.pseudonym ?? `bsn-${client.bsn}` } };
    const kind = EVENT_TYPES[name].kind;
    const stream = target
      ? this.#events.get(keyOf(target))!.stream
      : `${kind}/${subject ?? pseudonym?.client.pseudonym}`;
    const event = { source, id, name, subject: stream.split('/')[1], time, data: { ...data, ...pseudonym } };
    return { event: event as CareEvent, stream, kind: stream.split('/')[0] as StreamKind };
  }
}

const OPTIONS = { clients: 700, from: '2014-01-01', to: '2025-12-31', seed: 'accepted' };

describe('a simulated region', () => {
  it('is judged by the ledger as the simulation says, in the order of delivery', () => {
    const ledger = new LittleLedger();
    const wrong: unknown[] = [];
    const seen = { recorded: 0, duplicate: 0, refused: 0 };
    const mess = { refusals: 0.01, duplicates: 0.01 };
    for (const { event, deliveredAt, expected } of simulateDeliveries({ ...OPTIONS, mess })) {
      const answer = ledger.offer(event, deliveredAt.slice(0, 10));
      const outcome = answer === 'recorded' || answer === 'duplicate' ? answer : 'refused';
      seen[expected] += 1;
      if (outcome !== expected) wrong.push({ expected, answer, event });
    }
    expect(wrong).toEqual([]);
    expect(seen.recorded).toBeGreaterThan(10_000);
    expect(seen.duplicate).toBeGreaterThan(50);
    expect(seen.refused).toBeGreaterThan(20);
  });

  it('has every event type of the contract', () => {
    const names = new Set<string>();
    for (const { event } of simulateDeliveries({ ...OPTIONS, clients: 2500 })) names.add(eventNameOf(event.type)!);
    expect(EVENT_NAMES.filter((name) => !names.has(name))).toEqual([]);
  });

  it('is the same for the same seed, byte for byte, however it is cut into windows', () => {
    const small = { ...OPTIONS, clients: 150 };
    const text = (options: Parameters<typeof simulateDeliveries>[0]) =>
      [...simulateDeliveries(options)].map((delivery) => JSON.stringify(delivery)).join('\n');
    const once = text(small);
    expect(text(small)).toBe(once);
    expect(text({ ...small, messagesAtOnce: 300 })).toBe(once);
    expect(text({ ...small, seed: 'another' })).not.toBe(once);
  });

  it('delivers in order of time, never before the day it tells of, and some of it late', () => {
    let previous = '';
    let [late, count] = [0, 0];
    for (const { event, deliveredAt } of simulateDeliveries({ ...OPTIONS, clients: 200, mess: NO_MESS })) {
      expect(deliveredAt >= previous).toBe(true);
      previous = deliveredAt;
      const on = String(event.data['effectiveOn']);
      expect(on <= deliveredAt.slice(0, 10)).toBe(true);
      const days = (Date.parse(deliveredAt) - Date.parse(on)) / 86_400_000;
      if (days > 30) late += 1;
      count += 1;
    }
    expect(late / count).toBeGreaterThan(0.05);
    expect(late / count).toBeLessThan(0.3);
  });

  it('names a third of the clients by a BSN that is kept free for tests', () => {
    const bsns = new Set<string>();
    const pseudonyms = new Set<string>();
    for (const { event } of simulateDeliveries({ ...OPTIONS, clients: 300 })) {
      const client = event.data['client'] as { bsn?: string; pseudonym?: string } | undefined;
      if (client?.bsn) bsns.add(client.bsn);
      if (client?.pseudonym) pseudonyms.add(client.pseudonym);
    }
    expect([...bsns].every((bsn) => bsn >= '999900006' && bsn <= '999999990')).toBe(true);
    expect(bsns.size).toBeGreaterThan(80);
    expect(pseudonyms.size).toBeGreaterThan(bsns.size);
  });

  it('refuses a history that ends before it begins', () => {
    expect(() => [...simulateDeliveries({ ...OPTIONS, to: '2013-01-01' })]).toThrow(RangeError);
    expect(() => [...simulateDeliveries({ ...OPTIONS, clients: 0 })]).toThrow(RangeError);
  });
});
