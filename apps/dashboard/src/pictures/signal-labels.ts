/** Where the names of run rules go in a trend: above the last period of each stretch that breaks one. Pure. */
import type { Rule } from './control-limits.js';
import { textWidth } from './label-places.js';

export interface SignalLabel {
  readonly rule: Rule;
  /** Middle and baseline of the text. */
  readonly x: number;
  readonly y: number;
}

const LINE = 14;

/** The last period of each stretch of neighbours that break a rule. */
export function stretchEnds(
  signals: readonly (readonly Rule[])[],
): readonly { readonly rule: Rule; readonly index: number }[] {
  return signals.flatMap((rules, index) =>
    rules.filter((rule) => !signals[index + 1]?.includes(rule)).map((rule) => ({ rule, index })),
  );
}

/** Places the names, each moved up until it touches no other, and all inside the picture. */
export function signalLabels(
  signals: readonly (readonly Rule[])[],
  names: Readonly<Record<Rule, string>>,
  at: (index: number) => { readonly x: number; readonly y: number },
  [from, to]: readonly [number, number],
): readonly SignalLabel[] {
  const placed: (SignalLabel & { readonly half: number })[] = [];
  for (const { rule, index } of stretchEnds(signals)) {
    const half = textWidth(names[rule]) / 2;
    const x = Math.max(from + half, Math.min(to - half, at(index).x));
    let y = at(index).y - 12;
    while (placed.some((one) => Math.abs(one.x - x) < one.half + half + 4 && Math.abs(one.y - y) < LINE)) y -= LINE;
    placed.push({ rule, x, y, half });
  }
  return placed.map(({ rule, x, y }) => ({ rule, x, y }));
}
