/** Which labels fit along an axis, and where. Pure: text is measured by its length, on the wide side. */

/** Width of a letter and of a wide sign of the fonts used, in parts of their size; digits of the widest font are 0.64. */
const [LETTER, WIDE] = [0.64, 0.98];
const WIDE_SIGNS = /[%mwMW]/g;

/** The size of text on axes, in pixels. */
export const TICK_SIZE = 12;

/** Least room between two labels, in pixels. */
const APART = 8;

/** How wide a text is drawn, in pixels. */
export function textWidth(text: string, size = TICK_SIZE): number {
  const wide = text.match(WIDE_SIGNS)?.length ?? 0;
  return size * (LETTER * (text.length - wide) + WIDE * wide);
}

/** A label that is shown, with the middle of its text. */
export interface PlacedLabel {
  readonly index: number;
  readonly middle: number;
}

/**
 * Every label, or every second, third, … counted back from the last, so that none touches another and none leaves the picture:
 * one at an edge is moved inward. `keep` says which of them must be there, the last (of periods) or the first (of numbers).
 */
export function labelPlaces(
  labels: readonly string[],
  x: (index: number) => number,
  [from, to]: readonly [number, number],
  keep: 'first' | 'last' = 'last',
): readonly PlacedLabel[] {
  const origin = keep === 'last' ? labels.length - 1 : 0;
  for (let every = 1; every < labels.length; every += 1) {
    const placed = labels.flatMap((label, index) => {
      if ((origin - index) % every !== 0) return [];
      const half = textWidth(label) / 2;
      return [{ index, half, middle: Math.max(from + half, Math.min(to - half, x(index))) }];
    });
    const apart = placed.every(({ middle, half }, at) => {
      const before = placed[at - 1];
      return !before || middle - half - (before.middle + before.half) >= APART;
    });
    if (apart) return placed.map(({ index, middle }) => ({ index, middle }));
  }
  const label = labels[origin];
  if (label === undefined) return [];
  const half = textWidth(label) / 2;
  return [{ index: origin, middle: Math.max(from + half, Math.min(to - half, x(origin))) }];
}
