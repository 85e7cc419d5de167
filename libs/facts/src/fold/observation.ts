/** Spans in which the sources did not see the person (buiten waarneming). */
import { addDays } from '#libs/trajectory';
import type { FactRow } from '#libs/fact-schema';
import { named, type StandingHistory } from './history.js';

/**
 * The gaps with at least one unobserved day. The day of leaving and the day of return count as observed, so a
 * second leaving without a return between shows that the person was seen on that day.
 */
export function observationGapRows(history: StandingHistory): FactRow<'observationGap'>[] {
  const rows: FactRow<'observationGap'>[] = [];
  let leftOn: string | null = null;
  const close = (returnedOn: string | null) => {
    if (leftOn === null) return;
    if (returnedOn === null || returnedOn > addDays(leftOn, 1)) {
      rows.push({ person: history.person, leftOn, returnedOn });
    }
    leftOn = null;
  };
  for (const { event } of named(history.all, 'client-left-observation', 'client-returned-to-observation')) {
    const on = event.data.effectiveOn;
    close(on);
    if (event.name === 'client-left-observation') leftOn = on;
  }
  close(null);
  return rows;
}
