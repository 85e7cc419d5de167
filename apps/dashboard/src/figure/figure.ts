/** A row of an answer as one figure: what is drawn and written, whatever the indicator's shape. */
import type { IntervalDto, RowDto } from '../api/types.js';
import { netInterval, netOf } from './classes.js';

/** How a figure is written. `net` is a difference of two shares, which may be below zero. */
export type Unit = 'share' | 'net' | 'number' | 'days' | 'money' | 'count' | 'rate';

/** The least that a figure in a unit can be; null where it may be below zero. */
export const floorOf = (unit: Unit): number | null => (unit === 'number' || unit === 'net' ? null : 0);

/** One figure with its margin. */
export interface Figure {
  readonly value: number | null;
  /** Bounds of the 95 % interval; null where there is none. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Cases in the figure: the denominator of a share, the numbers of a mean, the person-years of a rate. */
  readonly n: number | null;
  readonly numerator: number | null;
  readonly immature: number | null;
  readonly lost: number | null;
  readonly missing: number | null;
  readonly excluded: number | null;
  /** Small numbers: the server did not give the figure, or part of it. Never to be read as zero. */
  readonly hidden: boolean;
  /** Why there is no value, as the server says it. */
  readonly reason: string | null;
  readonly unit: Unit;
}

/** What the mean of a built-in measure counts; others are plain numbers. */
const MEASURE_UNITS: Readonly<Record<string, Unit>> = {
  costs: 'money',
  'waiting-time': 'days',
  'waiting-list': 'days',
  'throughput-time': 'days',
};

/** The figure of a row. `indicator` tells what a mean counts. */
export function figureOf(row: RowDto, indicator: string): Figure {
  const known = <T>(value: T | null | undefined): T | null => value ?? null;
  const { value, interval, n, unit } = main(row, indicator);
  const excluded = row.excluded ? Object.values(row.excluded) : [null];
  return {
    value,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    n,
    numerator: known(row.numerator),
    immature: known(row.immature),
    lost: known(row.lost),
    missing: known(row.missing),
    excluded: excluded.includes(null) ? null : excluded.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    hidden: row.suppressed && value === null,
    reason: row.reason ?? null,
    unit,
  };
}

type Main = Pick<Figure, 'value' | 'n' | 'unit'> & { readonly interval: Pick<IntervalDto, 'lower' | 'upper'> | null };

function main(row: RowDto, indicator: string): Main {
  // Events per person-time: it can be above one, and counts days, not cases.
  if ('personDays' in row)
    return { value: row.value ?? null, interval: row.interval ?? null, n: personYears(row), unit: 'rate' };
  const net = netOf(row);
  if (net) return { value: row.value ?? null, interval: netInterval(net), n: row.denominator ?? null, unit: 'net' };
  if (!('mean' in row) && !('n' in row))
    return { value: row.value ?? null, interval: row.interval ?? null, n: row.denominator ?? null, unit: 'share' };
  const n = row.n ?? null;
  // A measure without numbers of its own counts: the persons reached.
  if ((row.mean ?? null) === null && (row.sd ?? null) === null && n !== null && n > 0 && !row.suppressed)
    return { value: n, interval: null, n, unit: 'count' };
  const unit = MEASURE_UNITS[indicator] ?? 'number';
  const { interval = null } = row;
  const floor = floorOf(unit) ?? -Infinity;
  return {
    value: row.mean ?? null,
    interval: interval && { ...interval, lower: Math.max(floor, interval.lower) },
    n,
    unit,
  };
}

/** Years at risk of all persons together. */
const personYears = ({ personDays }: RowDto): number | null =>
  (personDays ?? null) === null ? null : personDays! / 365.25;

/** The names of parameters that say how long a case is followed before it counts. */
const FOLLOW_UPS = ['followUpDays', 'gapDays', 'withinDays'] as const;

/**
 * Days after the window that an indicator needs before its cases have been followed, by its defaults. `costs` follows the
 * successes only: its figure itself waits for nothing.
 */
export function followUpOf(indicator: {
  readonly id: string;
  readonly parameters: Readonly<Record<string, { readonly default: unknown }>>;
}): number {
  if (indicator.id === 'costs') return 0;
  const days = FOLLOW_UPS.map((name) => indicator.parameters[name]?.default);
  return Math.max(0, ...days.filter((value) => typeof value === 'number'));
}
