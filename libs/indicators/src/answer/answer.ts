import { addDays, addMonths } from '#libs/trajectory';
import { stockAndFlow } from '../catalogue/stock-and-flow.js';
import type { IndicatorDefinition, MeasureBody, ShareBody, TimeToEventBody } from '../language/definition.js';
import { member } from '../language/fault.js';
import { figureOf } from '../language/figure-of.js';
import type { Interval, SettledQuestion, Window } from '../question/question.js';
import { MAIN } from '../sql/cases.js';
import type { Compilation } from '../sql/compilation.js';
import { measureStatistics } from '../sql/measure.js';
import { rateCounts } from '../sql/rate.js';
import { shareCounts } from '../sql/share.js';
import { timeToEventCounts } from '../sql/time-to-event.js';
import { run } from './compile.js';
import { flowRows } from './flow.js';
import { moreOf } from './beside.js';
import { byGroup, type Counted } from './groups.js';
import { measureRow } from './measure.js';
import { literal, normsOf } from './norms.js';
import type { CurveRow, FlowRow, MeasureRow, Row, SeriesPeriod, ShareRow } from './rows.js';
import { perThousandOf } from './per-thousand.js';
import { rateRow } from './rate.js';
import { shareRow } from './share.js';
import { completeRow, curveRow, estimatedRow, fromCurve } from './time-to-event.js';
import type { View } from './view.js';

/**
 * The figure: one row per group, sorted by group; without `by` one row, over nothing too.
 * @param question a settled question, as `parseQuestion` and `settle` make it for this definition.
 * @throws DefinitionError when the definition cannot be computed.
 */
export async function answer(view: View, definition: IndicatorDefinition, question: SettledQuestion): Promise<Row[]> {
  const figure = figureOf(definition, question.parameters);
  if (figure.shape === 'flow') return flowRows(view, definition, figure, question);
  if (figure.shape === 'time-to-event') return timeToEventRows(view, definition, figure, question);
  if (figure.shape === 'rate') {
    const counted = await run(view, definition, question, (one) => rateCounts(one, figure, question));
    return byGroup(counted, question.by).map((group) => rateRow(group, figure));
  }
  return furtherRows(view, definition, figure, question);
}

/** A share or measure with its further figures: a group stands in the answer when any of them has it. */
async function furtherRows(
  view: View,
  definition: IndicatorDefinition,
  figure: ShareBody | MeasureBody,
  question: SettledQuestion,
): Promise<Row[]> {
  const further = Object.entries(figure.further ?? {});
  const all: Counted[] = [];
  for (const [name, body] of [[MAIN, figure] as const, ...further]) {
    const pointer = name === MAIN ? '/figure' : member('/figure/further', name);
    const rows = await run(view, definition, question, (one) => countsOf(one, body, question, pointer));
    all.push(...rows.map((row) => ({ ...row, figure: name })));
  }
  const perThousand =
    figure.shape === 'measure' && figure.population
      ? await perThousandOf(view, definition, figure, question)
      : undefined;
  return byGroup(all, question.by).map(({ group, rows }) => {
    const rowOf = (name: string, body: ShareBody | MeasureBody): ShareRow | MeasureRow => {
      const own = { group, rows: rows.filter((row) => row['figure'] === name) };
      return body.shape === 'share'
        ? shareRow(own, body)
        : measureRow(own, body, normsOf(body.within?.norms, question));
    };
    const more = further.map(([name, body]) => {
      const { group: _, suppressed: __, ...row } = rowOf(name, body);
      return [name, row] as const;
    });
    return {
      ...rowOf(MAIN, figure),
      ...(perThousand && { perThousand: perThousand(group) }),
      ...Object.fromEntries(more),
    };
  });
}

const countsOf = (
  compilation: Compilation,
  body: ShareBody | MeasureBody,
  question: SettledQuestion,
  pointer: string,
): string =>
  body.shape === 'share'
    ? shareCounts(compilation, body, question, pointer)
    : measureStatistics(compilation, body, question, pointer);

async function timeToEventRows(
  view: View,
  definition: IndicatorDefinition,
  figure: TimeToEventBody,
  question: SettledQuestion,
): Promise<Row[]> {
  const groups = await timesByGroup(view, definition, figure, question);
  const followUpDays = Number(literal(figure.followUpDays, question));
  const method = question.method === 'complete' ? 'aalen-johansen' : question.method;
  const curves =
    figure.fromCurve && method !== question.method
      ? await timesByGroup(view, definition, figure, { ...question, method })
      : groups;
  const norms = normsOf(figure.fromCurve?.within, question);
  return groups.map((group, i) => ({
    ...(question.method === 'complete'
      ? completeRow(group, figure)
      : estimatedRow(group, figure, question.method, followUpDays)),
    // The same cases, so the same groups in the same order.
    ...(figure.fromCurve && fromCurve(curves[i]!.rows, figure, method, norms)),
    ...moreOf(group.rows, {}),
  }));
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
