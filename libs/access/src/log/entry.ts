/** What the access log keeps of each look at personal data (NEN 7513: who, when, which client, what, on whose responsibility). */
import type { Role } from '../caller/principal.js';

/** What was done. */
export type AccessAction = 'read' | 'export' | 'replay' | 'subject-access' | 'erase' | 'backup' | 'restore';

/** What somebody looked at, as the part that shows it says it. */
export interface Look {
  readonly action: AccessAction;
  /** Kind of thing, such as `trajectory`, `events`, `cases`. */
  readonly object: string;
  /** Id of the thing; kept as a keyed reference only, like clients. */
  readonly id?: string;
  /** What else tells which part of it: positions, an indicator and its window. No ids of persons or trajectories. */
  readonly detail?: Readonly<Record<string, string | number | null>>;
  /** Pseudonyms of every client of whom something was shown; `everyone` for the whole ledger. */
  readonly clients: readonly string[] | 'everyone';
  /** Default `given`. */
  readonly outcome?: 'given' | 'refused';
}

/** Who looked, and from where. */
export interface Viewer {
  readonly who: string;
  readonly roles: readonly Role[];
  /** On whose behalf: the provider, or the regions. */
  readonly organisation: string | null;
  /** Session or token at the issuer. */
  readonly session: string | null;
  readonly address: string | null;
  readonly request: string | null;
}

/** An entry as it is kept and hashed. Clients and the id are keyed references. */
export interface AccessEntry extends Viewer {
  readonly number: number;
  /** Instant, UTC. */
  readonly at: string;
  readonly action: AccessAction;
  readonly object: string;
  readonly reference: string | null;
  readonly detail: Look['detail'] | null;
  readonly clients: readonly string[] | 'everyone';
  readonly outcome: 'given' | 'refused';
}
