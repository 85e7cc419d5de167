import { roleNeeded } from '#libs/access';
import type { IndicatorDefinition, SettledQuestion } from '#libs/indicators';
import { isSmall, MOST_ROWS, protectRows, roundCount, RULE, TooManyGroupsError, type AnyRow } from '#libs/privacy';
import { invalidParameters } from '../parameters/invalid-parameters.js';
import { layoutOf } from './layout.js';

/** What an answer says about the protection of its small numbers. */
export const PROTECTION = {
  rule: RULE.name,
  roundedTo: RULE.roundedTo,
  hiddenBelow: RULE.hiddenBelow,
  meansFrom: RULE.meansFrom,
} as const;

interface Period {
  readonly rows: readonly AnyRow[];
}

/**
 * The body of an answer with its small numbers protected. Of a body with neither rows nor periods nothing is known, so that it is refused: what is added later is protected or does not leave.
 * @throws ProblemException 403 for a body that cannot be protected, 400 for a breakdown that is too fine
 */
export function protectAnswer<Body extends object>(
  definition: IndicatorDefinition,
  question: SettledQuestion,
  body: Body,
): Body {
  const layout = layoutOf(definition, question);
  const protect = (periods: readonly (readonly AnyRow[])[]): AnyRow[][] => {
    try {
      return protectRows(periods, layout);
    } catch (error) {
      if (!(error instanceof TooManyGroupsError)) throw error;
      const message = `This breaks down into more than ${MOST_ROWS} rows: name fewer dimensions, or longer periods.`;
      throw invalidParameters([{ parameter: 'by', code: 'impossible-parameter', message }]);
    }
  };
  const names = Object.keys(body);
  if (names.length === 1 && 'rows' in body) return { ...body, rows: protect([body.rows as AnyRow[]])[0] };
  if (names.length === 1 && 'periods' in body) {
    const periods = body.periods as readonly Period[];
    const rows = protect(periods.map((period) => period.rows));
    return { ...body, periods: periods.map((period, i) => ({ ...period, rows: rows[i] })) };
  }
  throw roleNeeded(['researcher']);
}

/** A count beside the rows as it is shown; a small one is left out like none. */
export const protectCount = (count: number): number => (isSmall(count) ? 0 : roundCount(count));
