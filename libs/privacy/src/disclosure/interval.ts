import { numberShown, roundCount, roundNumber, roundShare } from './rule.js';

/** The 97.5 % point of the normal distribution. */
const Z = 1.959963984540054;

/** A 95 % interval as an answer has it. */
export interface Interval {
  readonly level: number;
  readonly lower: number;
  readonly upper: number;
  readonly method: string;
}

/**
 * The interval beside a share as it is shown. A Wilson interval is computed anew from the share and the denominator that are shown, so that it tells nothing more than they do. One of
 * an estimator depends on every day of the curve: its bounds are moved outwards to a decimal of a percentage.
 */
export function shownInterval(interval: unknown, share: number, shownDenominator: number): Interval | null {
  if (typeof interval !== 'object' || interval === null) return null;
  const given = interval as Interval;
  if (given.method !== 'wilson') {
    return {
      ...given,
      lower: Math.max(0, Math.floor(given.lower * 1_000) / 1_000),
      upper: Math.min(1, Math.ceil(given.upper * 1_000) / 1_000),
    };
  }
  const square = (Z * Z) / shownDenominator;
  const centre = (share + square / 2) / (1 + square);
  const half = (Z * Math.sqrt((share * (1 - share) + square / 4) / shownDenominator)) / (1 + square);
  return {
    ...given,
    lower: Math.max(0, roundShare(centre - half)),
    upper: Math.min(1, roundShare(centre + half)),
  };
}

/** Computes the interval of a mean from the mean, the sd and the number of cases; null where there is none. */
export type MeanInterval = (mean: number | null, sd: number | null, n: number) => Interval | null;

/** The interval beside a mean as it is shown: computed from what is shown of its figure, so that it tells nothing more. Without a way to compute it, none. */
export function shownMeanInterval(
  { mean, sd, n }: Readonly<Record<string, unknown>>,
  compute: MeanInterval | undefined,
): Interval | null {
  const interval = compute?.(numberShown(mean), numberShown(sd), roundCount(Number(n))) ?? null;
  return interval && { ...interval, lower: roundNumber(interval.lower), upper: roundNumber(interval.upper) };
}
