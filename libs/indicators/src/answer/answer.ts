import { addDays, addMonths } from '#libs/trajectory';
import { stockAndFlow } from '../catalogue/stock-and-flow.js';
import type { IndicatorDefinition, MeasureBody, TimeToEventBody } from '../language/definition.js';
import { figureOf } from '../language/figure-of.js';
import type { Interval, SettledQuestion, Window } from '../question/question.js';
import { measureStatistics } from '../sql/measure.js';
import { shareCounts } from '../sql/share.js';
import { timeToEventCounts } from '../sql/time-to-event.js';
import { run } from './compile.js';
import { flowRows } from './flow.js';
import { byGroup } from './groups.js';
import { measureRow } from './measure.js';
import type { CurveRow, FlowRow, Row, SeriesPeriod } from './rows.js';
import { shareRow } from './share.js';
import { completeRow, curveRow, estimatedRow } from './time-to-event.js';
import type { View } from './view.js';

/**
 * The figure: one row per group, sorted by group; without `by` one row, over nothing too.
 * @param question a settled question, as `parseQuestion` and `settle` make it for this definition.
 * @throws DefinitionError when the definition cannot be computed.
 */
export async function answer(view: View, definition: IndicatorDefinition, question: SettledQuestion): Promise<Row[]> {
  const figure = figureOf(definition, question.parameters);
  switch (figure.shape) {
    case 'share': {
      const rows = await run(view, definition, question, (one) => shareCounts(one, figure, question));
      return byGroup(rows, question.by).map((group) => shareRow(group, figure));
    }
    case 'time-to-event': {
      const groups = await timesByGroup(view, definition, figure, question);
      const followUpDays = Number(literal(figure.followUpDays, question));
      return groups.map((group) =>
        question.method === 'complete'
          ? completeRow(group, figure)
          : estimatedRow(group, figure, question.method, followUpDays),
      );
    }
    case 'measure': {
      const rows = await run(view, definition, question, (one) => measureStatistics(one, figure, question));
      return byGroup(rows, question.by).map((group) => measureRow(group, figure, normsOf(figure, question)));
    }
    case 'flow':
      return flowRows(view, definition, figure, question);
  }
}

/**
 * The estimate on every day on which something happens, per group: also past the follow-up.
 * @throws RangeError when the indicator is no time-to-event, or the method no estimator.
 */
export async function curve(
  view: View,
  definition: IndicatorDefinition,
  question: SettledQuestion,
): Promise<CurveRow[]> {
  const figure = figureOf(definition, question.parameters);
  if (figure.shape !== 'time-to-event' || question.method === 'complete' || question.method === null) {
    throw new RangeError('Only a time-to-event indicator has a curve, under kaplan-meier or aalen-johansen.');
  }
  const groups = await timesByGroup(view, definition, figure, question);
  return groups.map((group) => curveRow(group, figure, question.method));
}

/** Stock and flow of records, persons, measures and probations, and the from-to table of care forms. */
export async function flows(view: View, question: SettledQuestion): Promise<FlowRow[]> {
  return (await answer(view, stockAndFlow, question)) as FlowRow[];
}

/** The figure of every period of the window, counted from its first day; the last one stops at its last day. */
export async function series(
  view: View,
  definition: IndicatorDefinition,
  question: SettledQuestion,
): Promise<SeriesPeriod[]> {
  const periods: SeriesPeriod[] = [];
  for (const window of periodsOf(question.window, question.interval ?? 'P1M')) {
    periods.push({ window, rows: await answer(view, definition, { ...question, window }) });
  }
  return periods;
}

const MONTHS: Readonly<Record<Interval, number>> = { P1M: 1, P3M: 3, P6M: 6, P1Y: 12 };

/** Consecutive periods of a window. Every one is counted from the first day, so that a month end clipped once stays the month's end only there. */
export function periodsOf({ from, to }: Window, interval: Interval): Window[] {
  const periods: Window[] = [];
  for (let i = 0, start = from; start <= to; i += 1) {
    const next = addMonths(from, (i + 1) * MONTHS[interval]);
    const last = addDays(next, -1);
    periods.push({ from: start, to: last < to ? last : to });
    start = next;
  }
  return periods;
}

async function timesByGroup(
  view: View,
  definition: IndicatorDefinition,
  figure: TimeToEventBody,
  question: SettledQuestion,
): Promise<ReturnType<typeof byGroup>> {
  const rows = await run(view, definition, question, (one) => timeToEventCounts(one, figure, question));
  return byGroup(rows, question.by);
}

/** A number or list, or the parameter that holds it. */
function literal<T>(value: T | { readonly parameter: string }, { parameters }: SettledQuestion): unknown {
  return typeof value === 'object' && value !== null && 'parameter' in value ? parameters[value.parameter] : value;
}

const normsOf = ({ within }: MeasureBody, question: SettledQuestion): readonly number[] =>
  within ? (literal(within.norms, question) as readonly number[]) : [];
