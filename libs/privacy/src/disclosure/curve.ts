/** The curve of a time-to-event figure, in steps large enough to be shown. */
import { showFamily } from './family.js';
import { shownInterval } from './interval.js';
import { isSmall, roundCount, roundShare } from './rule.js';
import type { AnyRow, Slots } from './slots.js';

interface Point {
  readonly day: number;
  readonly value: number;
  readonly interval: unknown;
  readonly atRisk: number;
  readonly events: number;
  readonly competing: number;
  readonly censored: number;
}

/** A point stands at the end of a whole number of weeks: no day on which something happened to one person. */
const WEEK = 7;

/**
 * Protects curves: the days are put together into steps with at least 8 events. Events, competing and censored are those since the point before. Each of these, and the number at risk, is shown only
 * where it can be in every step.
 */
export function protectCurves(slots: Slots): AnyRow[] {
  const curves = slots.rows.map((row) => row['points'] as readonly Point[]);
  const events = curves.map((points) => sum(points, 'events'));
  const cases = curves.map((points) => points[0]?.atRisk ?? 0);
  const parts = cases.map((all, row) => [events[row]!, all - events[row]!]);
  const { whole, parts: shown } = showFamily(slots, { wholes: cases, partitions: [{ parts }] });
  return slots.rows.map(({ group, median }, row) => {
    const may = whole[row]! && shown[0]![row]!.every(Boolean);
    const points = may ? stepsOf(curves[row]!) : [];
    const reached = typeof median === 'number' ? points.find(({ day }) => day >= median) : undefined;
    return { group, median: reached?.day ?? null, points, suppressed: !may };
  });
}

const sum = (points: readonly Point[], name: 'events' | 'competing' | 'censored'): number =>
  points.reduce((all, point) => all + point[name], 0);

function stepsOf(curve: readonly Point[]) {
  const steps: { until: number; points: Point[] }[] = [];
  let points: Point[] = [];
  let week = 0;
  for (const point of curve) {
    const own = Math.ceil(point.day / WEEK);
    if (own > week && !isSmall(sum(points, 'events'))) {
      steps.push({ until: week * WEEK, points });
      points = [];
    }
    week = Math.max(week, own);
    points.push(point);
  }
  const last = steps.at(-1);
  if (last && isSmall(sum(points, 'events'))) {
    last.points.push(...points);
    last.until = week * WEEK;
  } else steps.push({ until: week * WEEK, points });
  const counts = (name: 'events' | 'competing' | 'censored'): boolean =>
    steps.every((step) => !isSmall(sum(step.points, name)));
  const may = { events: counts('events'), competing: counts('competing'), censored: counts('censored') };
  // At risk falls by all that ends: with the events it tells how many others ended.
  const others = steps.every((step) => !isSmall(sum(step.points, 'competing') + sum(step.points, 'censored')));
  const atRisk = others && may.competing === may.censored;
  return steps.map(({ until, points: of }) => {
    const at = of.at(-1)!;
    const value = roundShare(at.value);
    const left = at.atRisk - at.events - at.competing - at.censored;
    return {
      day: until,
      value,
      interval: shownInterval(at.interval, value, at.atRisk),
      atRisk: atRisk && !isSmall(left) ? roundCount(left) : null,
      events: may.events ? roundCount(sum(of, 'events')) : null,
      competing: may.competing ? roundCount(sum(of, 'competing')) : null,
      censored: may.censored ? roundCount(sum(of, 'censored')) : null,
    };
  });
}
