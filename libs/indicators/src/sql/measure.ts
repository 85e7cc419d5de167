import type { MeasureBody } from '../language/definition.js';
import type { Question } from '../question/question.js';
import type { Compilation } from './compilation.js';
import { compileList } from './conditions.js';
import { addDimensions, groupColumns } from './dimensions.js';
import { classes, exclusions, judge } from './judge.js';
import { caseStage, CASE, type Stage } from './stage.js';
import { STATUS } from './status.js';
import { compileTyped } from './values.js';

/** Cases of a measure: their `number`, their status (0 = counted) and the column `class`. */
export function measureCases(
  compilation: Compilation,
  figure: MeasureBody,
  question: Pick<Question, 'by' | 'filters'>,
  pointer: string,
): Stage | undefined {
  const cases = caseStage(compilation, figure.cases, figure.lookups, pointer);
  if (!cases) return undefined;
  const stage = addDimensions(compilation, cases, question, figure.cases.dimensionsOf);
  const number = compileTyped(compilation, stage.scope, figure.number, `${pointer}/number`, 'number');
  const byClass = classes(compilation, stage, figure.classes, `${pointer}/classes`);
  const whens = byClass.map(([condition, i]) => `WHEN ${condition} THEN ${i}`).join(' ');
  const classed = whens === '' ? 'NULL::INTEGER' : `CASE ${whens} END`;
  const withNumber = compilation.with(
    `SELECT ${CASE}.*, CAST(${number} AS DOUBLE) AS "number", ${classed} AS "class" FROM ${stage.name} AS ${CASE}`,
  );
  return judge(
    compilation,
    { ...stage, name: withNumber },
    [...exclusions(compilation, stage, figure.excluded, pointer), [`${CASE}."number" IS NULL`, STATUS.missing]],
    STATUS.first,
  );
}

/** Statistics by group and status; those of status 0 are the figure. Quantiles are R's type 7, sd has n - 1. */
export function measureStatistics(
  compilation: Compilation,
  figure: MeasureBody,
  question: Pick<Question, 'by' | 'filters'>,
  pointer = '/figure',
): string {
  const stage = measureCases(compilation, figure, question, pointer);
  if (!stage) return '';
  const keys = [...groupColumns(question.by), `${CASE}."status"`].join(', ');
  const sign = figure.within?.how === 'at-least' ? '>=' : '<=';
  const norms = figure.within
    ? compileList(compilation, stage.scope, figure.within.norms, `${pointer}/within/norms`).sql
    : [];
  const columns = [
    'count(*) AS "cases"',
    // In the order of the numbers: threads would add them up in any order, and the last digits would differ.
    'avg("number" ORDER BY "number") AS "mean"',
    'stddev_samp("number" ORDER BY "number") AS "sd"',
    'quantile_cont("number", 0.5) AS "median"',
    'quantile_cont("number", 0.9) AS "p90"',
    ...norms.map((norm, i) => `count(*) FILTER (WHERE "number" ${sign} ${norm}) AS "within ${i}"`),
    ...Object.keys(figure.classes ?? {}).map((_, i) => `count(*) FILTER (WHERE "class" = ${i}) AS "class ${i}"`),
  ];
  return compilation.statement(`SELECT ${keys}, ${columns.join(', ')} FROM ${stage.name} AS ${CASE} GROUP BY ${keys}`);
}
