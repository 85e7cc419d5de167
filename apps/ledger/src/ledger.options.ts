import type { Codec } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import type { KeyVault, Pseudonymiser } from '#libs/privacy';

/** What a ledger works with. Store, codec and pseudonymiser are the caller's: it opens and closes them. */
export interface LedgerOptions {
  readonly store: EventStore;
  /** How events are named and sealed in the store. */
  readonly codec: Codec;
  /** The vault that the codec takes its keys from: erasing destroys them. */
  readonly vault: KeyVault;
  /** File that gets a line for every decision about an erasure, to be kept apart from backups; default: none. */
  readonly erasureRegisterPath?: string;
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

/** Injection token of the `Pseudonymiser`. */
export const PSEUDONYMISER = Symbol('Pseudonymiser');
