/** The years of a simulated history. */
import { addDays, type Day } from '#libs/trajectory';
import { UsageError } from '../errors.js';

/** First and last day. */
export interface Years {
  readonly from: Day;
  readonly to: Day;
}

/** Years of history when nothing is said: five to look back on, and enough after them to follow up. */
const USUAL_YEARS = 12;

/**
 * `2014-2025`, or one year, as days; never beyond yesterday, because nothing in a ledger lies in the future.
 * @throws UsageError when it is none of these.
 */
export function yearsUntilYesterday(text: string | undefined, today: Day): Years {
  const yesterday = addDays(today, -1);
  const thisYear = Number(yesterday.slice(0, 4));
  const match = text === undefined ? [null, `${thisYear - USUAL_YEARS}`] : /^(\d{4})(?:-(\d{4}))?$/.exec(text);
  if (!match) throw new UsageError('Give --years as first and last year, such as 2014-2025.');
  const first = Number(match[1]);
  const last = Number(match[2] ?? (text === undefined ? thisYear : match[1]));
  if (last < first) throw new UsageError('--years ends before it begins.');
  if (first < 1990 || first > thisYear) throw new UsageError(`--years must begin from 1990 to ${thisYear}.`);
  const to = `${last}-12-31`;
  return { from: `${first}-01-01`, to: to < yesterday ? to : yesterday };
}
