import { complementOf, type Interval, Z } from './interval.js';

/**
 * Share with its Wilson score interval (95 %, no continuity correction).
 * @returns null for both over nothing.
 */
export function wilson(
  numerator: number,
  denominator: number,
  complement = false,
): { readonly value: number | null; readonly interval: Interval | null } {
  if (denominator === 0) return { value: null, interval: null };
  const share = numerator / denominator;
  const square = (Z * Z) / denominator;
  const centre = (share + square / 2) / (1 + square);
  const half = (Z * Math.sqrt((share * (1 - share) + square / 4) / denominator)) / (1 + square);
  const interval: Interval = {
    level: 0.95,
    // At the edges rounding would leave a trace of what is exactly 0 or 1.
    lower: numerator === 0 ? 0 : centre - half,
    upper: numerator === denominator ? 1 : centre + half,
    method: 'wilson',
  };
  return complement ? { value: 1 - share, interval: complementOf(interval) } : { value: share, interval };
}
