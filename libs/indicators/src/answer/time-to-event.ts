import { aalenJohansen } from '../estimators/aalen-johansen.js';
import { complementOf } from '../estimators/interval.js';
import { kaplanMeier } from '../estimators/kaplan-meier.js';
import { medianOf, readOn, type DayCounts, type Estimate } from '../estimators/life-table.js';
import type { TimeToEventBody } from '../language/definition.js';
import type { Method } from '../question/question.js';
import { STATUS } from '../sql/status.js';
import { countsBeside } from './beside.js';
import { withStatus, type Counted, type Grouped } from './groups.js';
import type { ConfidenceInterval, CurveRow, TimeToEventRow } from './rows.js';
import { share } from './share.js';

/** The row of a group under `complete`: those with the event of those whose follow-up is known. */
export function completeRow({ group, rows }: Grouped, figure: TimeToEventBody): TimeToEventRow {
  const yes = withStatus(rows, STATUS.yes);
  const of = yes + withStatus(rows, STATUS.no);
  return {
    group,
    ...share(yes, of, figure.complement),
    ...countsBeside(rows, figure.excluded),
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
  const days = daysOf(rows);
  const { value, interval, events, atRisk } = readOn(estimatorOf(method)(days), followUpDays);
  const cases =
    withStatus(rows, STATUS.unseen) + days.reduce((sum, day) => sum + day.events + day.competing + day.censored, 0);
  return {
    group,
    numerator: events,
    denominator: cases,
    value: value === null ? null : figure.complement ? 1 - value : value,
    interval: logLogOf(interval, figure.complement),
    ...countsBeside(rows, figure.excluded),
    atRisk,
    ...(value === null && { reason: cases === 0 ? 'no-cases' : 'beyond-follow-up' }),
  };
}

/** The curve of a group. */
export function curveRow({ group, rows }: Grouped, figure: TimeToEventBody, method: Method | null): CurveRow {
  const curve = estimatorOf(method)(daysOf(rows));
  return {
    group,
    median: figure.complement ? null : medianOf(curve),
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
