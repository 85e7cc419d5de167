import type { ShareBody } from '../language/definition.js';
import { member } from '../language/fault.js';
import type { Question } from '../question/question.js';
import { caseRows } from './case-rows.js';
import type { Compilation } from './compilation.js';
import { groupedStatement } from './grouped.js';
import { classes, judge, leftOut, optional, type Verdict } from './judge.js';
import type { Stage } from './stage.js';
import { STATUS } from './status.js';

/** Cases of a share with their status and, for each further share, the columns `known i` and `also i`. */
export function shareCases(
  compilation: Compilation,
  figure: ShareBody,
  question: Pick<Question, 'by' | 'filters'>,
  pointer: string,
): Stage | undefined {
  const stage = caseRows(compilation, figure, question, pointer);
  if (!stage) return undefined;
  const condition = (value: unknown, name: string): string =>
    compilation.condition(stage.scope, value, `${pointer}/${name}`);
  const verdicts: Verdict[] = [
    ...leftOut(compilation, stage, figure, pointer),
    ...optional(compilation, stage, figure.immature, `${pointer}/immature`, STATUS.immature),
    ...(figure.known === undefined ? [] : [[`NOT ${condition(figure.known, 'known')}`, STATUS.missing] as const]),
    ...(figure.classes
      ? classes(compilation, stage, figure.classes, `${pointer}/classes`)
      : [[condition(figure.numerator, 'numerator'), STATUS.yes] as const]),
  ];
  const also = Object.entries(figure.also ?? {}).flatMap(([name, { known, numerator }], i) => {
    const at = member(`${pointer}/also`, name);
    const knowing = known === undefined ? 'TRUE' : compilation.condition(stage.scope, known, `${at}/known`);
    const having = compilation.condition(stage.scope, numerator, `${at}/numerator`);
    return [`${knowing} AS "known ${i}"`, `(${knowing} AND ${having}) AS "also ${i}"`];
  });
  return judge(compilation, stage, verdicts, figure.classes ? STATUS.missing : STATUS.no, also);
}

/** Counts by group and status, and what stands beside them. */
export function shareCounts(
  compilation: Compilation,
  figure: ShareBody,
  question: Pick<Question, 'by' | 'filters'>,
  pointer = '/figure',
): string {
  const stage = shareCases(compilation, figure, question, pointer);
  if (!stage) return '';
  const also = Object.keys(figure.also ?? {}).flatMap((_, i) => [
    `count(*) FILTER (WHERE "known ${i}") AS "known ${i}"`,
    `count(*) FILTER (WHERE "also ${i}") AS "also ${i}"`,
  ]);
  return groupedStatement(compilation, stage, figure, question, { columns: ['count(*) AS "cases"', ...also] }, pointer);
}
