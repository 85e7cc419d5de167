import type { Question } from '../question/question.js';
import { besideColumns } from './beside.js';
import { DRAWN, PLACE, takesSample } from './case-rows.js';
import type { Compilation } from './compilation.js';
import { groupColumns } from './dimensions.js';
import { quoted } from '../language/vocabulary.js';
import { sortKey } from './lookups.js';
import { CASE, type Stage } from './stage.js';

type Body = Parameters<typeof takesSample>[1] & { readonly beside?: unknown };

/** Column with the ids of a sample, a list in the order in which they were drawn. */
export const SAMPLE = 'sample';

/** One row per person and group where persons are counted: of several cases the best status, so that one with the property is enough. */
export function onePerPerson(compilation: Compilation, stage: Stage, { cases }: Body, by: Question['by']): Stage {
  if (cases.distinct !== 'person') return stage;
  const whole = [...groupColumns(by), `${CASE}."case.person"`].join(', ');
  const order = sortKey(
    ['status', ...stage.unit.keys.map((key) => `case.${key}`)].map((column) => `${CASE}.${quoted(column)}`),
  );
  const name = compilation.with(
    `SELECT ${CASE}.* FROM ${stage.name} AS ${CASE} QUALIFY row_number() OVER (PARTITION BY ${whole} ORDER BY ${order}) = 1`,
  );
  return { ...stage, name };
}

/**
 * The statement of a figure over judged cases: a row per group and key with the columns asked for, and beside them, where the figure has any, a row
 * per group with its further numbers and its sample (`status` null).
 */
export function groupedStatement(
  compilation: Compilation,
  judged: Stage,
  body: Body,
  { by }: Pick<Question, 'by'>,
  { keys = ['status'], columns }: { readonly keys?: readonly string[]; readonly columns: readonly string[] },
  pointer: string,
): string {
  const stage = onePerPerson(compilation, judged, body, by);
  const { inputs, aggregates } = besideColumns(compilation, stage.scope, body.beside, `${pointer}/beside`);
  const computed = [...new Map(inputs.map(({ column, sql }) => [column, sql]))];
  const beside = [
    ...aggregates,
    ...(takesSample(compilation, body) ? [`list(${CASE}.${DRAWN} ORDER BY ${CASE}.${PLACE}) AS "${SAMPLE}"`] : []),
  ];
  const name =
    beside.length > 0
      ? compilation.with(
          `SELECT ${[`${CASE}.*`, ...computed.map(([column, sql]) => `${sql} AS "${column}"`)].join(', ')} FROM ${stage.name} AS ${CASE}`,
          true,
        )
      : stage.name;
  const select = (grouped: readonly string[], what: readonly string[]): string =>
    `SELECT ${[...grouped, ...what].join(', ')} FROM ${name} AS ${CASE}${grouped.length > 0 ? ` GROUP BY ${grouped.join(', ')}` : ''}`;
  const groups = groupColumns(by);
  const counts = select([...groups, ...keys.map((key) => `${CASE}."${key}"`)], columns);
  return compilation.statement(beside.length > 0 ? `${counts} UNION ALL BY NAME ${select(groups, beside)}` : counts);
}
