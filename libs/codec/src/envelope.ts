/** The envelope of a care event as it is stored beside its data. */

/** How `data` is stored. `plain`: the canonical JSON itself. Others (encrypted under a person's key) may follow. */
export const PLAIN = 'plain';

/** The metadata bytes of a stored care event, as JSON. */
export interface Envelope {
  /** Version of the type's schema in which `data` was written, 1 for the first. */
  readonly schemaVersion: number;
  readonly encoding: typeof PLAIN;
  readonly source: string;
  readonly id: string;
  readonly subject: string;
  readonly time?: string;
  /** Other CloudEvents attributes that were sent. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** What is wrong with a parsed envelope, naming members and never their values; null when it is sound. */
export function faultOf(value: unknown): string | null {
  if (!isObject(value)) return 'is no JSON object';
  if (!Number.isSafeInteger(value['schemaVersion']) || (value['schemaVersion'] as number) < 1) {
    return 'has no whole schemaVersion';
  }
  if (value['encoding'] !== PLAIN) return 'has an encoding that this version cannot read';
  for (const member of ['source', 'id', 'subject']) {
    if (typeof value[member] !== 'string' || value[member] === '') return `has no ${member}`;
  }
  if (value['time'] !== undefined && typeof value['time'] !== 'string') return 'has a time that is no text';
  const attributes = value['attributes'];
  if (attributes === undefined) return null;
  const sound = isObject(attributes) && Object.values(attributes).every((text) => typeof text === 'string');
  return sound ? null : 'has attributes that are no texts';
}

/** A JSON object: neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
