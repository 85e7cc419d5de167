/**
 * The rule of small numbers (indicators.md section 6): counts are rounded, small ones hidden (zero too), shares have one decimal of a percentage.
 */
export const RULE = {
  name: 'small-numbers',
  /** Counts are multiples of this. */
  roundedTo: 5,
  /** Counts below this are hidden. */
  hiddenBelow: 8,
  /** Means and quantiles of fewer are hidden. */
  meansFrom: 10,
} as const;

/** The most that a hidden small count can be. */
export const MOST_SMALL = RULE.hiddenBelow - 1;

/** Whether a count is hidden for itself. */
export const isSmall = (count: number): boolean => count < RULE.hiddenBelow;

/** A count as it is shown. A half goes up, which does not happen with whole numbers and 5. */
export const roundCount = (count: number): number => RULE.roundedTo * Math.round(count / RULE.roundedTo);

/** A share, one decimal of a percentage. */
export const roundShare = (share: number): number => Math.round(share * 1_000) / 1_000;

/** A mean, quantile or sum: three digits, from which the number of cases cannot be told. */
export const roundNumber = (value: number): number => Number(value.toPrecision(3));

/** A number that may be shown; null where it is none. */
export const numberShown = (value: unknown): number | null => (typeof value === 'number' ? roundNumber(value) : null);
