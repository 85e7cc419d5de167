/**
 * Intensity of the care forms, light to heavy. There is no official order of the eight hulpvormen; this is the
 * default table of the domain notes (section 7). Note that 13 (closed) is heavier than 14, and that 02 and 04
 * share a band.
 */
import type { CareForm } from './code-lists.js';

/** Place of a care form in the order: bands are compared, ranks settle which of several is the heaviest. */
export interface Intensity {
  /** 1 local team, 2 ambulant, 3 day care, 4 family-like stay, 5 residential, 6 closed. */
  readonly band: number;
  readonly rank: number;
}

export const INTENSITY: Readonly<Record<CareForm, Intensity>> = {
  '01': { band: 1, rank: 10 },
  '02': { band: 2, rank: 20 },
  '04': { band: 2, rank: 25 },
  '03': { band: 3, rank: 30 },
  '11': { band: 4, rank: 40 },
  '12': { band: 4, rank: 45 },
  '14': { band: 5, rank: 60 },
  '13': { band: 6, rank: 80 },
};

/** Whether going from one care form to another is a step to a lighter, an equal or a heavier band. */
export function directionOf(from: CareForm, to: CareForm): 'lighter' | 'equal' | 'heavier' {
  const difference = INTENSITY[to].band - INTENSITY[from].band;
  return difference < 0 ? 'lighter' : difference > 0 ? 'heavier' : 'equal';
}
