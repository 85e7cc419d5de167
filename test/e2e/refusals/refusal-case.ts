/** What a refusal case is, and short ways to make one. */
import type { SentEvent } from '../../support/events.js';
import type { Case } from '../../support/case.js';

/** What stands in the ledger, and what is then refused. */
export interface Situation {
  /** Recorded first. */
  readonly given: readonly SentEvent[];
  readonly refused: SentEvent;
  /** The field to blame, a JSON pointer into the event. */
  readonly pointer?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The code, what it is about, and how to make the situation with ids of its own. */
export type RefusalCase = readonly [code: string, what: string, make: (make: Case) => Situation];

/** Refused whatever stands in the ledger. */
export const alone = (refused: SentEvent, pointer?: string): Situation => ({ given: [], refused, pointer });

/** Refused because of what was recorded before. */
export const after = (given: SentEvent[], refused: SentEvent, pointer?: string): Situation => ({
  given,
  refused,
  pointer,
});

/** The same without one member. */
export function without<T extends object>(value: T, member: string): T {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== member)) as T;
}
