/** What a correction says, layer by layer: a correction of a correction of an event has three layers. */
import type { CareEvent, EventName } from '../events/care-event.js';
import { isChange, targetOf, type Arrived } from './resolve.js';

/** The data of one layer: that of an event of type `name`. */
export interface Layer<E extends Arrived> {
  readonly name: EventName;
  readonly data: unknown;
  /** JSON pointer of this data within the correction. */
  readonly pointer: string;
  /** The recorded event that this layer is the new data of. */
  readonly target: E;
}

/**
 * The layers inside a correction, from the outside in: the new data of what it corrects and, where that is itself a
 * correction, the data inside that one, until an event that is none. Used to check shape and codes of each.
 * @returns null when what a correction, at any layer, points at is not in this history; empty for any other event.
 */
export function layersOf<E extends Arrived>(history: readonly E[], event: CareEvent): Layer<E>[] | null {
  const layers: Layer<E>[] = [];
  let outer: CareEvent = event;
  let data: unknown = event.data;
  while (outer.name === 'event-corrected') {
    const target = find(history, outer);
    if (target === null) return null;
    data = memberOf(data, 'data');
    layers.push({ name: target.name, data, pointer: '/data'.repeat(layers.length + 2), target });
    outer = target;
  }
  return layers;
}

/**
 * The recorded event that a correction or retraction points at; null when it is not in this history, or came after
 * the change itself.
 */
export function find<E extends Arrived>(history: readonly E[], change: CareEvent | E): E | null {
  const target = targetOf(change);
  if (target === null) return null;
  const before = 'revision' in change ? change.revision : Infinity;
  return history.find((e) => e.id === target.id && e.source === target.source && e.revision < before) ?? null;
}

/**
 * The event that a chain of corrections and retractions is about in the end; the event itself when it is neither.
 * Null when a link is not in this history.
 */
export function rootOf<E extends Arrived>(history: readonly E[], event: CareEvent): CareEvent | null {
  let current: CareEvent | null = event;
  while (current !== null && isChange(current)) current = find(history, current);
  return current;
}

function memberOf(value: unknown, member: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[member] : undefined;
}
