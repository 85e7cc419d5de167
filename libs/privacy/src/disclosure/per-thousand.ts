/** Persons per 1,000 inhabitants beside a number of persons. */
import { showCounts } from './family.js';
import { shownInterval } from './interval.js';
import { isSmall, roundCount, roundShare } from './rule.js';
import type { Slots } from './slots.js';

/** The exact figure of a row; without inhabitants `reason` says why. */
interface PerThousand {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
  readonly interval: object | null;
  readonly reason?: string;
}

const PER = 1_000;

/** A number of persons with its figure per 1,000. */
export interface PersonsRow {
  readonly n: number;
  readonly perThousand: PerThousand;
}

/**
 * Protects the figures per 1,000 of all rows together. Its persons are those of the row that live where the number of inhabitants is known: the others
 * follow from the two, so that where they are few in one row, none of these figures is given.
 * @param shown the same rows as they are shown: `n` is null where it is hidden
 * @returns the figures, and by row whether one is hidden
 */
export function protectPerThousand(
  slots: Slots,
  rows: readonly PersonsRow[],
  shown: readonly Readonly<Record<string, unknown>>[],
): { readonly figures: readonly PerThousandShown[]; readonly hidden: readonly boolean[] } {
  const figures = rows.map(({ perThousand }) => perThousand);
  const few = (count: number): boolean => count > 0 && isSmall(count);
  const leavesFew = rows.some(({ n, perThousand: { numerator } }) => numerator > 0 && few(n - numerator));
  const counts = showCounts(
    slots,
    figures.map(({ numerator }) => numerator),
  );
  const all = figures.map((figure, row) => {
    const { numerator, denominator, value } = figure;
    const isKnown = value !== null && denominator > 0;
    const may = isKnown && !leavesFew && shown[row]!['n'] !== null && counts[row]! && !isSmall(denominator - numerator);
    return {
      may,
      figure: may ? rounded(figure) : { ...NOTHING, reason: denominator > 0 ? 'suppressed' : figure.reason },
    };
  });
  return {
    figures: all.map(({ figure }) => figure),
    hidden: all.map(({ may }, row) => !may && figures[row]!.denominator > 0),
  };
}

/** The figure as it is shown. */
interface PerThousandShown {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly interval: object | null;
  readonly reason?: string | undefined;
}

const NOTHING = { numerator: null, denominator: null, value: null, interval: null } as const;

/** One decimal of a percentage is a whole number per 1,000. */
function rounded({ numerator, denominator, value, interval }: PerThousand): PerThousandShown {
  const share = roundShare(value! / PER);
  const inhabitants = roundCount(denominator);
  const around = shownInterval(interval, share, inhabitants);
  return {
    numerator: roundCount(numerator),
    denominator: inhabitants,
    value: Math.round(share * PER),
    interval: around && { ...around, lower: Math.round(around.lower * PER), upper: Math.round(around.upper * PER) },
  };
}
