import { poissonRate } from '../estimators/poisson.js';
import type { RateBody } from '../language/definition.js';
import { DAYS_IN_A_YEAR } from '../sql/rate.js';
import { countsBeside } from './beside.js';
import { withStatus, type Grouped } from './groups.js';
import { STATUS } from '../sql/status.js';
import type { RateRow } from './rows.js';
import { share } from './share.js';

/** The row of a group from its totals. */
export function rateRow({ group, rows }: Grouped, figure: RateBody): RateRow {
  const totals = rows.find((row) => (row['status'] ?? null) === null) ?? {};
  const total = (name: string): number => Number(totals[name] ?? 0);
  const personDays = total('personDays');
  const perPersonYears = figure.perPersonYears ?? 1;
  const years = personDays / DAYS_IN_A_YEAR;
  const rate = personDays > 0 ? poissonRate(total('events'), years / perPersonYears) : { value: null, interval: null };
  const cases = withStatus(rows, STATUS.first);
  return {
    group,
    numerator: total('events'),
    denominator: years,
    ...rate,
    perPersonYears,
    personDays,
    persons: share(total('personsWithEvent'), total('persons')),
    ...(figure.cleanDays !== undefined && {
      beforeClean: {
        events: total('eventsBefore'),
        personDays: total('personDaysBefore'),
        persons: share(total('personsWithEventBefore'), total('personsBefore')),
      },
    }),
    ...countsBeside(rows, figure),
    ...(personDays === 0 && { reason: cases === 0 ? ('no-cases' as const) : ('no-person-time' as const) }),
  };
}
