/** The cases behind a figure. */
import type { IndicatorDefinition } from '../language/definition.js';
import { figureOf } from '../language/figure-of.js';
import type { SettledQuestion } from '../question/question.js';
import type { ValueType } from '../language/vocabulary.js';
import { casesStatement, valueTypes, type Page } from '../sql/cases.js';
import { rowMaker } from './case-part.js';
import type { CaseRow } from './case-row.js';
import { compilationFor, run } from './compile.js';
import type { View } from './view.js';

/** A page of cases, and how many there are in all. */
export interface CasePage {
  readonly total: number;
  readonly cases: readonly CaseRow[];
}

/**
 * The cases behind a figure and its further figures, in the order of person, index date and id. Their parts add up to the row of the figure without a
 * breakdown; where the figure counts persons, a person is one case.
 */
export async function cases(
  view: View,
  definition: IndicatorDefinition,
  question: SettledQuestion,
  page: Page,
): Promise<CasePage> {
  const figure = figureOf(definition, question.parameters);
  const rows = await run(view, definition, question, (one) => casesStatement(one, figure, question, page));
  if (rows.length === 0 && page.offset > 0) {
    const { total } = await cases(view, definition, question, { offset: 0, limit: 1 });
    return { total, cases: [] };
  }
  const toRow = rowMaker(figure, question);
  return { total: Number(rows[0]?.['total'] ?? 0), cases: rows.map(toRow) };
}

/** The types of the definition's own values, which `CaseRow.values` has. */
export const caseValueTypes = (
  definition: IndicatorDefinition,
  question: SettledQuestion,
): Readonly<Record<string, ValueType>> =>
  valueTypes(compilationFor('main', definition, question), figureOf(definition, question.parameters), question);
