/** The 97.5 % point of the normal distribution. */
export const Z = 1.959963984540054;

/** A 95 % confidence interval. */
export interface Interval {
  readonly level: 0.95;
  readonly lower: number;
  readonly upper: number;
  readonly method: 'wilson' | 'log-log' | 'poisson-exact' | 'student-t';
}

/** The interval of 1 - figure. */
export const complementOf = (interval: Interval): Interval => ({
  ...interval,
  lower: 1 - interval.upper,
  upper: 1 - interval.lower,
});

/**
 * Log-log interval of a probability strictly between 0 and 1: symmetric on the scale log(-log(p)).
 * @param spread standard error of log(p), or that of p divided by p.
 */
export function logLog(probability: number, spread: number): { lower: number; upper: number } {
  const step = (Z * spread) / -Math.log(probability);
  return { lower: probability ** Math.exp(step), upper: probability ** Math.exp(-step) };
}
