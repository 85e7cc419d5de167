/** Where an event of a trajectory stands: its person, trajectory and record. */
import type { StandingHistory } from './history.js';

/** A person's history with the record of each trajectory. */
export interface RecordContext {
  readonly history: StandingHistory;
  /** Id of the record of a trajectory; null before care started. */
  readonly recordOf: (trajectory: string) => string | null;
}

/** Binds a history to the records its trajectories were merged into. */
export function recordContext(history: StandingHistory, records: ReadonlyMap<string, string>): RecordContext {
  return { history, recordOf: (trajectory) => records.get(trajectory) ?? null };
}
