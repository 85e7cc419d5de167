import type { MeasureBody } from '../language/definition.js';
import type { Question } from '../question/question.js';
import { statisticsColumns } from './beside.js';
import { caseRows } from './case-rows.js';
import type { Compilation } from './compilation.js';
import { compileList } from './conditions.js';
import { groupedStatement } from './grouped.js';
import { classes, judge, leftOut } from './judge.js';
import { CASE, type Stage } from './stage.js';
import { STATUS } from './status.js';
import { compileOf } from './values.js';

/** Cases with their number. */
interface Measured extends Stage {
  /** Whether that is a whole one, as of a value. */
  readonly whole: boolean;
}

/** Cases of a measure: their `number`, their status (0 = counted) and the column `class`. */
export function measureCases(
  compilation: Compilation,
  figure: MeasureBody,
  question: Pick<Question, 'by' | 'filters'>,
  pointer: string,
): Measured | undefined {
  const stage = caseRows(compilation, figure, question, pointer);
  if (!stage) return undefined;
  const { sql: number, whole = false } =
    figure.number === undefined
      ? { sql: 'NULL' }
      : compileOf(compilation, stage.scope, figure.number, `${pointer}/number`, 'number');
  const byClass = classes(compilation, stage, figure.classes, `${pointer}/classes`);
  const whens = byClass.map(([condition, i]) => `WHEN ${condition} THEN ${i}`).join(' ');
  const classed = whens === '' ? 'NULL::INTEGER' : `CASE ${whens} END`;
  const withNumber = compilation.with(
    `SELECT ${CASE}.*, CAST(${number} AS DOUBLE) AS "number", ${classed} AS "class" FROM ${stage.name} AS ${CASE}`,
  );
  const judged = judge(
    compilation,
    { ...stage, name: withNumber },
    [
      ...leftOut(compilation, stage, figure, pointer),
      ...(figure.number === undefined ? [] : [[`${CASE}."number" IS NULL`, STATUS.missing] as const]),
    ],
    STATUS.first,
  );
  return { ...judged, whole };
}

/** Statistics by group and status; those of status 0 are the figure. Beside them what the figure has more. */
export function measureStatistics(
  compilation: Compilation,
  figure: MeasureBody,
  question: Pick<Question, 'by' | 'filters'>,
  pointer = '/figure',
): string {
  const stage = measureCases(compilation, figure, question, pointer);
  if (!stage) return '';
  const sign = figure.within?.how === 'at-least' ? '>=' : '<=';
  const norms = figure.within
    ? compileList(compilation, stage.scope, figure.within.norms, `${pointer}/within/norms`).sql
    : [];
  const columns = [
    'count(*) AS "cases"',
    ...(figure.number === undefined ? [] : statisticsColumns({ sql: `${CASE}."number"`, whole: stage.whole })),
    ...norms.map((norm, i) => `count(*) FILTER (WHERE "number" ${sign} ${norm}) AS "within ${i}"`),
    ...Object.keys(figure.classes ?? {}).map((_, i) => `count(*) FILTER (WHERE "class" = ${i}) AS "class ${i}"`),
  ];
  return groupedStatement(compilation, stage, figure, question, { columns, counted: STATUS.first }, pointer);
}
