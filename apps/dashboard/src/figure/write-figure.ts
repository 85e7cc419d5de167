import type { Formats } from '../text/formats.js';
import { NOTHING } from '../text/formats.js';
import type { Figure, Unit } from './figure.js';

/** Writes a number in the unit of its figure. */
export function writeValue(value: number | null, unit: Unit, formats: Formats): string {
  switch (unit) {
    case 'share':
    case 'net':
      return formats.share(value);
    case 'money':
      return formats.money(value);
    case 'rate':
      return formats.rate(value);
    case 'count':
      return formats.count(value);
    case 'days':
    case 'number':
      return formats.number(value);
  }
}

/** The interval as text: `10,3% – 16,3%`; a dash where there is none. */
export function writeInterval({ lower, upper, unit }: Figure, formats: Formats): string {
  if (lower === null || upper === null) return NOTHING;
  return `${writeValue(lower, unit, formats)} – ${writeValue(upper, unit, formats)}`;
}

/** Writes the values of an axis, with no more decimals than they need. */
export function tickWriter(values: readonly number[], unit: Unit, formats: Formats): (value: number) => string {
  const whole = values.every((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-9);
  return (unit === 'share' || unit === 'net') && whole
    ? formats.wholeShare
    : (value) => writeValue(value, unit, formats);
}
