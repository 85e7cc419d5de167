/**
 * Control limits of a trend (statistical process control): whether its periods differ by more than chance would make them. A
 * share of counted cases gets a p-chart, whose limits widen where there are few cases; anything else an XmR chart, whose limits
 * come from the differences between neighbours (Shewhart; Wheeler, Understanding Variation).
 */

/** One period. `numerator` and `denominator` are given for a share of counted cases. */
export interface Observation {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

export interface Limits {
  readonly lower: number;
  readonly upper: number;
}

/** What is unlikely to be chance. The names are those of the Western Electric and Nelson rules. */
export type Rule = 'beyond-limits' | 'two-of-three' | 'run-of-eight' | 'trend-of-six';

export interface ControlChart {
  readonly kind: 'p' | 'xmr';
  readonly centre: number;
  /** Three standard deviations on either side, per period; null where the period has no value. */
  readonly limits: readonly (Limits | null)[];
  /** Which rules each period breaks. */
  readonly signals: readonly (readonly Rule[])[];
}

/** Fewest periods for which limits say anything. */
export const FEWEST_PERIODS = 8;

/** XmR: three standard deviations are 2.66 times the mean moving range. */
const XMR = 2.66;

/** The chart, or null for too few periods with a value. No limit is below `floor`, the least that the figure can be. */
export function controlChart(observations: readonly Observation[], floor: number | null = null): ControlChart | null {
  const known = observations.filter(({ value }) => value !== null);
  if (known.length < FEWEST_PERIODS) return null;
  const counted = known.every(
    ({ value, numerator, denominator }) =>
      numerator !== null && denominator !== null && denominator > 0 && near(numerator / denominator, value!),
  );
  const { centre, sigma } = counted ? pChart(known) : xmrChart(known);
  const deviations = observations.map((one) => (one.value === null ? null : sigma(one)));
  return {
    kind: counted ? 'p' : 'xmr',
    centre,
    limits: deviations.map((deviation) =>
      deviation === null
        ? null
        : limitsAround(centre, 3 * deviation, [floor ?? (counted ? 0 : -Infinity), counted ? 1 : Infinity]),
    ),
    signals: signalsOf(
      observations.map(({ value }) => value),
      centre,
      deviations,
    ),
  };
}

type Spread = { readonly centre: number; readonly sigma: (of: Observation) => number };

function pChart(known: readonly Observation[]): Spread {
  const cases = sum(known.map(({ denominator }) => denominator!));
  const centre = sum(known.map(({ numerator }) => numerator!)) / cases;
  return { centre, sigma: ({ denominator }) => Math.sqrt((centre * (1 - centre)) / denominator!) };
}

function xmrChart(known: readonly Observation[]): Spread {
  const values = known.map(({ value }) => value!);
  const ranges = values.slice(1).map((value, index) => Math.abs(value - values[index]!));
  const sigma = (XMR * (sum(ranges) / ranges.length)) / 3;
  return { centre: sum(values) / values.length, sigma: () => sigma };
}

const limitsAround = (centre: number, half: number, [least, most]: readonly [number, number]): Limits => ({
  lower: Math.max(least, centre - half),
  upper: Math.min(most, centre + half),
});

function signalsOf(
  values: readonly (number | null)[],
  centre: number,
  deviations: readonly (number | null)[],
): readonly (readonly Rule[])[] {
  const found = values.map(() => new Set<Rule>());
  const place = values.map((value, index) =>
    value === null || !deviations[index] ? null : (value - centre) / deviations[index],
  );
  const mark = (rule: Rule, indices: readonly number[]) => indices.forEach((index) => found[index]!.add(rule));
  // Rules look at periods that follow each other; one without a value is passed over.
  const known = place.flatMap((z, index) => (z === null ? [] : [{ z, index, value: values[index]! }]));
  known.forEach(({ z, index }) => Math.abs(z) > 3 && mark('beyond-limits', [index]));
  for (const side of [1, -1]) {
    windowsOf(known, 3).forEach((three) => {
      const far = three.filter(({ z }) => side * z > 2);
      if (far.length >= 2) mark('two-of-three', indicesOf(far));
    });
    windowsOf(known, 8).forEach((eight) => {
      if (eight.every(({ z }) => side * z > 0)) mark('run-of-eight', indicesOf(eight));
    });
    windowsOf(known, 6).forEach((six) => {
      const onward = six.slice(1).every(({ value }, index) => side * (value - six[index]!.value) > 0);
      if (onward) mark('trend-of-six', indicesOf(six));
    });
  }
  return found.map((rules) => [...rules]);
}

const indicesOf = (points: readonly { readonly index: number }[]) => points.map(({ index }) => index);

const windowsOf = <T>(items: readonly T[], length: number): T[][] =>
  Array.from({ length: Math.max(0, items.length - length + 1) }, (_, start) => items.slice(start, start + length));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;
