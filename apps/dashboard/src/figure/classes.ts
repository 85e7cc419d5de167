/** The classes of a row: shares of the same cases that together are all of them. */
import type { IntervalDto, RowDto } from '../api/types.js';

/** One class of a row, with its own interval. */
export type ClassDto = Pick<RowDto, 'numerator' | 'denominator' | 'value' | 'interval'>;

/** The classes by name, in the order of the answer; none for a figure without. */
export const classesOf = (row: RowDto): Readonly<Record<string, ClassDto>> =>
  (row as RowDto & { classes?: Record<string, ClassDto> }).classes ?? {};

/** Two classes whose difference is the figure. */
export interface Net {
  readonly plus: ClassDto;
  readonly minus: ClassDto;
}

/** What a difference of two classes is made of; null for any other figure. */
export function netOf(row: RowDto): Net | null {
  const { lighter, heavier } = classesOf(row);
  return 'net' in row && lighter && heavier ? { plus: lighter, minus: heavier } : null;
}

/**
 * The 95 % interval of a difference of two shares of the same cases, from the interval of each (the square-and-add way with
 * their correlation: Newcombe 1998; Zou and Donner 2008). It stays sensible where a share is 0, unlike a normal approximation.
 */
export function netInterval({ plus, minus }: Net): Pick<IntervalDto, 'lower' | 'upper'> | null {
  const [p, q] = [plus.value ?? null, minus.value ?? null];
  const [one, other] = [plus.interval, minus.interval];
  if (p === null || q === null || !one || !other) return null;
  const both = (1 - p) * (1 - q);
  const correlation = both > 0 ? -Math.sqrt((p * q) / both) : 0;
  const reach = (a: number, b: number) => Math.sqrt(Math.max(0, a * a + b * b - 2 * correlation * a * b));
  return {
    lower: Math.max(-1, p - q - reach(p - one.lower, other.upper - q)),
    upper: Math.min(1, p - q + reach(one.upper - p, q - other.lower)),
  };
}

/** The standard deviation of a case that counts +1, -1 or 0; null where a share is not known. */
export function netDeviation({ plus, minus }: Net): number | null {
  const [p, q] = [plus.value ?? null, minus.value ?? null];
  return p === null || q === null ? null : Math.sqrt(Math.max(0, p + q - (p - q) ** 2));
}
