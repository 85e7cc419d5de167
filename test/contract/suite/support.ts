import { randomUUID } from 'node:crypto';
import type { EventStore, NewEvent, Position, StoredEvent, SubscribeOptions } from '#libs/event-store';

/** A store of its own for one test. */
export interface StoreUnderTest {
  readonly store: EventStore;
  /** Opens the same events through another connection; left out where an adapter has no such thing. */
  readonly another?: () => Promise<EventStore>;
  /** Closes everything and removes what was made. */
  readonly dispose: () => Promise<void>;
}

/** Makes an empty store. */
export type StoreFactory = () => Promise<StoreUnderTest>;

/** The store of the running test. */
export type CurrentStore = () => StoreUnderTest;

/** An event whose data is this JSON text; every call has a new id. */
export function event(json = '{}', type = 'test.happened'): NewEvent {
  return { id: randomUUID(), type, data: Buffer.from(json), metadata: Buffer.from('{"source":"test"}') };
}

/** So many events, numbered in their data. */
export function events(count: number): NewEvent[] {
  return Array.from({ length: count }, (_, n) => event(`{"n":${n}}`));
}

/** All that an iterable gives. */
export async function all<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of iterable) items.push(item);
  return items;
}

/** Follows a subscription until it has given so many events, then ends it. */
export async function follow(store: EventStore, count: number, options: SubscribeOptions = {}): Promise<StoredEvent[]> {
  const seen: StoredEvent[] = [];
  for await (const batch of store.subscribe(options)) {
    seen.push(...batch);
    if (seen.length >= count) break;
  }
  return seen;
}

export const idsOf = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);
export const positionsOf = (list: readonly { readonly position: Position }[]): Position[] =>
  list.map(({ position }) => position);
export const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
