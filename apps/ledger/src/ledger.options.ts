import type { Codec } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import type { Pseudonymiser } from '#libs/privacy';

/** What a ledger works with. Store, codec and pseudonymiser are the caller's: it opens and closes them. */
export interface LedgerOptions {
  readonly store: EventStore;
  /** How events are named and sealed in the store. */
  readonly codec: Codec;
  readonly pseudonymiser: Pseudonymiser;
  /** File of the refused events, made when it does not exist; `:memory:` for none. */
  readonly rejectionsPath: string;
  /** The clock that decides what today is; default: the machine's. */
  readonly now?: () => Date;
}

/** Injection token of the clock. */
export const CLOCK = Symbol('Clock');

/** Injection token of the `EventStore`. */
export const EVENT_STORE = Symbol('EventStore');

/** Injection token of the `Codec`. */
export const CODEC = Symbol('Codec');
