/** Whether what was refused is about a person who is being erased. */
import { isObject } from '../events/data/rules.js';

/** By what a person is known in refused events. */
export interface Mentions {
  /** Pseudonyms: wherever they stand. */
  readonly clients: ReadonlySet<string>;
  /** Ids of trajectories, measures and probations: where an event names one. */
  readonly subjects: ReadonlySet<string>;
  /** Recorded events, as `keyText` writes them. */
  readonly keys: ReadonlySet<string>;
}

const NAMING = new Set(['subject', 'previousTrajectory', 'toTrajectory']);

/** One text for the key of an event. */
export function keyText(source: string, id: string): string {
  return JSON.stringify([source, id]);
}

/** Whether JSON text, of an event or a problem, mentions the person. */
export function mentions(text: string, person: Mentions): boolean {
  for (const client of person.clients) if (text.includes(client)) return true;
  return found(JSON.parse(text), person);
}

function found(value: unknown, person: Mentions): boolean {
  if (Array.isArray(value)) return value.some((item) => found(item, person));
  if (!isObject(value)) return false;
  const { source, id } = value;
  if (typeof source === 'string' && typeof id === 'string' && person.keys.has(keyText(source, id))) return true;
  return Object.entries(value).some(([name, member]) =>
    typeof member === 'string' ? NAMING.has(name) && person.subjects.has(member) : found(member, person),
  );
}
