/** The order of events (contract section 1): by day, type, time of logging, source and id; never by arrival. */
import type { CareEvent } from './care-event.js';
import { compareInstants } from '../calendar/instant.js';
import { compareText } from './text.js';
import { typeOrder } from './registry.js';

/** Negative when `a` comes before `b`, positive when after; 0 only for one and the same event. */
export function compareEvents(a: CareEvent, b: CareEvent): number {
  if (a.data.effectiveOn !== b.data.effectiveOn) return a.data.effectiveOn < b.data.effectiveOn ? -1 : 1;
  if (a.name !== b.name) return typeOrder(a.name) - typeOrder(b.name);
  return compareTimes(a.time, b.time) || compareText(a.source, b.source) || compareText(a.id, b.id);
}

function compareTimes(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  return compareInstants(a, b);
}
