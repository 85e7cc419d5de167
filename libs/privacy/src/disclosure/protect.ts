/** An answer as an analyst gets it. */
import { protectCurves } from './curve.js';
import { protectFigures, type FigureLayout } from './figures.js';
import { protectFlows } from './flows.js';
import { slotsOf, sortedByGroup, type AnyRow, type KnownValues, type Slots } from './slots.js';

/** What is known of the answer beside its rows. */
export interface AnswerLayout {
  readonly by: readonly string[];
  /** Values that a dimension has whatever was found. */
  readonly known: KnownValues;
  readonly figure: FigureLayout;
}

/**
 * Protects all rows of an answer together: of a series those of all periods. Rows of figures, of stock and flow and of curves are told apart by their
 * members.
 * @param periods rows by period, sorted by group; one list where the answer is no series
 * @throws TooManyGroupsError
 */
export function protectRows(periods: readonly (readonly AnyRow[])[], layout: AnswerLayout): AnyRow[][] {
  const slots = slotsOf(periods, layout.by, layout.known);
  const rows = shownRows(slots, layout);
  return periods.map((_, period) =>
    sortedByGroup(rows.slice(period * slots.groupsPerPeriod, (period + 1) * slots.groupsPerPeriod), layout.by),
  );
}

function shownRows(slots: Slots, { known, figure }: AnswerLayout): AnyRow[] {
  const first = slots.rows[0];
  if (first === undefined) return [];
  if ('points' in first) return protectCurves(slots);
  if ('transitions' in first) return protectFlows(slots, known);
  const { figures, suppressed } = protectFigures(slots, slots.rows, figure);
  return slots.rows.map(({ group }, row) => ({ group, ...figures[row]!, suppressed: suppressed[row]! }));
}
