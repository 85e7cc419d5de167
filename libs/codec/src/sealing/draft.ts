import type { NewEvent } from '#libs/event-store';
import { sealedLength, sealInto, type SealingKey } from './seal.js';

/** An event in the form the store keeps, but for the sealing of its data. */
export interface Draft extends Pick<NewEvent, 'id' | 'type' | 'metadata'> {
  /** What becomes its data: a bound text to be sealed, or, without a key, the data itself. */
  readonly text: Uint8Array;
  readonly key: SealingKey | null;
}

/** The event that a draft is of. */
export function sealed({ id, type, metadata, text, key }: Draft): NewEvent {
  if (key === null) return { id, type, data: text, metadata };
  const data = Buffer.allocUnsafe(sealedLength(text));
  sealInto(data, key, text);
  return { id, type, data, metadata };
}
