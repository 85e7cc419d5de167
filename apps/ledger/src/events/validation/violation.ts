import type { FieldCode } from '../data/field.js';

/** One thing that an event by itself shows to be wrong. */
export interface Violation {
  /** JSON pointer into the event. */
  readonly pointer: string;
  readonly code: FieldCode | 'unknown-field';
  /** What is allowed; never what was sent. */
  readonly message: string;
}
