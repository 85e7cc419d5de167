/** Where a provider stands in the funnel of all providers. */
import type { RowDto } from '../../api/types.js';
import { figureOf, type Figure, type Unit } from '../../figure/figure.js';
import { funnelOf, Z95, Z998, type Funnel } from '../../pictures/funnel-limits.js';
import { boundsOf, funnelUnits } from '../../pictures/funnel-units.js';

export type Position = 'within' | 'warning' | 'outside' | 'unknown';

/** A provider in a funnel. */
export interface Placed {
  readonly own: boolean;
  readonly value: number;
  readonly n: number;
}

/** One indicator of one provider beside the others. */
export interface Mirrored {
  /** The row of the provider, if the answer has it. */
  readonly row: RowDto | undefined;
  readonly figure: Figure | null;
  readonly funnel: Funnel | null;
  readonly units: readonly Placed[];
  readonly unit: Unit;
  readonly position: Position;
}

/** Places a provider among the rows of an answer broken down by provider. */
export function mirrorOf(rows: readonly RowDto[], provider: string, indicator: string): Mirrored {
  const placed = funnelUnits(
    rows.map((row) => ({ row, own: row.group.provider === provider })),
    indicator,
  );
  const units = placed.map(({ of: { own }, value, n }) => ({ own, value, n }));
  const row = rows.find(({ group }) => group.provider === provider);
  const unit = placed[0]?.figure.unit ?? 'share';
  const funnel = funnelOf(placed, boundsOf(unit));
  const own = units.find((one) => one.own);
  return { row, figure: row ? figureOf(row, indicator) : null, funnel, units, unit, position: positionOf(funnel, own) };
}

function positionOf(funnel: Funnel | null, own: Placed | undefined): Position {
  if (!funnel || !own) return 'unknown';
  const inside = (z: number) => {
    const { lower, upper } = funnel.limits(own.n, z);
    return own.value >= lower && own.value <= upper;
  };
  return inside(Z95) ? 'within' : inside(Z998) ? 'warning' : 'outside';
}
