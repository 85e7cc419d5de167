/** Where a projection is, beside where the ledger is. */
import {
  BEGINNING,
  comparePositions,
  positionOrder,
  type EventStore,
  type Head,
  type Position,
} from '#libs/event-store';

/**
 * `stopped`: not running. `catching-up`: has not reached the ledger's head since it was started. `live`: has. `failed`:
 * the last attempt failed; it is tried again by itself.
 */
export type ProjectionState = 'stopped' | 'catching-up' | 'live' | 'failed';

/** A projection that stands still while `head` moves on is stuck, whatever `state` says. */
export interface ProjectionStatus {
  readonly state: ProjectionState;
  /** The last event that the facts have seen; null before the first. */
  readonly position: Position | null;
  /** When that event was recorded. */
  readonly recordedAt: string | null;
  /** The newest event of the ledger; null when there is none or the store cannot be reached (see `error`). */
  readonly head: Head | null;
  /** Events not yet seen; null where positions do not count events. */
  readonly lagEvents: number | null;
  /** Seconds since the first event not yet seen was recorded; 0 when all are seen, null when that cannot be told. */
  readonly lagSeconds: number | null;
  /** There while the facts wait, on purpose, until no more events pour in, to be made anew then. */
  readonly waiting?: boolean;
  /** Which share of the facts is made, from 0 to 1, while they are made anew from the whole ledger. */
  readonly filled?: number;
  /** What went wrong last, while it is not mended. Never event data. */
  readonly error?: string;
}

export type Lag = Pick<ProjectionStatus, 'head' | 'lagEvents' | 'lagSeconds'>;

/** Measures how far a checkpoint is behind the ledger. @throws whatever the store throws. */
export async function lagOf(
  store: Pick<EventStore, 'head' | 'readAll'>,
  checkpoint: Head | null,
  nowMs: number,
): Promise<Lag> {
  const head = await store.head();
  if (head === null || (checkpoint !== null && comparePositions(head.position, checkpoint.position) <= 0)) {
    return { head, lagEvents: 0, lagSeconds: 0 };
  }
  const after = checkpoint?.position;
  let lagSeconds = 0;
  for await (const { recordedAt } of store.readAll({ after, limit: 1 })) {
    lagSeconds = Math.max(0, (nowMs - Date.parse(recordedAt)) / 1000);
  }
  return { head, lagEvents: countBetween(after ?? '0', head.position), lagSeconds };
}

/**
 * Which share of the ledger a projection has seen, from 0 to 1; null when the ledger's head is not known. By events where
 * positions count them, else by the length of the log.
 */
export function shareSeen({ position, head, lagEvents, filled }: ProjectionStatus): number | null {
  if (lagEvents === 0) return 1;
  if (head === null) return null;
  const parts = (positionOrder(position ?? BEGINNING) * 10_000n) / positionOrder(head.position);
  return Math.max(Math.min(1, Number(parts) / 10_000), Math.min(filled ?? 0, 0.99));
}

/** How many events lie between two positions. Positions that are one number count events; those of two numbers are places in a log. */
export function countBetween(after: Position, until: Position): number | null {
  return after.includes('-') || until.includes('-') ? null : Number(BigInt(until) - BigInt(after));
}
