/**
 * Funnel plot: what units of different size may be expected to show around the figure of all together, with over-dispersion in
 * the multiplicative way (Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 2005).
 */

/** One unit: a share with its denominator, or a mean with its number of cases and standard deviation. */
export interface FunnelUnit {
  readonly value: number;
  readonly n: number;
  /** Means only. */
  readonly sd?: number;
}

export interface Funnel {
  /** The figure of all units together. */
  readonly target: number;
  /** How much more the units differ than chance alone would make them; 1 = no more. The limits are widened by its root. */
  readonly dispersion: number;
  /** Lower and upper limit for a unit of this size, at a number of standard deviations. */
  readonly limits: (n: number, z: number) => { readonly lower: number; readonly upper: number };
}

/** Standard normal quantiles of 95 % and 99.8 %, two-sided. */
export const Z95 = 1.959964;
export const Z998 = 3.090232;

/** Fewest units that make a funnel. */
export const FEWEST_UNITS = 3;

/** Share of the units on each side whose deviation counts as that of the last one within (winsorising). */
const WINSOR = 0.1;

/** The least and the most that a figure can be. */
export type Bounds = readonly [number, number];

const ANY: Bounds = [-Infinity, Infinity];

/** The funnel, or null for too few units or where nothing varies. Limits stop at the bounds of the figure. */
export function funnelOf(units: readonly FunnelUnit[], [least, most]: Bounds = ANY): Funnel | null {
  const usable = units.filter(({ n }) => n > 0);
  if (usable.length < FEWEST_UNITS) return null;
  const cases = sum(usable.map(({ n }) => n));
  const target = sum(usable.map(({ n, value }) => n * value)) / cases;
  const means = usable.every(({ sd }) => sd !== undefined);
  const variance = means ? pooled(usable, cases) : target * (1 - target);
  if (!(variance > 0)) return null;
  const z = winsorised(usable.map(({ value, n }) => (value - target) / Math.sqrt(variance / n)));
  const dispersion = Math.max(1, sum(z.map((one) => one * one)) / z.length);
  return {
    target,
    dispersion,
    limits: (n, at) => {
      const half = at * Math.sqrt((dispersion * variance) / n);
      return { lower: Math.max(least, target - half), upper: Math.min(most, target + half) };
    },
  };
}

/** Variance within units. */
function pooled(units: readonly FunnelUnit[], cases: number): number {
  const within = sum(units.map(({ n, sd }) => (n - 1) * sd! * sd!));
  return within / (cases - units.length);
}

function winsorised(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const cut = Math.floor(sorted.length * WINSOR);
  const [low, high] = [sorted[cut]!, sorted[sorted.length - 1 - cut]!];
  return values.map((value) => Math.min(high, Math.max(low, value)));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
