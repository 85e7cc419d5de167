import type { IndicatorDefinition } from '../language/definition.js';
import type { SettledQuestion } from '../question/question.js';
import type { CurveRow, FlowRow, Row, SeriesPeriod } from './rows.js';
import type { View } from './view.js';

/** The figure: one row per group, sorted by group; without `by` one row. */
export function answer(_view: View, _definition: IndicatorDefinition, _question: SettledQuestion): Promise<Row[]> {
  throw new Error('not yet');
}

/** The estimate on every day on which something happens, per group (time-to-event only). */
export function curve(_view: View, _definition: IndicatorDefinition, _question: SettledQuestion): Promise<CurveRow[]> {
  throw new Error('not yet');
}

/** Stock and flow, with the from-to table of care forms. */
export function flows(_view: View, _question: SettledQuestion): Promise<FlowRow[]> {
  throw new Error('not yet');
}

/** The figure of every period of the window, counted from its first day. */
export function series(
  _view: View,
  _definition: IndicatorDefinition,
  _question: SettledQuestion,
): Promise<SeriesPeriod[]> {
  throw new Error('not yet');
}
