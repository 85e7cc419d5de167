/** What happened to the cases at risk on one day after the index. */
export interface DayCounts {
  readonly day: number;
  readonly events: number;
  readonly competing: number;
  readonly censored: number;
}

/** A day with the number at risk on it, and the estimate after it. */
export interface Estimate extends DayCounts {
  readonly atRisk: number;
  /** Probability of the event up to and including this day. */
  readonly value: number;
  /** Null where the estimate is 0 or 1. */
  readonly interval: { readonly lower: number; readonly upper: number } | null;
}

/** Turns days, in order, into estimates. */
export type Estimator = (days: readonly DayCounts[]) => Estimate[];

/** The number at risk on each of the days: everybody whose observed time reaches it. */
export function atRiskOn(days: readonly DayCounts[]): number[] {
  let left = 0;
  const counts: number[] = [];
  for (const { events, competing, censored } of [...days].reverse())
    counts.push((left += events + competing + censored));
  return counts.reverse();
}

/** The figure on a day. */
export interface Reading {
  readonly value: number | null;
  readonly interval: Estimate['interval'];
  readonly events: number;
  readonly atRisk: number;
}

/**
 * Reads a curve on a day. Past the last day on which anybody is at risk there is no estimate, unless nobody was left
 * because every last case ended in an event or a competing event: then the estimate stands for ever.
 */
export function readOn(curve: readonly Estimate[], day: number): Reading {
  const passed = curve.filter((point) => point.day <= day);
  const last = curve.at(-1);
  const reading = passed.at(-1);
  const events = passed.reduce((sum, point) => sum + point.events, 0);
  const atRisk = curve.find((point) => point.day >= day)?.atRisk ?? 0;
  if (last === undefined || (day > last.day && last.censored > 0))
    return { value: null, interval: null, events, atRisk };
  return { value: reading?.value ?? 0, interval: reading?.interval ?? null, events, atRisk };
}

/** Half, less what products of fractions lose in rounding. */
const HALF = 0.5 - 1e-12;

/** First day on which at least half have had the event; null when that day never comes. */
export const medianOf = (curve: readonly Estimate[]): number | null =>
  curve.find((point) => point.value >= HALF)?.day ?? null;
