import type { FlowBody, Stock } from '../language/definition.js';
import { member } from '../language/fault.js';
import type { Question } from '../question/question.js';
import { caseRows } from './case-rows.js';
import type { Compilation } from './compilation.js';
import { addDimensions, FOR_EVER, groupColumns } from './dimensions.js';
import { judge, leftOut, optional } from './judge.js';
import { CASE, openStage, type Stage } from './stage.js';
import { STATUS } from './status.js';
import { compileTyped } from './values.js';

type Asked = Pick<Question, 'by' | 'filters'>;

/** Conditions on a span of a stock: in the opening stock, begun in the window, ended in it, in the closing stock. */
function parts(compilation: Compilation): Readonly<Record<'opening' | 'in' | 'out' | 'closing', string>> {
  const day = (name: 'from' | 'to'): string => compilation.bind(compilation.source.window[name], 'DATE');
  const opening = `"start" < ${day('from')}`;
  const closing = `coalesce("end", ${FOR_EVER}) > ${day('to')}`;
  return { opening, in: `NOT (${opening})`, out: `NOT (${closing})`, closing };
}

/**
 * The spans of one stock that are active in the window, with `start` and `end`. A breakdown looks at a span on the first day of the window on which
 * it is active.
 */
function stockSpans(compilation: Compilation, stock: Stock, question: Asked, pointer: string): Stage | undefined {
  const unit = compilation.unit(stock.unit, `${pointer}/unit`);
  if (!unit) return undefined;
  const opened = openStage(compilation, unit);
  const date = (name: 'start' | 'end'): string =>
    compileTyped(compilation, opened.scope, stock[name], `${pointer}/${name}`, 'date');
  const day = (name: 'from' | 'to'): string => compilation.bind(compilation.source.window[name], 'DATE');
  const spans = compilation.with(
    `SELECT ${CASE}.*, ${date('start')} AS "start", ${date('end')} AS "end", greatest("start", ${day('from')}) AS "index" ` +
      `FROM ${opened.name} AS ${CASE} WHERE "start" <= ${day('to')} AND coalesce("end", ${FOR_EVER}) >= ${day('from')}`,
  );
  const scope = { ...opened.scope, index: `${CASE}."index"` };
  return addDimensions(compilation, { ...opened, name: spans, scope }, question);
}

/** Counts of one stock by group (indicators.md section 1): opening, active and closing. */
export function stockCounts(compilation: Compilation, stock: Stock, question: Asked, pointer: string): string {
  const stage = stockSpans(compilation, stock, question, pointer);
  if (!stage) return '';
  const what = stock.distinct === 'person' ? `count(DISTINCT ${CASE}."case.person")` : 'count(*)';
  const { opening, closing } = parts(compilation);
  const groups = groupColumns(question.by);
  const columns = [
    ...groups,
    `${what} FILTER (WHERE ${opening}) AS "opening"`,
    `${what} AS "active"`,
    `${what} FILTER (WHERE ${closing}) AS "closing"`,
  ];
  const by = groups.length > 0 ? ` GROUP BY ${groups.join(', ')}` : '';
  return compilation.statement(`SELECT ${columns.join(', ')} FROM ${stage.name} AS ${CASE}${by}`);
}

const PERSON = `${CASE}."case.person"`;

/** The parts of a person: in the opening and closing stock with any span; in and out by not being there. */
function ofPersons({ opening, closing }: ReturnType<typeof parts>): ReturnType<typeof parts> {
  const any = (holds: string): string => `bool_or(${holds}) OVER (PARTITION BY ${PERSON})`;
  return { opening: any(opening), in: `NOT ${any(opening)}`, out: `NOT ${any(closing)}`, closing: any(closing) };
}

/** The spans of a stock with their part in it, each a column that is true or false; where persons are counted, one span of each with the person's. */
export function stockCases(
  compilation: Compilation,
  stock: Stock,
  question: Asked,
  pointer: string,
): Stage | undefined {
  const stage = stockSpans(compilation, stock, question, pointer);
  if (!stage) return undefined;
  const own = parts(compilation);
  const columns = Object.entries(stock.distinct === 'person' ? ofPersons(own) : own);
  const first = `QUALIFY row_number() OVER (PARTITION BY ${PERSON} ORDER BY "index", ${stage.unit.keys.map((key) => `${CASE}."case.${key}"`).join(', ')}) = 1`;
  const name = compilation.with(
    `SELECT ${CASE}.*, ${columns.map(([part, holds]) => `${holds} AS "${part}"`).join(', ')} FROM ${stage.name} AS ${CASE}` +
      (stock.distinct === 'person' ? ` ${first}` : ''),
  );
  return { ...stage, name };
}

type Transitions = NonNullable<FlowBody['transitions']>;

/** The cases of the steps from one kind to another, with `from`, `to` and their status (0 = counted). */
export function transitionCases(
  compilation: Compilation,
  transitions: Transitions,
  question: Asked,
  pointer: string,
): Stage | undefined {
  const stage = caseRows(compilation, transitions, question, pointer);
  if (!stage) return undefined;
  const text = (name: 'from' | 'to'): string =>
    compileTyped(compilation, stage.scope, transitions[name], member(pointer, name), 'text');
  return judge(
    compilation,
    stage,
    [
      ...leftOut(compilation, stage, transitions, pointer),
      ...optional(compilation, stage, transitions.immature, `${pointer}/immature`, STATUS.immature),
    ],
    STATUS.first,
    [`${text('from')} AS "from"`, `${text('to')} AS "to"`],
  );
}

/** Counts of the steps from one kind to another, by group. */
export function transitionCounts(
  compilation: Compilation,
  transitions: Transitions,
  question: Asked,
  pointer = '/figure/transitions',
): string {
  const judged = transitionCases(compilation, transitions, question, pointer);
  if (!judged) return '';
  const keys = [...groupColumns(question.by), `${CASE}."from"`, `${CASE}."to"`].join(', ');
  return compilation.statement(
    `SELECT ${keys}, count(*) AS "cases" FROM ${judged.name} AS ${CASE} WHERE "status" = ${STATUS.first} GROUP BY ${keys}`,
  );
}
