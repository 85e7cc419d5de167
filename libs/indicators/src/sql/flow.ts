import type { FlowBody, Stock } from '../language/definition.js';
import { member } from '../language/fault.js';
import type { Question } from '../question/question.js';
import { caseRows } from './case-rows.js';
import type { Compilation } from './compilation.js';
import { addDimensions, groupColumns } from './dimensions.js';
import { judge, leftOut, optional } from './judge.js';
import { CASE, openStage } from './stage.js';
import { STATUS } from './status.js';
import { compileTyped } from './values.js';

type Asked = Pick<Question, 'by' | 'filters'>;

/**
 * Counts of one stock by group (indicators.md section 1): opening, active and closing, and for spans in and out. A breakdown looks
 * at a span on the first day of the window on which it is active.
 */
export function stockCounts(compilation: Compilation, stock: Stock, question: Asked, pointer: string): string {
  const unit = compilation.unit(stock.unit, `${pointer}/unit`);
  if (!unit) return '';
  const opened = openStage(compilation, unit);
  const date = (name: 'start' | 'end'): string =>
    compileTyped(compilation, opened.scope, stock[name], `${pointer}/${name}`, 'date');
  const day = (name: 'from' | 'to'): string => compilation.bind(compilation.source.window[name], 'DATE');
  const spans = compilation.with(
    `SELECT ${CASE}.*, ${date('start')} AS "start", ${date('end')} AS "end", greatest("start", ${day('from')}) AS "index" ` +
      `FROM ${opened.name} AS ${CASE} WHERE "start" <= ${day('to')} AND coalesce("end", DATE '9999-12-31') >= ${day('from')}`,
  );
  const stage = addDimensions(
    compilation,
    { ...opened, name: spans, scope: { ...opened.scope, index: `${CASE}."index"` } },
    question,
  );
  const what = stock.distinct === 'person' ? `count(DISTINCT ${CASE}."case.person")` : 'count(*)';
  const count = (condition: string, name: string): string => `${what} FILTER (WHERE ${condition}) AS "${name}"`;
  const groups = groupColumns(question.by);
  const columns = [
    ...groups,
    count(`"start" < ${day('from')}`, 'opening'),
    `${what} AS "active"`,
    count(`coalesce("end", DATE '9999-12-31') > ${day('to')}`, 'closing'),
  ];
  const by = groups.length > 0 ? ` GROUP BY ${groups.join(', ')}` : '';
  return compilation.statement(`SELECT ${columns.join(', ')} FROM ${stage.name} AS ${CASE}${by}`);
}

/** Counts of the steps from one kind to another, by group. */
export function transitionCounts(
  compilation: Compilation,
  transitions: NonNullable<FlowBody['transitions']>,
  question: Asked,
  pointer = '/figure/transitions',
): string {
  const stage = caseRows(compilation, transitions, question, pointer);
  if (!stage) return '';
  const text = (name: 'from' | 'to'): string =>
    compileTyped(compilation, stage.scope, transitions[name], member(pointer, name), 'text');
  const judged = judge(
    compilation,
    stage,
    [
      ...leftOut(compilation, stage, transitions, pointer),
      ...optional(compilation, stage, transitions.immature, `${pointer}/immature`, STATUS.immature),
    ],
    STATUS.first,
    [`${text('from')} AS "from"`, `${text('to')} AS "to"`],
  );
  const keys = [...groupColumns(question.by), `${CASE}."from"`, `${CASE}."to"`].join(', ');
  return compilation.statement(
    `SELECT ${keys}, count(*) AS "cases" FROM ${judged.name} AS ${CASE} WHERE "status" = ${STATUS.first} GROUP BY ${keys}`,
  );
}
