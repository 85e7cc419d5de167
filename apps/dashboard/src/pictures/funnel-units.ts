/** Rows of an answer as the units of a funnel. Pure. */
import type { RowDto } from '../api/types.js';
import { netDeviation, netOf } from '../figure/classes.js';
import { figureOf, floorOf, type Figure, type Unit } from '../figure/figure.js';
import type { Bounds, FunnelUnit } from './funnel-limits.js';

/** A unit with where it came from. */
export interface RowUnit<R> extends FunnelUnit {
  readonly of: R;
  readonly figure: Figure;
}

/** The rows that have a figure over cases; those that are hidden or empty have no place in a funnel. */
export function funnelUnits<R extends { readonly row: RowDto }>(
  rows: readonly R[],
  indicator: string,
): readonly RowUnit<R>[] {
  return rows.flatMap((of) => {
    const figure = figureOf(of.row, indicator);
    if (figure.value === null || figure.n === null || figure.n === 0) return [];
    const sd = deviationOf(of.row, figure, figure.n);
    return [{ of, figure, value: figure.value, n: figure.n, ...(sd !== null && { sd }) }];
  });
}

/** What limits in a unit stop at. */
export const boundsOf = (unit: Unit): Bounds =>
  unit === 'share' ? [0, 1] : unit === 'net' ? [-1, 1] : [floorOf(unit) ?? -Infinity, Infinity];

/** Standard deviation of the cases (n - 1); null for shares, whose value says it. */
function deviationOf(row: RowDto, { unit }: Figure, n: number): number | null {
  const net = netOf(row);
  if (net) return n > 1 ? (netDeviation(net) ?? 0) * Math.sqrt(n / (n - 1)) : 0;
  return unit === 'share' ? null : (row.sd ?? 0);
}
