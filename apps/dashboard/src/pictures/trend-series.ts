/** A course of periods, and what is drawn of it. Pure. */
import { floorOf, type Figure } from '../figure/figure.js';
import { controlChart, type ControlChart } from './control-limits.js';

export interface TrendPoint {
  readonly label: string;
  /** The label in few letters, for the axis. */
  readonly short: string;
  readonly figure: Figure;
}

/** A course; the name tells it from the one that it is laid over. */
export interface TrendSeries {
  readonly name: string;
  readonly points: readonly TrendPoint[];
}

/** The control chart of a trend's points; limits stop where the figure itself must. */
export function chartOf(points: readonly Pick<TrendPoint, 'figure'>[]): ControlChart | null {
  const unit = points[0]?.figure.unit;
  return controlChart(
    points.map(({ figure }) => ({
      value: figure.value,
      numerator: figure.unit === 'share' ? figure.numerator : null,
      denominator: figure.unit === 'share' ? figure.n : null,
    })),
    unit === undefined ? null : floorOf(unit),
  );
}

/** Everything that must fit on the vertical axis. */
export function valuesOf(points: readonly TrendPoint[], chart: ControlChart | null): number[] {
  return [
    ...points.flatMap(({ figure: { value, lower, upper } }) => [value, lower, upper]),
    ...(chart?.limits ?? []).flatMap((limit) => (limit ? [limit.lower, limit.upper] : [])),
  ].filter((value) => value !== null);
}
