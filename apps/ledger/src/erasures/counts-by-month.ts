import type { RecordedDecision } from '#libs/erasure';

/** How many persons were erased, and how many requests refused, in a month. */
export interface MonthOfDecisions {
  /** `YYYY-MM`, Amsterdam. */
  readonly month: string;
  readonly erased: number;
  readonly refused: number;
}

/** Decisions by the month they were taken in, ascending; months without any are left out. */
export function countsByMonth(decisions: readonly RecordedDecision[]): MonthOfDecisions[] {
  const months = new Map<string, { erased: number; refused: number }>();
  for (const { decision, decidedOn } of decisions) {
    const month = decidedOn.slice(0, 7);
    const counts = months.get(month) ?? { erased: 0, refused: 0 };
    counts[decision] += 1;
    months.set(month, counts);
  }
  return [...months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([month, counts]) => ({ month, ...counts }));
}
