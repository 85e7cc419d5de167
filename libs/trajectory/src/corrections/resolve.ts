/** Applies corrections and retractions: what of a stream's history stands. */
import type { CareEvent, RecordedCareEvent } from '../events/care-event.js';
import type { EventKey } from '../events/event-data.js';
import { keyOf } from '../events/key.js';
import { compareEvents } from '../events/order.js';

/** What is needed to resolve: an event and its place in the stream. */
export type Arrived = CareEvent & { readonly revision: number };

/** What became of one event of the history. */
export interface HistoryEntry<E extends Arrived = RecordedCareEvent> {
  /** The event as it was recorded. */
  readonly event: E;
  readonly status: 'standing' | 'corrected' | 'retracted';
  /** The correction that holds, or the retraction; null when the event stands as it was sent. */
  readonly by: E | null;
  /** The event with the data that holds; equals `event` when nothing corrected it. Kept for retracted events too. */
  readonly effective: E;
}

/** A history with its corrections and retractions applied. */
export interface Resolution<E extends Arrived = RecordedCareEvent> {
  /** Events that stand, with the data that holds, in the order of `compareEvents`; no corrections, no retractions. */
  readonly standing: E[];
  /** One entry per event, in order of arrival. */
  readonly entries: HistoryEntry<E>[];
}

/**
 * Resolves a history. Of several standing corrections of one event, the one recorded last holds; corrections and
 * retractions can themselves be corrected or retracted. What points at an event that has not arrived before it has
 * no effect.
 * @param history events of one or more whole streams, in any order; `revision` tells the order of arrival.
 */
export function resolve<E extends Arrived = RecordedCareEvent>(history: readonly E[]): Resolution<E> {
  const arrived = inOrderOfArrival(history);
  const entries = arrived.some(isChange) ? applyChanges(arrived) : arrived.map(untouched);
  const standing: E[] = [];
  for (const { status, effective } of entries) {
    if (status !== 'retracted' && !isChange(effective)) standing.push(effective);
  }
  return { standing: standing.sort(compareEvents), entries };
}

/** Whether an event is a correction or a retraction. */
export function isChange(event: CareEvent): boolean {
  return event.name === 'event-corrected' || event.name === 'event-retracted';
}

/** What a correction or retraction points at; null for any other event. */
export function targetOf(event: CareEvent): EventKey | null {
  if (event.name === 'event-corrected') return event.data.corrects;
  return event.name === 'event-retracted' ? event.data.retracts : null;
}

function inOrderOfArrival<E extends Arrived>(history: readonly E[]): readonly E[] {
  const sorted = history.every((event, i) => i === 0 || history[i - 1]!.revision <= event.revision);
  return sorted ? history : [...history].sort((a, b) => a.revision - b.revision);
}

function untouched<E extends Arrived>(event: E): HistoryEntry<E> {
  return { event, status: 'standing', by: null, effective: event };
}

/**
 * From the last to the first: whatever changes an event came after it, so it is already known whether that change
 * stands and what it says.
 */
function applyChanges<E extends Arrived>(arrived: readonly E[]): HistoryEntry<E>[] {
  const corrections = new Map<string, E>();
  const retractions = new Map<string, E>();
  const entries = new Array<HistoryEntry<E>>(arrived.length);
  for (let i = arrived.length - 1; i >= 0; i--) {
    const event = arrived[i]!;
    const key = keyOf(event);
    const correction = corrections.get(key) ?? null;
    const retraction = retractions.get(key) ?? null;
    const effective = correction === null ? event : withData(event, correction);
    const status = retraction ? 'retracted' : correction ? 'corrected' : 'standing';
    entries[i] = { event, status, by: retraction ?? correction, effective };
    const target = targetOf(event);
    if (status === 'retracted' || target === null) continue;
    // The target is that of the event as sent: correcting a correction never moves it.
    const held = event.name === 'event-corrected' ? corrections : retractions;
    const targetKey = keyOf(target);
    if (!held.has(targetKey)) held.set(targetKey, effective);
  }
  return entries;
}

function withData<E extends Arrived>(event: E, correction: E): E {
  const { data } = correction.data as { data: unknown };
  return { ...event, data };
}
