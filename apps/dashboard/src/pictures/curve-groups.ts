/** Which groups of a curve are drawn, and what is true of a step curve on a day. Pure. */
import type { CurveRowDto, PointDto } from '../api/types.js';

/** Most curves in one picture: more cannot be told apart. */
export const MOST_CURVES = 4;

export interface NamedCurve {
  readonly label: string;
  readonly row: CurveRowDto;
}

/** What is drawn and what is not, each with why. */
export interface CurveChoice {
  readonly drawn: readonly NamedCurve[];
  /** Groups with a curve that have fewer cases than those drawn. */
  readonly smaller: readonly string[];
  /** Groups whose curve the server hid. */
  readonly hidden: readonly string[];
  /** Groups in which nothing happens or nobody is followed: they have no curve. */
  readonly without: readonly string[];
}

/** The groups with most cases at the beginning, in the order of the answer; of equal ones the first. */
export function chooseCurves(rows: readonly NamedCurve[]): CurveChoice {
  const followed = ({ row }: NamedCurve) => row.points[0]?.atRisk ?? 0;
  const usable = rows.filter(({ row }) => row.points.length > 0);
  const largest = [...usable].sort((a, b) => followed(b) - followed(a)).slice(0, MOST_CURVES);
  return {
    drawn: usable.filter((one) => largest.includes(one)),
    smaller: usable.filter((one) => !largest.includes(one)).map(({ label }) => label),
    hidden: rows.filter((one) => !usable.includes(one) && one.row.suppressed).map(({ label }) => label),
    without: rows.filter((one) => !usable.includes(one) && !one.row.suppressed).map(({ label }) => label),
  };
}

/** What holds on a day of a step curve: the last point on or before it; null before the first. */
export function pointOn(points: readonly PointDto[], day: number): PointDto | null {
  return points.findLast((point) => point.day <= day) ?? null;
}

/** How many are still followed at the beginning of a day. */
export function atRiskOn(points: readonly PointDto[], day: number): number | null {
  const next = points.find((point) => point.day >= day);
  if (next) return next.atRisk;
  const last = points.at(-1);
  if (!last) return 0;
  const { atRisk, events, competing, censored } = last;
  return atRisk === null || events === null || competing === null || censored === null
    ? null
    : atRisk - events - competing - censored;
}

/** Heights moved apart so that labels at them do not overlap: each at least `apart` below the one before, within bounds. */
export function spread(heights: readonly number[], apart: number, [top, bottom]: readonly [number, number]): number[] {
  const order = heights.map((_, index) => index).sort((a, b) => heights[a]! - heights[b]!);
  const placed = [...heights];
  let least = top;
  for (const index of order) {
    placed[index] = Math.max(least, heights[index]!);
    least = placed[index] + apart;
  }
  let most = bottom;
  for (const index of [...order].reverse()) {
    placed[index] = Math.min(most, placed[index]!);
    most = placed[index] - apart;
  }
  return placed;
}
