import type { Interval } from './interval.js';
import { Z } from './interval.js';

/** From here on the expansion below has an error beyond the places of a double. */
const LARGE = 200;

/**
 * The 95 % interval of a mean by Student's t, two-sided, as R's `t.test` gives it.
 * @param sd with n - 1.
 * @returns null for fewer than two numbers, and where all are the same: nothing then tells how much a mean can differ.
 */
export function meanInterval(mean: number | null, sd: number | null, n: number): Interval | null {
  if (mean === null || sd === null || n < 2 || !(sd > 0)) return null;
  const half = (studentT(n - 1) * sd) / Math.sqrt(n);
  return { level: 0.95, lower: mean - half, upper: mean + half, method: 'student-t' };
}

/** The 97.5 % point of Student's t for a whole number of degrees of freedom from 1. */
export function studentT(freedom: number): number {
  if (freedom >= LARGE) return expansion(freedom);
  // Between the normal distribution's and that of one degree of freedom. Halving, to the last place.
  let [low, high] = [Z, 13];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (within(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
}

/** The probability that a t variable lies between -t and t: the finite series of Abramowitz and Stegun, 26.7.3 and 26.7.4. */
function within(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const square = Math.cos(angle) ** 2;
  const odd = freedom % 2 === 1;
  let term = odd ? Math.cos(angle) : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 2 : 1; k <= freedom - 3; k += 2) sum += term *= (k / (k + 1)) * square;
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

/** The expansion about the normal distribution for many degrees of freedom: Abramowitz and Stegun, 26.7.5. */
function expansion(freedom: number): number {
  const z = Z;
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  const g4 = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160;
  return z + (g1 + (g2 + (g3 + g4 / freedom) / freedom) / freedom) / freedom;
}
