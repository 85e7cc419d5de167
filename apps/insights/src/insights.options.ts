import type { EventStore } from '#libs/event-store';
import type { FactStore } from '#libs/facts';
import type { ProjectionRunner, ProjectionStatus } from '#libs/projection';

/** What the read side is built from. Whoever passes them in starts and closes them. */
export interface InsightsOptions {
  /** The ledger's event store: definitions and notes are recorded in it. */
  readonly store: EventStore;
  readonly facts: FactStore;
  readonly projection: ProjectionRunner;
  /** The clock; default the system's. Only waiting, lag and the default of `observedUntil` on an empty ledger use it. */
  readonly now?: () => Date;
  /** Folder of the built pages; default: beside the built services. Where none are, none are served. */
  readonly pages?: string;
  /** Told how far the figures are while they are built, now and then, and once when they have caught up. Default: nobody. */
  readonly onProgress?: TellProgress;
  /** File of the answers that analysts got; default: in memory, and gone with the process. */
  readonly answersPath?: string;
}

/** Is told where the projection is and whether it has caught up for the first time. */
export type TellProgress = (status: ProjectionStatus, caughtUp: boolean) => void;

export const STORE = Symbol('EventStore');
export const FACTS = Symbol('FactStore');
export const PROJECTION = Symbol('ProjectionRunner');
export const CLOCK = Symbol('Clock');
export const PAGES = Symbol('Pages');
export const PROGRESS = Symbol('TellProgress');

/** Gives the present instant. */
export type Clock = () => Date;
