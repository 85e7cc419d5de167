/** The envelope of a care event as it is stored beside its data. */

/** How `data` is stored: the canonical JSON itself. */
export const PLAIN = 'plain';
/** How `data` is stored: sealed under the key of its stream (`seal.ts`), with everything that identifies. */
export const SEALED = 'A256GCM';

/** The metadata bytes of a sealed care event, as JSON. */
export interface Envelope {
  /** Version of the type's schema in which `data` was written, 1 for the first. */
  readonly schemaVersion: number;
  readonly encoding: typeof PLAIN | typeof SEALED;
}

/** The metadata bytes of a plain care event, as JSON. */
export interface PlainEnvelope extends Envelope {
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
  const known = value['encoding'] === PLAIN || value['encoding'] === SEALED;
  return known ? null : 'has an encoding that this version cannot read';
}

/** A JSON object: neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
