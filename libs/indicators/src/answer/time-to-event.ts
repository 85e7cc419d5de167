import { aalenJohansen } from '../estimators/aalen-johansen.js';
import { complementOf } from '../estimators/interval.js';
import { kaplanMeier } from '../estimators/kaplan-meier.js';
import { medianOf, readOn, type DayCounts, type Estimate } from '../estimators/life-table.js';
import type { TimeToEventBody } from '../language/definition.js';
import type { Method } from '../question/question.js';
import { STATUS } from '../sql/status.js';
import { countsBeside } from './beside.js';
import { withStatus, type Counted, type Grouped } from './groups.js';
import type { ConfidenceInterval, CurveFigure, CurveRow, TimeToEventRow } from './rows.js';
import { share } from './share.js';

/** The row of a group under `complete`: those with the event of those whose follow-up is known. */
export function completeRow({ group, rows }: Grouped, figure: TimeToEventBody): TimeToEventRow {
  const yes = withStatus(rows, STATUS.yes);
  const of = yes + withStatus(rows, STATUS.no);
  return {
    group,
    ...share(yes, of, figure.complement),
    ...countsBeside(rows, figure),
    ...(of === 0 && { reason: 'no-cases' }),
  };
}

/** The row of a group under an estimator: the estimate on the last day of the follow-up. */
export function estimatedRow(
  { group, rows }: Grouped,
  figure: TimeToEventBody,
  method: Method | null,
  followUpDays: number,
): TimeToEventRow {
  const { atRisk, reason, ...read } = readingOf(rows, figure, method)(followUpDays);
  return { group, ...read, ...countsBeside(rows, figure), atRisk, ...(reason && { reason }) };
}

/** What a row shows of the curve of its cases: the median, and the figure after each number of days. */
export function fromCurve(
  rows: readonly Counted[],
  figure: TimeToEventBody,
  method: Method | null,
  norms: readonly number[],
): Pick<TimeToEventRow, 'median' | 'within'> {
  const read = readingOf(rows, figure, method);
  const within = norms.map((norm) => {
    const { atRisk: _, ...reading } = read(norm);
    return [String(norm), reading] as const;
  });
  return { median: medianShown(rows, figure, method), within: Object.fromEntries(within) };
}

/** Reads the estimate of a group on a day. */
function readingOf(
  rows: readonly Counted[],
  figure: TimeToEventBody,
  method: Method | null,
): (day: number) => CurveFigure & { readonly atRisk: number } {
  const days = daysOf(rows);
  const curve = estimatorOf(method)(days);
  const cases =
    withStatus(rows, STATUS.unseen) + days.reduce((sum, day) => sum + day.events + day.competing + day.censored, 0);
  return (day) => {
    const { value, interval, events, atRisk } = readOn(curve, day);
    return {
      numerator: events,
      denominator: cases,
      value: value === null ? null : figure.complement ? 1 - value : value,
      interval: logLogOf(interval, figure.complement),
      atRisk,
      ...(value === null && { reason: cases === 0 ? ('no-cases' as const) : ('beyond-follow-up' as const) }),
    };
  };
}

/** The median of what is shown: a complement falls, so that it has none. */
const medianShown = (rows: readonly Counted[], figure: TimeToEventBody, method: Method | null): number | null =>
  figure.complement ? null : medianOf(estimatorOf(method)(daysOf(rows)));

/** The curve of a group. */
export function curveRow({ group, rows }: Grouped, figure: TimeToEventBody, method: Method | null): CurveRow {
  const curve = estimatorOf(method)(daysOf(rows));
  return {
    group,
    median: medianShown(rows, figure, method),
    points: curve.map(({ day, value, interval, atRisk, events, competing, censored }) => ({
      day,
      value: figure.complement ? 1 - value : value,
      interval: logLogOf(interval, figure.complement),
      atRisk,
      events,
      competing,
      censored,
    })),
  };
}

const estimatorOf = (method: Method | null) => (method === 'aalen-johansen' ? aalenJohansen : kaplanMeier);

/** Days in order with what ends on them. */
function daysOf(rows: readonly Counted[]): DayCounts[] {
  const days = new Map<number, { day: number; events: number; competing: number; censored: number }>();
  for (const row of rows) {
    const [status, day, cases] = [Number(row['status']), Number(row['day']), Number(row['cases'])];
    if (status < STATUS.event || status > STATUS.censored) continue;
    const counts = days.get(day) ?? { day, events: 0, competing: 0, censored: 0 };
    days.set(day, counts);
    if (status === STATUS.event) counts.events += cases;
    else if (status === STATUS.competing) counts.competing += cases;
    else counts.censored += cases;
  }
  return [...days.values()].sort((a, b) => a.day - b.day);
}

function logLogOf(interval: Estimate['interval'], complement: boolean | undefined): ConfidenceInterval | null {
  if (!interval) return null;
  const full: ConfidenceInterval = { level: 0.95, ...interval, method: 'log-log' };
  return complement ? complementOf(full) : full;
}
