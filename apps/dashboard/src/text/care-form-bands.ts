/** How heavy care forms are, for the direction of a step; the same bands as those of the ledger (held against it by a test). */

/** Bands from light (1) to heavy (6). There is no official order of care forms. */
export const CARE_FORM_BANDS: Readonly<Record<string, number>> = {
  '01': 1,
  '02': 2,
  '03': 3,
  '04': 2,
  '11': 4,
  '12': 4,
  '13': 6,
  '14': 5,
};

export const DIRECTIONS = ['lighter', 'equal', 'heavier', 'out'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** The direction of a step from one care form to another; null = out of care. A form without a band is as heavy as any. */
export function directionOf(from: string, to: string | null): Direction {
  if (to === null) return 'out';
  const [before, after] = [CARE_FORM_BANDS[from], CARE_FORM_BANDS[to]];
  if (before === undefined || after === undefined || before === after) return 'equal';
  return after < before ? 'lighter' : 'heavier';
}
