import type { ShareBody } from '../language/definition.js';
import { member } from '../language/fault.js';
import type { Question } from '../question/question.js';
import type { Compilation } from './compilation.js';
import { addDimensions, groupColumns } from './dimensions.js';
import { classes, exclusions, judge, optional, type Verdict } from './judge.js';
import { caseStage, CASE, type Stage } from './stage.js';
import { STATUS } from './status.js';

/** Cases of a share with their status and, for each further share, the columns `known i` and `also i`. */
export function shareCases(
  compilation: Compilation,
  figure: ShareBody,
  question: Pick<Question, 'by' | 'filters'>,
  pointer: string,
): Stage | undefined {
  const cases = caseStage(compilation, figure.cases, figure.lookups, pointer);
  if (!cases) return undefined;
  const stage = addDimensions(compilation, cases, question, figure.cases.dimensionsOf);
  const condition = (value: unknown, name: string): string =>
    compilation.condition(stage.scope, value, `${pointer}/${name}`);
  const verdicts: Verdict[] = [
    ...exclusions(compilation, stage, figure.excluded, pointer),
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

/** Counts by group and status. */
export function shareCounts(
  compilation: Compilation,
  figure: ShareBody,
  question: Pick<Question, 'by' | 'filters'>,
  pointer = '/figure',
): string {
  const stage = shareCases(compilation, figure, question, pointer);
  if (!stage) return '';
  const groups = groupColumns(question.by);
  const also = Object.keys(figure.also ?? {}).flatMap((_, i) => [
    `count(*) FILTER (WHERE "known ${i}") AS "known ${i}"`,
    `count(*) FILTER (WHERE "also ${i}") AS "also ${i}"`,
  ]);
  const counts = ['count(*) AS "cases"', ...also];
  if (figure.cases.distinct !== 'person') {
    const keys = [...groups, `${CASE}."status"`].join(', ');
    return compilation.statement(`SELECT ${keys}, ${counts.join(', ')} FROM ${stage.name} AS ${CASE} GROUP BY ${keys}`);
  }
  // Of several cases of a person in one group the best status counts: one with the property is enough.
  const persons = compilation.with(
    `SELECT ${[...groups, `min(${CASE}."status") AS "status"`].join(', ')} FROM ${stage.name} AS ${CASE} ` +
      `GROUP BY ${[...groups, `${CASE}."case.person"`].join(', ')}`,
  );
  const keys = [...groups, `${CASE}."status"`].join(', ');
  return compilation.statement(`SELECT ${keys}, count(*) AS "cases" FROM ${persons} AS ${CASE} GROUP BY ${keys}`);
}
