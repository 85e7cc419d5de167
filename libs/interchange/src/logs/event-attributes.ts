/** An event's data as flat, typed attributes: the common ground of XES and OCEL. */
import { datesIn, type RecordedCareEvent } from '#libs/trajectory';

export type AttributeKind = 'text' | 'day' | 'whole' | 'number' | 'truth';

/** One attribute; its kind follows from the event type and the key alone. */
export interface EventAttribute {
  readonly key: string;
  readonly kind: AttributeKind;
  readonly value: string | number | boolean;
}

/** Members that hold whole numbers; any other number may have decimals. */
const WHOLE: ReadonlySet<string> = new Set(['amountCents', 'score']);

/** Said elsewhere in a log: the client as its person, the day as its time. */
const ELSEWHERE: ReadonlySet<string> = new Set(['client', 'effectiveOn']);

/** The data of an event: members of objects by `a.b`, of lists by `a.1`, `a.2`; what is null is left out. */
export function attributesOf(event: RecordedCareEvent): EventAttribute[] {
  const days = new Set(datesIn(event.name, event.data).map(({ field }) => field));
  return Object.entries(event.data)
    .filter(([key]) => !ELSEWHERE.has(key))
    .flatMap(([key, value]) => flatten(key, value, days));
}

function flatten(key: string, value: unknown, days: ReadonlySet<string>): EventAttribute[] {
  if (typeof value === 'string') return [{ key, kind: days.has(key) ? 'day' : 'text', value }];
  if (typeof value === 'boolean') return [{ key, kind: 'truth', value }];
  if (typeof value === 'number') return [{ key, kind: WHOLE.has(key) ? 'whole' : 'number', value }];
  if (Array.isArray(value)) return value.flatMap((item, i) => flatten(`${key}.${i + 1}`, item, days));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => flatten(`${key}.${name}`, member, days));
}

/** A day as an instant. Midnight UTC, so that a tool that reckons in UTC shows the same day; the time means nothing. */
export function instantOf(day: string): string {
  return `${day}T00:00:00.000Z`;
}
