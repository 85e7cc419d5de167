/** Where an event of a trajectory stands: its person, trajectory and record, its day and its rank. */
import type { RecordedCareEvent } from '#libs/trajectory';
import type { StandingHistory } from './history.js';

/** The columns every row about one event of a trajectory begins with. */
export interface Place {
  readonly person: string;
  readonly trajectory: string;
  readonly record: string | null;
  readonly on: string;
  readonly rankInPerson: number;
}

/** A person's history with the record of each trajectory. */
export interface RecordContext {
  readonly history: StandingHistory;
  /** Id of the record of a trajectory; null before care started. */
  recordOf(trajectory: string): string | null;
  place(event: RecordedCareEvent, rank: number): Place;
}

/** Binds a history to the records its trajectories were merged into. */
export function recordContext(history: StandingHistory, records: ReadonlyMap<string, string>): RecordContext {
  const recordOf = (trajectory: string) => records.get(trajectory) ?? null;
  return {
    history,
    recordOf,
    place: (event, rank) => ({
      person: history.person,
      trajectory: event.subject,
      record: recordOf(event.subject),
      on: event.data.effectiveOn,
      rankInPerson: rank,
    }),
  };
}
